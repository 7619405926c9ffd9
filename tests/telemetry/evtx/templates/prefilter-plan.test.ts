import { expect } from "chai";
import type { LogEvent } from "../../../../harness/events/event.ts";
import { textsOf } from "../../../../harness/events/texts.ts";
import { indexForm } from "../../../../harness/matching/values/index-form.ts";
import { literalPrefilter } from "../../../../harness/matching/prefilter/literal-prefilter.ts";
import { readContent } from "../../read-content.ts";
import { SYSTEM, windowsEvent, written } from "../../write/written.ts";
import { keepEvent } from "../../../../harness/events/keep-event.ts";

/** Events as they come out of an event log. */
function logged(records: readonly Readonly<Record<string, string>>[]): LogEvent[] {
  const made = records.map((record, index) => windowsEvent({ ...SYSTEM, ...record }, index + 1));
  const events: LogEvent[] = [];
  readContent(
    written(made, "evtx").bytes,
    "recording",
    (event) => void events.push(keepEvent(event)),
  );
  return events;
}

const RECORDS = [
  { CommandLine: "mimikatz.exe privilege::debug", ProcessId: "4711" },
  { CommandLine: "MIMI\u212aATZ and more", ProcessId: "4712" },
  { CommandLine: `${"x".repeat(20_000)}needle in the hay`, ProcessId: "4713" },
  { CommandLine: "привет, mimikatz!", User: "NT AUTHORITY\\SYSTEM" },
  { CommandLine: "lone \ud800 surrogate and mimikatz", User: "" },
  { CommandLine: "cmd.exe /c dir", User: "DOMAIN\\someone" },
];

describe("what an event log holds, asked before it is decoded", () => {
  const events = logged(RECORDS);

  it("is found in texts of all kinds", () => {
    const found = (...texts: string[]): number[] => {
      const prefilter = literalPrefilter(texts)!;
      return events.filter((event) => event.passes!(prefilter)).map(({ position }) => position);
    };
    expect(events).to.have.lengthOf(RECORDS.length);
    expect(found("mimikatz")).to.deep.equal([1, 2, 4, 5]);
    expect(found("needle in")).to.deep.equal([3]);
    expect(found("privilege::debug", "needle in")).to.deep.equal([1, 3]);
    expect(found("no such text")).to.deep.equal([]);
  });

  it("law: an event passes for every piece of each of its values, numbers and times included", () => {
    let asked = 0;
    for (const event of events)
      for (const field of event.fields)
        for (const text of textsOf(event.get(field))) {
          const form = indexForm(text);
          for (let at = 0; at + 4 <= Math.min(form.length, 60); at += 3) {
            const prefilter = literalPrefilter([form.slice(at, at + 4 + (at % 7))]);
            if (!prefilter) continue;
            asked++;
            expect(event.passes!(prefilter), `${field}: ${text} from ${at}`).to.equal(true);
          }
        }
    expect(asked).to.be.greaterThan(200);
  });
});
