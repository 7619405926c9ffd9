/** What a format cannot carry is told, and never lost in silence. */
import { expect } from "chai";
import type { LogEvent } from "../../../harness/events/event.ts";
import type { WrittenFormat } from "../../../harness/telemetry/write/recording-writer.ts";
import { eventOfJson } from "../../../harness/telemetry/read.ts";
import { fieldsOf, readAll } from "../read-all.ts";
import { FORMATS, SYSTEM, windowsEvent, written } from "./written.ts";

const cloud = eventOfJson(
  { a: { b: 1, c: [{ d: "x" }, { d: "y" }] }, "k.e": null, list: [1, "2"], yes: true },
  1,
);
const tooLong = windowsEvent({ ...SYSTEM, Script: "x".repeat(40_000) });
const manyFields = windowsEvent({
  ...SYSTEM,
  ...Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`Field${i}`, ""])),
});

const rows: readonly [
  name: string,
  event: LogEvent,
  formats: readonly WrittenFormat[],
  says: RegExp,
  isRefused: boolean,
][] = [
  [
    "an event longer than a chunk",
    tooLong,
    ["evtx"],
    /write\/too-large: Event 1 \(record 353718\) does not fit/,
    true,
  ],
  ["more fields than a chunk holds", manyFields, ["evtx"], /write\/too-large/, true],
  [
    "an event of 4 MB",
    windowsEvent({ ...SYSTEM, X: "x".repeat(4 * 1024 * 1024) }),
    ["evtx", "xml"],
    /write\/too-large/,
    true,
  ],
  [
    "telemetry that is not of Windows",
    cloud,
    ["evtx", "xml"],
    /write\/not-windows: Event 1 has no EventID/,
    true,
  ],
  [
    "a control character",
    windowsEvent({ ...SYSTEM, X: "a\u0001" }),
    ["xml"],
    /changed-value: A value of "X" holds/,
    false,
  ],
  ["a lone surrogate", windowsEvent({ ...SYSTEM, X: "\ud800" }), ["xml"], /changed-value/, false],
  [
    "a NUL at the end",
    windowsEvent({ ...SYSTEM, X: "a\0" }),
    ["evtx", "xml"],
    /changed-value: A value of "X" (ends in NUL|holds)/,
    false,
  ],
  [
    "a GUID without braces",
    windowsEvent({ ...SYSTEM, X: "5770385F-C22A-43E0-BF4C-06F5698FFBD9" }),
    ["ndjson"],
    /changed-value: .* looks like/,
    false,
  ],
  [
    "a name with a space",
    windowsEvent({ ...SYSTEM, "Target Name": "x" }),
    FORMATS,
    /renamed-field: The field "Target Name" was written as "TargetName" in 1 event/,
    false,
  ],
  [
    "a name that is empty",
    windowsEvent({ ...SYSTEM, "": "x" }),
    FORMATS,
    /renamed-field: The field "" was written as "Data"/,
    false,
  ],
];

describe("what a format cannot carry", () => {
  for (const [name, event, formats, says, isRefused] of rows)
    for (const format of FORMATS)
      it(`${name}, as ${format}: ${formats.includes(format) ? "told" : "kept"}`, () => {
        const sound = windowsEvent({ ...SYSTEM, Image: "sound" }, 2);
        const { bytes, report } = written([event, sound], format);
        const told = report.diagnostics.map(({ code, message }) => `${code}: ${message}`);
        const { events } = readAll(bytes);
        if (!formats.includes(format)) {
          expect(told).to.be.empty;
          expect(fieldsOf(events[0]!)).to.deep.equal(fieldsOf(event));
        } else expect(told.join("\n")).to.match(says);
        const isLost = isRefused && formats.includes(format);
        expect(report).to.include({ events: isLost ? 1 : 2, refused: isLost ? 1 : 0 });
        expect(events).to.have.length(report.events);
        expect(fieldsOf(events.at(-1)!)).to.deep.equal(fieldsOf(sound));
      });

  it("is counted beyond what is listed", () => {
    const { report } = written(
      Array.from({ length: 50 }, () => tooLong),
      "evtx",
    );
    expect(report.refused).to.equal(50);
    expect(report.diagnostics).to.have.length(21);
    expect(report.diagnostics.at(-1)!.message).to.equal("30 more events could not be written.");
  });
});

describe("telemetry of other sources as NDJSON", () => {
  it("keeps its form, objects in lists included", () => {
    const line = JSON.parse(written([cloud], "ndjson").bytes.toString()) as unknown;
    expect(line).to.deep.equal({
      a: { b: 1, c: [{ d: "x" }, { d: "y" }] },
      "k.e": null,
      list: [1, "2"],
      yes: true,
    });
  });
});
