import { expect } from "chai";
import { readAll } from "../read-all.ts";
import { mutated } from "./rich-file.ts";

const RUNS = 1500;
const LONGEST_MS = 1000;

describe("EVTX with bytes overwritten", () => {
  it("never throws, never hangs, and gives every field of what it returns", function () {
    this.timeout(60_000);
    let slowest = 0;
    let skipped = 0;
    let events = 0;
    let missing = 0;
    for (let run = 0; run < RUNS; run++) {
      const file = mutated(run, { headers: true });
      const start = performance.now();
      const read = readAll(file);
      for (const event of read.events) {
        const values = event.fields.map((field) => event.get(field));
        values.push(event.time, event.record, event.computer, event.class.sensor);
        if (values.includes(undefined)) missing++;
      }
      slowest = Math.max(slowest, performance.now() - start);
      skipped += read.report.skipped;
      events += read.report.events;
    }
    expect(missing).to.equal(0);
    expect(slowest).to.be.lessThan(LONGEST_MS);
    // The damage is neither without effect nor fatal to everything.
    expect(skipped).to.be.greaterThan(RUNS / 10);
    expect(events).to.be.greaterThan(RUNS * 10);
  });
});
