import { expect } from "chai";
import { readFileSync } from "node:fs";
import { globSync } from "tinyglobby";
import type { LogEvent } from "../../harness/events/event.ts";
import type { FieldValue } from "../../harness/events/field-value.ts";
import { readRecording } from "../../harness/telemetry/read.ts";
import { CORPORA, hasCorpus } from "../corpora.ts";
import { keepEvent } from "../../harness/events/keep-event.ts";

interface Counts {
  readonly records: Readonly<Record<string, number>>;
  readonly disputed: readonly ({ readonly file: string } & Readonly<
    Record<string, number | string>
  >)[];
}

/** More may not be lost; found with this reader and with evtx_dump 0.15. */
const MALFORMED: Readonly<Record<string, number>> = {
  "sample-with-zero-data-size-event.evtx": 1,
  "2-vss_0-Microsoft-Windows-TerminalServices-RemoteConnectionManager%4Operational.evtx": 2,
};

describe("records per EVTX file of the corpora", function () {
  if (!hasCorpus(this, "evtx-record-counts.json")) return;
  const counts = JSON.parse(readFileSync(`${CORPORA}/evtx-record-counts.json`, "utf8")) as Counts;
  const files = Object.entries(counts.records);
  it("lists files", () => expect(files).not.to.have.length(0));
  for (const [file, expected] of files)
    it(file, async () => {
      const disputed = counts.disputed.find((row) => row.file === file);
      const counted = Object.values(disputed ?? {}).filter((value) => typeof value === "number");
      const report = await readRecording(`${CORPORA}/${file}`, () => {});
      expect(report.events).to.be.within(
        Math.min(expected, ...counted),
        Math.max(expected, ...counted),
      );
      expect(report.skipped).to.equal(MALFORMED[file.split("/").at(-1)!] ?? 0);
    });
});

const REGRESSION = `${CORPORA}/sigmahq/regression_data`;

/**
 * Where a JSON twin says something else than its recording: it was written with times of six digits,
 * and with its texts trimmed. All else must be equal to the letter, GUIDs included.
 */
function isKnownLoss(
  field: string,
  recorded: FieldValue | undefined,
  twin: FieldValue | undefined,
): boolean {
  if (typeof recorded !== "string" || typeof twin !== "string") return false;
  if (field === "TimeCreated_SystemTime") return twin === recorded.replace(/\dZ$/, "0Z");
  return twin === recorded.trim();
}

describe("EVTX recordings and their JSON twins", function () {
  if (!hasCorpus(this, "sigmahq/regression_data")) return;
  const twins = globSync("**/*.json", { cwd: REGRESSION });
  it("has twins", () => expect(twins).not.to.have.length(0));
  for (const twin of twins)
    it(twin, async () => {
      const recorded = await eventsOf(twin.replace(/json$/, "evtx"));
      const told = await eventsOf(twin);
      expect(recorded).not.to.have.length(0);
      expect(told).to.have.length(recorded.length);
      recorded.forEach((event, i) => {
        const other = told[i]!;
        expect(other.class).to.equal(event.class);
        expect([...other.fields].sort()).to.deep.equal([...event.fields].sort());
        for (const field of event.fields)
          if (!isKnownLoss(field, event.get(field), other.get(field)))
            expect(other.get(field), field).to.deep.equal(event.get(field));
        expect(other).to.include({ record: event.record, computer: event.computer });
      });
    });
});

async function eventsOf(file: string): Promise<LogEvent[]> {
  const events: LogEvent[] = [];
  const report = await readRecording(`${REGRESSION}/${file}`, (event) =>
    events.push(keepEvent(event)),
  );
  expect(report.diagnostics).to.deep.equal([]);
  return events;
}
