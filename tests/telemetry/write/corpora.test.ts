/** The law of the writers over real recordings, where they are. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { LogEvent } from "../../../harness/events/event.ts";
import { CORPORA, hasCorpus } from "../../corpora.ts";
import { fieldsOf, readAll } from "../read-all.ts";
import { FORMATS, written } from "./written.ts";

/** Of the recordings every so many is taken, in each format. */
const STEP = 7;

/** Of so many at least each event must be comparable, or the law would be one of exceptions. */
const FEWEST = 5;

describe("real event logs, written again", function () {
  if (!hasCorpus(this, "evtx")) return;
  const files = readdirSync(CORPORA, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".evtx"))
    .toSorted()
    .filter((_, index) => index % STEP === 0);

  it("are there", () => {
    expect(files).to.not.be.empty;
  });

  for (const format of FORMATS)
    it(`give the same events as ${format}, but for what is told`, function () {
      let compared = 0;
      for (const file of files) {
        const { events } = readAll(readFileSync(join(CORPORA, file)));
        const { bytes, report } = written(events, format);
        expect(report.refused, file).to.equal(0);
        if (report.events === 0) continue;
        const { events: read } = readAll(bytes);
        expect(read.length, file).to.equal(events.length);
        const different = events.filter((event, i) => !isSame(event, read[i]!));
        if (report.diagnostics.length > 0) continue;
        expect(different, file).to.be.empty;
        compared++;
      }
      expect(compared, "recordings of which every event was compared").to.be.above(FEWEST);
    });
});

function isSame(one: LogEvent, other: LogEvent): boolean {
  const sorted = (event: LogEvent): string =>
    JSON.stringify(Object.entries(fieldsOf(event)).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return sorted(one) === sorted(other) && one.class === other.class && one.record === other.record;
}
