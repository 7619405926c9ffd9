/** The law of readers of lines: what is taken without parsing is what parsing gives. */
import { expect } from "chai";
import fc from "fast-check";
import type { ShownEvent } from "../../../harness/events/event.ts";
import type { LogSource } from "../../../harness/events/log-sources/log-source.ts";
import { isOfPlainValue, type BytePrefilter } from "../../../harness/events/byte-prefilter.ts";
import { textsOf } from "../../../harness/events/texts.ts";
import { JsonReader } from "../../../harness/telemetry/json/json-reader.ts";
import { TemplatedEvent } from "../../../harness/telemetry/records/templated-event.ts";
import { ReadLog, type ReadReport, type SeeEvent } from "../../../harness/telemetry/read-log.ts";

/** Parses every line. */
class PlainReader extends JsonReader {
  override whole(): boolean {
    return false;
  }
}

/** Counts what the scanner takes. */
class CountingReader extends JsonReader {
  taken = 0;

  override whole(text: string, from: number, to: number, line: number): boolean {
    const isTaken = super.whole(text, from, to, line);
    if (isTaken) this.taken++;
    return isTaken;
  }
}

/** How a text is read: in pieces of some size, as what it is declared to be. */
interface Manner {
  readonly size?: number;
  readonly declared?: LogSource;
}

/** Lets through values that hold a text. */
function prefilterOf(text: string): BytePrefilter {
  return {
    passes: (value) => value.toLowerCase().includes(text),
    passesUnits: () => expect.fail("These values do not stand in bytes."),
    asksPlainValues: isOfPlainValue(text),
  };
}

/** What an event says of its values without giving them is what they are. Asks about a few of them. */
function expectSieved(event: ShownEvent): void {
  if (!event.passes) return;
  const texts = event.fields
    .flatMap((field) => textsOf(event.get(field)))
    .map((text) => text.toLowerCase());
  const asked = [0, 1, 2, 3].map((i) => texts[(event.position * 4 + i) % texts.length] ?? "");
  for (const text of [...asked, ...asked.map((one) => one.slice(1, -1)), '":"', "systemtime"])
    if (texts.some((other) => other.includes(text)))
      expect(event.passes(prefilterOf(text)), text).to.equal(true);
    else if (event instanceof TemplatedEvent && !isOfPlainValue(text))
      expect(event.passes(prefilterOf(text)), text).to.equal(false);
}

interface Reading {
  readonly events: readonly unknown[];
  readonly report: ReadReport;
}

function plainly(event: ShownEvent): unknown {
  const { position, record, time, computer, original } = event;
  const own = original && valuesOf(original);
  return { cls: event.class, position, record, time, computer, values: valuesOf(event), own };
}

function valuesOf(fields: Pick<ShownEvent, "fields" | "get">): unknown {
  return fields.fields.map((field) => [field, fields.get(field)]);
}

function read<R extends JsonReader>(
  Reader: new (log: ReadLog, see: SeeEvent, declared: LogSource | undefined) => R,
  text: string,
  { size = Infinity, declared }: Manner,
): Reading & { readonly reader: R } {
  const events: unknown[] = [];
  const log = new ReadLog("recording");
  const see = (event: ShownEvent): void => {
    expectSieved(event);
    events.push(plainly(event));
  };
  const reader = new Reader(log, see, declared);
  for (let at = 0; at < text.length; at += size) reader.write(text.slice(at, at + size));
  reader.end();
  return { events, report: log.report(), reader };
}

/** Reads a text both ways, expects the same, and returns how many events the scanner took. */
export function expectSame(text: string, manner: Manner = {}): number {
  const { events, report, reader } = read(CountingReader, text, manner);
  const plain = read(PlainReader, text, manner);
  expect({ events, report }).to.deep.equal({ events: plain.events, report: plain.report });
  return reader.taken;
}

/** JSON as it is written, with places for strings and for numbers in it. */
export const STRING = "\ue000";
export const NUMBER = "\ue001";

const string = fc
  .oneof(
    {
      weight: 4,
      arbitrary: fc.constantFrom(
        "",
        "x",
        "0",
        "C:\\Windows\\a.exe",
        'say "x"',
        "tab\tline\n",
        "\\",
        '\\"',
        "\u20ac",
        " ",
        "5770385F-C22A-43E0-BF4C-06F5698FFBD9",
        "00000000-0000-0000-0000-000000000000",
        "2026-01-15T09:00:00.123456Z",
        "2026-01-15T09:00:00.1234567Z",
        "\x001",
        "\0",
        "{}",
        "],",
        // What may be an event's data as a whole.
        '<Data Name="Image">x</Data>',
        '{"EventData": {"Image": "x"}}',
        "Image: x\nUser: y",
      ),
    },
    { weight: 2, arbitrary: fc.string({ unit: "grapheme", maxLength: 12 }) },
    fc.string({ unit: "binary", maxLength: 8 }),
  )
  .map((text) => JSON.stringify(text));
