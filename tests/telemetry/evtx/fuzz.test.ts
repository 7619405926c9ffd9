import { expect } from "chai";
import { readAll } from "../read-all.ts";
import {
  buildEvtx,
  ChunkBuilder,
  eventTag,
  systemValues,
  text,
  u16,
  utf16,
  type Tag,
} from "./evtx-builder.ts";

const SEED = 0x5eed;
const RUNS = 1500;
const LONGEST_MS = 1000;

/** Numbers from 0 to 2^32 - 1 that look random and are the same each time (xorshift). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

/** A chunk with all that records are made of. */
function richChunk(): Buffer {
  const data = (name: string, slot: number): Tag => ({
    tag: "Data",
    attributes: { Name: name },
    content: [{ slot, optional: true }],
  });
  const nested: Tag = {
    tag: "EventData",
    content: [data("A", 0), data("B", 1), { tag: "Data", content: [{ slot: 2 }] }],
  };
  const outer = eventTag([{ slot: 3, optional: true, type: 0x21 }]);
  const strings = { type: 0x81, bytes: utf16("one\0two\0") };
  const sid = { type: 0x13, bytes: Buffer.from("010100000000000512000000", "hex") };
  const chunk = new ChunkBuilder();
  for (let record = 1; record <= 12; record++) {
    chunk.add(outer, [...systemValues(1, record), { nested, values: [text("x"), sid, strings] }]);
    chunk.add(eventTag([{ tag: "UserData", content: [{ tag: "X", content: [data("C", 3)] }] }]), [
      ...systemValues(2, record),
      u16(5),
    ]);
    chunk.addDirect(eventTag([{ tag: "EventData", content: [data("D", 0)] }]));
  }
  return chunk.build();
}

describe("EVTX with bytes overwritten", () => {
  it("never throws, never hangs, and gives every field of what it returns", function () {
    this.timeout(60_000);
    const original = richChunk();
    const used = original.readUInt32LE(48);
    const next = numbers(SEED);
    let slowest = 0;
    let skipped = 0;
    let events = 0;
    let missing = 0;
    for (let run = 0; run < RUNS; run++) {
      const chunk = Buffer.from(original);
      for (let i = next() % 8; i >= 0; i--) {
        // Mostly in the records, sometimes in the offsets of the header.
        const at = next() % 10 === 0 ? 40 + (next() % 12) : 512 + (next() % (used - 512));
        chunk[at] = next() % 3 === 0 ? 0xff : next() & 0xff;
      }
      const cut = next() % 10 === 0 ? next() % chunk.length : chunk.length;
      const start = performance.now();
      const read = readAll(buildEvtx([chunk.subarray(0, cut)]));
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
