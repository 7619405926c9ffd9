/** The law of the writers: EVTX = Event XML = NDJSON = what was written, field by field. */
import { expect } from "chai";
import fc from "fast-check";
import type { LogEvent } from "../../../harness/events/event.ts";
import type { FieldValue } from "../../../harness/events/field-value.ts";
import { isoOfText } from "../../../harness/telemetry/records/iso-time.ts";
import { TIME_FIELD } from "../../../harness/telemetry/records/windows-event.ts";
import type { WrittenFormat } from "../../../harness/telemetry/write/recording-writer.ts";
import { SYSTEM_VALUES } from "../../../harness/telemetry/write/system-values.ts";
import { fieldsOf, readAll } from "../read-all.ts";
import { FORMATS, SYSTEM, windowsEvent, written } from "./written.ts";

const RUNS = { seed: 4, numRuns: 150 } as const;

function roundTrip(events: readonly LogEvent[], format: WrittenFormat) {
  const { bytes, report } = written(events, format);
  const read = readAll(bytes);
  return { ...read, written: report };
}

/** Texts with what formats stumble over: markup, controls, NUL, lone surrogates, blanks, CR and LF. */
const oddText = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: "grapheme", maxLength: 40 }) },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 20 }) },
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 })
    .map((units) => String.fromCharCode(...units)),
  fc.constantFrom(
    "",
    " ",
    "  two  ",
    "\r\n",
    "a\rb\nc\td",
    "]]>",
    "<b>&amp;</b>",
    `"'`,
    "a\0b",
    "\ud800",
    "x\udc00y",
    "\ufeff",
    "\ufffe",
    "\u0085\u2028",
    "&#1;",
    "%s%n",
    "{5770385f-c22a-43e0-bf4c-06f5698ffbd9}",
    "2026-01-14 15:46:43.148",
    "0x3e7",
    "😀".repeat(300),
    "x".repeat(5000),
  ),
);

/** Names as events have them, and names that mean something to JSON, to XML or to a reader. */
const oddName = fc.oneof(
  { weight: 5, arbitrary: fc.stringMatching(/^[A-Za-z][A-Za-z0-9_.-]{0,20}$/) },
  fc.constantFrom(
    "Data",
    "Binary",
    "Image",
    "param1",
    "param1_1",
    "1",
    "02",
    "@id",
    "#text",
    "#attributes",
    "User_attributes",
    "User",
    "__proto__",
    "constructor",
    "toString",
    "EventData",
    "System",
    "xmlns",
    "Name",
    "é",
    "a'b\"c<d>&",
    "tab\there",
    "Channel",
    "Level",
  ),
  oddText.filter((name) => name.length < 100),
);

const systemText = fc.oneof(
  fc.constantFrom(
    "0",
    "1",
    "255",
    "256",
    "65536",
    "4294967295",
    "18446744073709551615",
    "007",
    "-1",
    "0x8",
  ),
  fc.constantFrom(
    "{5770385F-C22A-43E0-BF4C-06F5698FFBD9}",
    "{5770385f-c22a-43e0-bf4c-06f5698ffbd9}",
  ),
  fc.constantFrom(
    "S-1-5-18",
    "S-1-5-21-1-2-3-500",
    "S-1-5-",
    "S-1-0x010000000000-1",
    "S-1-5-4294967296",
  ),
  fc.constantFrom(
    "2026-01-14T15:46:43.1532988Z",
    "1601-01-01T00:00:00.0000000Z",
    "1500-01-01T00:00:00Z",
    "soon",
  ),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }),
);

const event = fc
  .record({
    system: fc.dictionary(fc.constantFrom(...SYSTEM_VALUES.map(({ field }) => field)), systemText, {
      noNullPrototype: true,
    }),
    eventId: fc.constantFrom("1", "4688", "65535", "70000"),
    data: fc.array(
      fc.tuple(
        oddName,
        fc.oneof(
          { weight: 5, arbitrary: oddText },
          fc.array(oddText, { minLength: 2, maxLength: 4 }),
        ),
      ),
      { maxLength: 12 },
    ),
  })
  .map(({ system, eventId, data }) =>
    windowsEvent([...Object.entries({ ...SYSTEM, ...system, EventID: eventId }), ...data]),
  );

// What no reader of the format can give back, as the writers' docstrings have it.
const NOT_XML =
  // oxlint-disable-next-line no-control-regex
  /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const SUBSTITUTED: Readonly<Record<WrittenFormat, (text: string) => string>> = {
  evtx: (text) => text.replace(/\0+$/, ""),
  xml: (text) => text.replace(NOT_XML, "\ufffd"),
  ndjson: (text) => text,
};

/** The fields of an event as they must come back: names without blanks, a name that repeats makes a list. */
function expected(event: LogEvent, format: WrittenFormat): Record<string, FieldValue | undefined> {
  const fields = new Map<string, string[]>();
  const substituted = SUBSTITUTED[format];
  for (const name of event.fields) {
    const cleaned = name.replaceAll(" ", "").replace(/\0+$/, "") || "Data";
    const key = substituted(cleaned);
    const normal = (text: string): string =>
      name === TIME_FIELD ? (isoOfText(text) ?? text) : text;
    const values = [event.get(name)].flat().map((value) => substituted(normal(String(value))));
    fields.set(key, [...(fields.get(key) ?? []), ...values]);
  }
  return Object.fromEntries(
    [...fields].map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
  );
}

function sorted(fields: Record<string, unknown>): [string, unknown][] {
  return Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

for (const format of FORMATS)
  describe(`events written as ${format}`, () => {
    it("come back as they were, whatever they hold", () => {
      fc.assert(
        fc.property(fc.array(event, { minLength: 1, maxLength: 6 }), (events) => {
          const { events: read, report, written } = roundTrip(events, format);
          expect(written.refused).to.equal(0);
          expect(report.skipped).to.equal(0);
          expect(read.map((one) => sorted(fieldsOf(one)))).to.deep.equal(
            events.map((one) => sorted(expected(one, format))),
          );
        }),
        RUNS,
      );
    });

    it("keep record ids and times to 100 ns", () => {
      const [read] = roundTrip([windowsEvent(SYSTEM)], format).events;
      expect(read).to.include({
        record: 353718,
        time: "2026-01-14T15:46:43.1532988Z",
        computer: SYSTEM.Computer,
      });
      expect(read!.class).to.equal(windowsEvent(SYSTEM).class);
    });

    it("keep the order of fields", () => {
      const event = windowsEvent({
        ...SYSTEM,
        UtcTime: "a",
        Image: "b",
        Data: ["x", "y"],
        Zulu: "",
        Alpha: "c",
      });
      const { events } = roundTrip([event], format);
      expect(events[0]!.fields).to.deep.equal(event.fields);
    });

    it("keep several hundred fields and a text of ten thousand characters", () => {
      const many = Object.fromEntries(
        Array.from({ length: 400 }, (_, i) => [`Field${i}`, `value ${i}`]),
      );
      const event = windowsEvent({ ...SYSTEM, ...many, Long: "é<".repeat(5000) });
      const { events } = roundTrip([event], format);
      expect(fieldsOf(events[0]!)).to.deep.equal(fieldsOf(event));
    });

    it("give the same bytes each time", () => {
      const events = [windowsEvent(SYSTEM), windowsEvent({ ...SYSTEM, Image: "x" })];
      expect(written(events, format).bytes.equals(written(events, format).bytes)).to.be.true;
    });
  });
