/** The law of the line scanner: what it takes is what parsing gives, or it takes nothing. */
import { expect } from "chai";
import fc from "fast-check";
import { readFileSync } from "node:fs";
import { globSync } from "tinyglobby";
import type { LogEvent } from "../../../harness/events/event.ts";
import { JsonReader } from "../../../harness/telemetry/json/json-reader.ts";
import { ReadLog, type ReadReport } from "../../../harness/telemetry/read-log.ts";
import { readContent } from "../../../harness/telemetry/read.ts";
import { MemorySink } from "../../../harness/telemetry/write/byte-sink.ts";
import { recordingWriter } from "../../../harness/telemetry/write/recording-writer.ts";
import { CORPORA, needsCorpus } from "../corpus.ts";

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

interface Reading {
  readonly events: readonly unknown[];
  readonly report: ReadReport;
}

function plainly(event: LogEvent): unknown {
  const { position, record, time, computer, fields } = event;
  const values = fields.map((field) => [field, event.get(field)]);
  return { cls: event.class, position, record, time, computer, values };
}

function read<R extends JsonReader>(
  make: new (log: ReadLog, see: (event: LogEvent) => void, declared: undefined) => R,
  text: string,
  size = Infinity,
): Reading & { readonly reader: R } {
  const events: unknown[] = [];
  const log = new ReadLog("recording");
  const reader = new make(log, (event) => events.push(plainly(event)), undefined);
  for (let at = 0; at < text.length; at += size) reader.write(text.slice(at, at + size));
  reader.end();
  return { events, report: log.report(), reader };
}

/** Reads a text both ways, expects the same, and returns how many events the scanner took. */
function expectSame(text: string, size = Infinity): number {
  const { events, report, reader } = read(CountingReader, text, size);
  const plain = read(PlainReader, text, size);
  expect({ events, report }).to.deep.equal({ events: plain.events, report: plain.report });
  return reader.taken;
}

/** JSON as it is written, with places for strings and for numbers in it. */
const STRING = "\ue000";
const NUMBER = "\ue001";

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

const key = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      "Image",
      "CommandLine",
      "Data",
      "Binary",
      "A B",
      "param1",
      "param1_1",
    ),
  },
  fc.constantFrom(
    "Data_1",
    "Data_2",
    "1",
    "02",
    "__proto__",
    "constructor",
    "#text",
    "@id",
    "@Name",
    "xmlns",
    "#attributes",
    "User",
    "User_attributes",
    "é",
    "a\\u0041",
    "\\u00001",
    "Name",
    "a:b",
    "",
  ),
);
const scalar = fc.constantFrom(STRING, STRING, STRING, NUMBER, NUMBER, "null", "true", "1.5");
const space = fc.oneof(
  { weight: 12, arbitrary: fc.constant("") },
  fc.constantFrom(" ", "\t", "  "),
);

function members(value: fc.Arbitrary<string>, maxLength: number): fc.Arbitrary<string> {
  return fc
    .array(fc.tuple(key, space, value), { maxLength })
    .map((list) => `{${list.map(([name, blank, text]) => `"${name}":${blank}${text}`).join(",")}}`);
}
const list = fc.array(scalar, { maxLength: 3 }).map((all) => `[${all.join(",")}]`);
const inner = fc.oneof(
  { weight: 4, arbitrary: scalar },
  list,
  members(fc.oneof(scalar, list), 3),
  fc
    .tuple(scalar, members(scalar, 2))
    .map(([text, all]) => `{"#text":${text},"#attributes":${all}}`),
  members(members(fc.oneof(scalar, list), 2), 2),
);
const system = fc
  .record({
    provider: fc.constantFrom(
      `"Provider":{"#attributes":{"Name":"P","Guid":${STRING}}},`,
      `"Provider":{"#attributes":{"Name":${STRING}}},`,
      `"Provider_attributes":{"Name":"P"},"Provider":null,`,
      `"Provider":{"@Name":"P","Guid":${STRING}},`,
      "",
    ),
    id: fc.constantFrom(
      '"EventID":1,',
      `"EventID":${NUMBER},`,
      `"EventID":{"#text":4688,"#attributes":{"Qualifiers":${STRING}}},`,
      `"EventID":${STRING},`,
      "",
    ),
    rest: fc.constantFrom(
      `"Version":${NUMBER},"TimeCreated":{"#attributes":{"SystemTime":${STRING}}},"EventRecordID":${NUMBER},"Correlation":null,"Channel":"Security","Computer":${STRING}`,
      `"Channel":${STRING},"Computer":"","Security":{"#attributes":{"UserID":${STRING}}}`,
      `"Channel":"System","Keywords":${NUMBER}`,
    ),
  })
  .map(({ provider, id, rest }) => `"System":{${provider}${id}${rest}}`);