/** Written in ways that JSON allows and no writer chooses, or that it does not allow. */
const oddString = fc.constantFrom(
  '"\\u0041"',
  '"\\u0020"',
  '"\\/"',
  '"\\u0000"',
  '"\\ud800"',
  '"\\u00000"',
  '"\\u00001"',
  '"\\x"',
  '"\\u12"',
  '"a\tb"',
  '"\0"',
  '"',
  '"\r"',
  "null",
  "true",
  "7",
  '{"a":"b"}',
  '["x","y"]',
  "'x'",
);
const number = fc.oneof(
  { weight: 5, arbitrary: fc.nat().map(String) },
  { weight: 2, arbitrary: fc.bigInt({ min: -(2n ** 64n), max: 2n ** 64n }).map(String) },
);
const oddNumber = fc.constantFrom(
  "-0",
  "007",
  "-1",
  "1.5",
  "1e5",
  "0.12345678901234567",
  "12345678901234567.5",
  "-",
  "+1",
  ".5",
  "null",
  "false",
  '"7"',
  "[1,2]",
  "1 ",
  " 1",
  "NaN",
);

/** Lines of a few templates, each several times over with other values. */
function recordings(
  template: fc.Arbitrary<string>,
  strings: fc.Arbitrary<string>,
  numbers: fc.Arbitrary<string>,
): fc.Arbitrary<string> {
  const values = fc.tuple(
    fc.array(strings, { minLength: 20, maxLength: 20 }),
    fc.array(numbers, { minLength: 8, maxLength: 8 }),
  );
  const filled = fc
    .tuple(template, fc.array(values, { minLength: 1, maxLength: 4 }))
    .map(([text, sets]) =>
      sets.map(([texts, digits]) => {
        let i = 0;
        return text
          .replaceAll(STRING, () => texts[i++ % texts.length]!)
          .replaceAll(NUMBER, () => digits[i++ % digits.length]!);
      }),
    );
  return fc
    .tuple(
      fc.array(filled, { minLength: 1, maxLength: 3 }),
      fc.constantFrom("\n", "\n", "\n", "\r\n", "\n\n", ",\n", " \n", "\r\r\n"),
      fc.constantFrom("", "", "", "[\n", '{"a":1}\n'),
    )
    .map(([templates, end, head]) => head + templates.flat().join(end) + end);
}
const mutation = fc.tuple(
  fc.nat(),
  fc.nat({ max: 6 }),
  fc.constantFrom(
    "",
    "",
    "{",
    "}",
    "[",
    "]",
    '"',
    ":",
    ",",
    "\\",
    "\\u",
    "\\n",
    "\n",
    "\r",
    "\t",
    "\0",
    " ",
    "1",
    "-",
    "e",
    "null",
    "x",
    '"a":1,',
    "\u2028",
    "\ud800",
  ),
);

/**
 * Defines the tests of the law for lines of some templates, which have `STRING` and `NUMBER` for values.
 *
 * @param share of the well-formed lines that is taken at least: else nothing was tested
 */
export function keepsTheLaw(
  template: fc.Arbitrary<string>,
  share: number,
  manners: readonly Manner[] = [{}],
): void {
  const manner = fc
    .tuple(fc.constantFrom(...manners), fc.constantFrom(Infinity, 64, 7))
    .map(([one, size]): Manner => ({ ...one, size }));

  it("gives what parsing gives, whatever is well-formed", function () {
    this.timeout(30_000);
    let taken = 0;
    let lines = 0;
    fc.assert(
      fc.property(recordings(template, string, number), manner, (text, how) => {
        taken += expectSame(text, how);
        lines += text.split("\n").length - 1;
      }),
      { seed: 21, numRuns: 800 },
    );
    expect(taken).to.be.above(lines * share);
  });

  it("gives what parsing gives, whatever the values", function () {
    this.timeout(30_000);
    const strings = fc.oneof(
      { weight: 12, arbitrary: string },
      { weight: 1, arbitrary: oddString },
    );
    const numbers = fc.oneof({ weight: 6, arbitrary: number }, { weight: 1, arbitrary: oddNumber });
    fc.assert(
      fc.property(recordings(template, strings, numbers), manner, (text, how) => {
        expectSame(text, how);
      }),
      { seed: 22, numRuns: 800 },
    );
  });

  it("gives what parsing gives, whatever was broken", function () {
    this.timeout(30_000);
    fc.assert(
      fc.property(
        recordings(template, string, number),
        fc.array(mutation, { minLength: 1, maxLength: 4 }),
        manner,
        (text, mutations, how) => {
          let broken = text;
          for (const [at, length, inserted] of mutations) {
            const from = at % (broken.length + 1);
            broken = broken.slice(0, from) + inserted + broken.slice(from + length);
          }
          expectSame(broken, how);
        },
      ),
      { seed: 23, numRuns: 800 },
    );
  });
}
