/**
 * Every field of every record of the corpora against what an independent reader makes of it, both
 * ways round. What that loses, or reads otherwise, is listed with the reason.
 */
import { expect } from "chai";
import { readFileSync } from "node:fs";
import { globSync } from "tinyglobby";
import { parseEvtxFile } from "winevtx";
import type { LogEvent } from "../../../harness/events/event.ts";
import { textsOf } from "../../../harness/events/texts.ts";
import { CORPORA, hasCorpus } from "../../corpora.ts";
import { readAll } from "../read-all.ts";
import { DEVIATIONS, isCutOff } from "./winevtx-deviations.ts";
import { isSameValue, leavesOf, partsOf } from "./winevtx-fields.ts";

/** Files of which it does not give all records, and why. The others are compared by their number. */
const OTHER_RECORDS: Readonly<Record<string, string>> = {
  "2-vss_0-Microsoft-Windows-TerminalServices-RemoteConnectionManager%4Operational.evtx":
    "it stops in a chunk at the first record that is damaged",
  "sample-with-zero-data-size-event.evtx": "it takes a record of size zero for one",
};

/** Fields of the corpora that are equal, at the least: the rest are deviations. */
const EQUAL_SHARE = 0.99;

describe("EVTX against winevtx", () => {
  const seen = new Map<string, number>();
  let fields = 0;
  for (const corpus of ["evtx", "sigmahq/regression_data"])
    describe(corpus, function () {
      this.timeout(60_000);
      if (!hasCorpus(this, corpus)) return;
      const files = globSync("**/*.evtx", { cwd: `${CORPORA}/${corpus}` }).sort();
      it("has recordings", () => expect(files).not.to.have.length(0));
      for (const file of files) it(file, () => compareFile(`${CORPORA}/${corpus}/${file}`));
    });

  describe("all together", () => {
    it("shows each deviation, and few of them", function () {
      if (fields === 0) {
        this.test!.title += " (no recording was compared)";
        this.skip();
      }
      for (const { reason } of DEVIATIONS) expect(seen.get(reason) ?? 0, reason).to.be.above(0);
      const deviating = [...seen.values()].reduce((sum, count) => sum + count, 0);
      expect(deviating / fields).to.be.below(1 - EQUAL_SHARE);
    });
  });

  function compareFile(path: string): void {
    const bytes = readFileSync(path);
    const { events } = readAll(bytes);
    const records = [...parseEvtxFile(bytes)];
    const reason = OTHER_RECORDS[path.split("/").at(-1)!];
    if (reason === undefined) {
      expect(events).to.have.length(records.length);
      return events.forEach((event, i) => compare(event, records[i]!.event));
    }
    expect(records.length, reason).not.to.equal(events.length);
    const byNumber = new Map(records.map((record) => [record.recordID, record]));
    const shared = events.flatMap((event) => {
      const record = byNumber.get(event.record!);
      return record ? [{ event, record }] : [];
    });
    expect(shared).not.to.have.length(0);
    return shared.forEach(({ event, record }) => compare(event, record.event));
  }

  function compare(event: LogEvent, record: unknown): void {
    const leaves = leavesOf(record);
    const parts = partsOf(record);
    const deviating = new Set<string>();
    for (const field of event.fields) {
      fields++;
      const ours = textsOf(event.get(field));
      const theirs = leaves.filter(({ names }) => names.includes(field)).map(({ value }) => value);
      if (ours.length === theirs.length && ours.every((text, i) => isSameValue(text, theirs[i])))
        continue;
      const difference = { field, ours, theirs, event, parts };
      const deviation = DEVIATIONS.find(({ explains }) => explains(difference));
      const what = `record ${event.record}, ${field}: ${JSON.stringify([ours, theirs])}`;
      expect(deviation, what).to.not.equal(undefined);
      deviating.add(field);
      seen.set(deviation!.reason, (seen.get(deviation!.reason) ?? 0) + 1);
    }
    for (const { names, value } of leaves) {
      if (value === null || value === "" || names.some((name) => name.includes("xmlns"))) continue;
      if (names.some((name) => deviating.has(name))) continue;
      const isHere = names
        .flatMap((name) => textsOf(event.get(name)))
        .some((text) => isSameValue(text, value));
      if (isHere || isCutOff(value, event)) continue;
      expect.fail(`record ${event.record} lacks ${names.join(" or ")}: ${JSON.stringify(value)}`);
    }
  }
});