const make = fc
  .record({
    system,
    parts: fc.array(
      fc.tuple(fc.constantFrom("EventData", "UserData", "RenderingInfo", "x"), members(inner, 6)),
      {
        maxLength: 2,
      },
    ),
    xmlns: fc.constantFrom(
      '"#attributes":{"xmlns":"urn:x"},',
      "",
      `"#attributes":{"a":${STRING}},`,
    ),
    wrap: fc.constantFrom("event", "event", "event", "event", "bare", "_source", "Records", "more"),
  })
  .map(({ system: head, parts, xmlns, wrap }) => {
    const event = `{${xmlns}${[head, ...parts.map(([name, text]) => `"${name}":${text}`)].join(",")}}`;
    switch (wrap) {
      case "event":
        return `{"Event":${event}}`;
      case "bare":
        return event;
      case "_source":
        return `{"_source":{"Event":${event}}}`;
      case "Records":
        return `{"Event":${event},"Records":[{"Event":${event}}]}`;
      case "more":
        return `{"a":[${STRING}],"Event":${event},"b":${NUMBER}}`;
    }
  });

/** Lines of a few makes, each several times over with other values. */
function recordings(
  strings: fc.Arbitrary<string>,
  numbers: fc.Arbitrary<string>,
): fc.Arbitrary<string> {
  const values = fc.tuple(
    fc.array(strings, { minLength: 20, maxLength: 20 }),
    fc.array(numbers, { minLength: 8, maxLength: 8 }),
  );
  const filled = fc
    .tuple(make, fc.array(values, { minLength: 1, maxLength: 4 }))
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
    .map(([makes, end, head]) => head + makes.flat().join(end) + end);
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

describe("the line scanner", () => {
  it("gives what parsing gives, whatever is well-formed", function () {
    this.timeout(30_000);
    let taken = 0;
    let lines = 0;
    fc.assert(
      fc.property(recordings(string, number), fc.constantFrom(Infinity, 64, 7), (text, size) => {
        taken += expectSame(text, size);
        lines += text.split("\n").length - 1;
      }),
      { seed: 21, numRuns: 800 },
    );
    expect(taken).to.be.above(lines * 0.1);
  });

  it("gives what parsing gives, whatever the values", function () {
    this.timeout(30_000);
    const strings = fc.oneof(
      { weight: 12, arbitrary: string },
      { weight: 1, arbitrary: oddString },
    );
    const numbers = fc.oneof({ weight: 6, arbitrary: number }, { weight: 1, arbitrary: oddNumber });
    fc.assert(
      fc.property(recordings(strings, numbers), (text) => void expectSame(text)),
      { seed: 22, numRuns: 800 },
    );
  });

  it("gives what parsing gives, whatever was broken", function () {
    this.timeout(30_000);
    fc.assert(
      fc.property(
        recordings(string, number),
        fc.array(mutation, { minLength: 1, maxLength: 4 }),
        fc.constantFrom(Infinity, 50),
        (text, mutations, size) => {
          let broken = text;
          for (const [at, length, inserted] of mutations) {
            const from = at % (broken.length + 1);
            broken = broken.slice(0, from) + inserted + broken.slice(from + length);
          }
          expectSame(broken, size);
        },
      ),
      { seed: 23, numRuns: 800 },
    );
  });
});

describe("the line scanner, over recordings of the corpora", function () {
  needsCorpus(this, "evtx");
  if (this.isPending()) return void it("gives what parsing gives");
  const files = globSync("**/*.evtx", { cwd: `${CORPORA}/evtx` }).sort();
  it("has recordings", () => expect(files).not.to.have.length(0));
  it("gives what parsing gives", function () {
    this.timeout(120_000);
    let taken = 0;
    let lines = 0;
    for (const file of files) {
      const sink = new MemorySink();
      const writer = recordingWriter("ndjson", sink, "recording");
      let seen = 0;
      const write = (event: LogEvent): void => void (seen++ < 300 && writer.write(event));
      readContent(readFileSync(`${CORPORA}/evtx/${file}`), file, write);
      writer.end();
      const text = sink.bytes.toString("utf8");
      taken += expectSame(text);
      lines += text.split("\n").length - 1;
    }
    expect(taken).to.equal(lines);
  });
});
