import { expect } from "chai";
import type { TextPlace } from "../../../harness/text/source.ts";
import { faultsOf, fieldsOf, readAll, readInPieces } from "../read-all.ts";

const TRAIL = '{"eventVersion":"1.08","eventSource":"iam.amazonaws.com","eventName":"CreateUser"}';

/** What, the text, format, `position:a` of each event, `line:column code` of each fault. */
const ROWS: readonly (readonly [string, string, string, string[], string[]])[] = [
  ["one line per event", '{"a":1}\n{"a":2}\n', "ndjson", ["1:1", "2:2"], []],
  [
    "CR LF, empty lines, no last line break",
    '{"a":1}\r\n\r\n  {"a":2}',
    "ndjson",
    ["1:1", "3:2"],
    [],
  ],
  ["a byte order mark", '\ufeff{"a":1}', "ndjson", ["1:1"], []],
  ["an array on one line", '[{"a":1},{"a":2}]', "json", ["1:1", "2:2"], []],
  [
    "an array, element by element",
    '[\n  {"a":1},\n  {\n "a":2\n},\n{"a":3}, {"a":4}\n]\n',
    "json",
    ["1:1", "2:2", "3:3", "4:4"],
    [],
  ],
  ["an array that begins with an element", '[{"a":1},\n{"a":2}]', "json", ["1:1", "2:2"], []],
  ["an empty array", "[]", "json", [], [" recording/no-events"]],
  ["one document over several lines", '{\n "a": 1,\n "b": {"c": [1,\n2]}\n}', "json", ["1:1"], []],
  [
    "several documents over several lines",
    '{\n"a":1\n}\n{\n"a":2\n}\n\n{"a":3}',
    "json",
    ["1:1", "2:2", "3:3"],
    [],
  ],
  ["documents one behind the other", '{"a":1}{"a":2} {"a":3}', "json", ["1:1", "2:2", "3:3"], []],
  ["lines that end in a comma", '{"a":1},\n{"a":2},\n', "json", ["1:1", "2:2"], []],
  ["Records", '{"Records":[{"a":1},{"a":2}]}', "json", ["1:1", "2:2"], []],
  ["Records over several lines", '{"Records":[\n{"a":1},\n{"a":2}\n]}', "json", ["1:1", "2:2"], []],
  ["records", '{"records":[{"a":1}]}', "json", ["1:1"], []],
  [
    "envelopes in a list",
    '[{"Records":[{"a":1},{"a":2}]},{"a":3}]',
    "json",
    ["1:1", "2:2", "3:3"],
    [],
  ],
  ["an event with records of its own", '{"a":1,"records":[{"a":2}]}', "ndjson", ["1:1"], []],
  [
    "known events in an envelope that is not known",
    `{"Records":[${TRAIL}],"foo":[${TRAIL}]}\n{"a":2}\n{"x":1,"records":[{"EventID":1,"Channel":"System"}]}`,
    "ndjson",
    ["2:2"],
    ["1:1 recording/unread-data", "3:1 recording/unread-data"],
  ],
  ["brackets and quotes in strings", '{\n"a":"}]\\"{[",\n"b":"\\\\"}', "json", ['1:}]"{['], []],
  [
    "numbers, words and escapes",
    '{\n"a":"\\u0041\\n","b":[-0.5e+3,true,false,null,0]}',
    "json",
    ["1:A\n"],
    [],
  ],
  [
    "a line that stops in a string",
    '{"a":1}\n{"a":"x\n{"a":3}',
    "ndjson",
    ["1:1", "3:3"],
    ["2:8 recording/broken-json"],
  ],
  [
    "a line that stops after a comma",
    '{"a":1}\n{"a":2,\n{"a":3}',
    "ndjson",
    ["1:1", "3:3"],
    ["2:8 recording/broken-json"],
  ],
  [
    "a line that stops in a list",
    '{"a":1}\n{"a":[1,\n{"a":3}\n{"a":4}',
    "ndjson",
    ["1:1", "3:3", "4:4"],
    ["3:8 recording/broken-json"],
  ],
  ["the last line stops", '{"a":1}\n{"a":', "ndjson", ["1:1"], ["2:6 recording/truncated"]],
  [
    "the last line stops in a string",
    '{"a":1}\n{"a":"x',
    "ndjson",
    ["1:1"],
    ["2:8 recording/truncated"],
  ],
  [
    "the first line is broken",
    '{"a":1,}\n{"a":2}',
    "ndjson",
    ["2:2"],
    ["1:8 recording/broken-json"],
  ],
  ["a word that is none", '{"a":1}\n{"a":nul}', "ndjson", ["1:1"], ["2:6 recording/broken-json"]],
  [
    "a number with a leading zero",
    '{"a":1}\n{"a":01}',
    "ndjson",
    ["1:1"],
    ["2:6 recording/broken-json"],
  ],
  ["an unknown escape", '{"a":1}\n{"a":"\\x"}', "ndjson", ["1:1"], ["2:7 recording/broken-json"]],
  ["single quotes", "{'a':1}\n{\"a\":2}", "ndjson", ["2:2"], ["1:2 recording/broken-json"]],
  [
    "a document broken in the middle of others",
    '{\n"a":1\n}\n{\n"a":2,\n}\n{\n"a":3\n}',
    "json",
    ["1:1", "2:3"],
    ["6:1 recording/broken-json"],
  ],
  [
    "a broken element of an array",
    '[\n{"a":1},\n{"a":},\n{"a":3}\n]',
    "json",
    ["1:1", "2:3"],
    ["3:6 recording/broken-json"],
  ],
  ["an array that is not closed", '[\n{"a":1},\n', "json", ["1:1"], ["3:1 recording/truncated"]],
  [
    "values that are no objects",
    '{"a":1}\n7\n"x"\nnull\n[5]\n{"a":6}',
    "ndjson",
    ["1:1", "6:6"],
    [
      "2:1 recording/not-an-event",
      "3:1 recording/not-an-event",
      "4:1 recording/not-an-event",
      "5:1 recording/not-an-event",
    ],
  ],
  [
    "text between documents",
    '{"a":1}\nhello\n{"a":3}',
    "ndjson",
    ["1:1", "3:3"],
    ["2:1 recording/broken-json"],
  ],
  [
    "text behind a document",
    '{"a":1}\n{"a":2} x',
    "ndjson",
    ["1:1", "2:2"],
    ["2:9 recording/broken-json"],
  ],
  [
    "nothing but brackets",
    "[[[[",
    "json",
    [],
    ["1:5 recording/truncated", "1:1 recording/truncated"],
  ],
];

describe("JSON and NDJSON", () => {
  for (const [what, text, format, events, faults] of ROWS)
    for (const size of [Infinity, 1])
      it(`${what}${size === 1 ? ", byte by byte" : ""}`, () => {
        const read = readInPieces(text, size);
        expect(
          read.events.map((event) => `${event.position}:${String(event.get("a"))}`),
        ).to.deep.equal(events);
        expect(read.report.format).to.equal(format);
        const places = read.report.diagnostics.map(({ code, place }) => {
          const at = place as TextPlace | undefined;
          return `${at ? `${at.line}:${at.column}` : ""} ${code}`;
        });
        expect(places).to.deep.equal(faults);
        expect(read.report.skipped).to.equal(
          faults.filter((fault) => !fault.includes("no-events")).length,
        );
      });

  it("shows the line that is broken, and why", () => {
    const { report } = readAll('{"a":1}\n{"a" 2}\n');
    expect(faultsOf(report)).to.deep.equal([
      'recording/broken-json: Not well-formed JSON: expected ":", found "2".',
    ]);
    expect(report.diagnostics[0]!.place).to.deep.equal({
      kind: "text",
      line: 2,
      column: 6,
      endColumn: 7,
      lineText: '{"a" 2}',
    });
  });

  for (const [what, text] of [
    ["on one line", `{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`],
    ["over lines", `{"a":\n${"[\n".repeat(100_000)}`],
    ["of objects", `${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`],
  ] as const)
    it(`refuses a document nested too deeply, ${what}, and reads on`, () => {
      const { events, report } = readAll(`{"b":1}\n${text}\n{"b":2}\n`);
      expect(events.map((event) => event.get("b"))).to.deep.equal([1, 2]);
      expect(report.diagnostics.map(({ code }) => code)).to.include("recording/too-deep");
    });

  it("reads what a JSON object may be called", () => {
    const [event] = readAll('{"__proto__":{"x":1},"constructor":2,"hasOwnProperty":3}').events;
    expect(event!.get("__proto__.x")).to.equal(1);
    expect(event!.get("constructor")).to.equal(2);
    expect(event!.get("toString")).to.equal(undefined);
  });

  it("takes the last of two members of the same name", () => {
    expect(fieldsOf(readAll('{"a":1,"a":2}').events[0]!)).to.deep.equal({ a: 2 });
  });

  it("keeps all digits of numbers in Windows events", () => {
    const text =
      '{"Channel":"Security","EventID":1,"Id":18446744073709551615,"Text":"a:18446744073709551615,"}';
    expect(fieldsOf(readAll(text).events[0]!)).to.include({
      Id: "18446744073709551615",
      Text: "a:18446744073709551615,",
    });
  });

  it("keeps all digits of numbers that no double holds, in whatever documents", () => {
    const text =
      '[{"EventID":1,"Channel":"x","a":18446744073709551615},\n{"a":9007199254740993},\n' +
      '{"a":-9223372036854775807},{"a":[1234567890123456,18446744073709551615]},\n' +
      '{"@timestamp":"2026-01-15T09:00:00Z","event":{"kind":"event"},"a":576460752303423489}]';
    for (const written of [text, text.replaceAll("\n", "")])
      expect(readAll(written).events.map((event) => event.get("a"))).to.deep.equal([
        "18446744073709551615",
        "9007199254740993",
        "-9223372036854775807",
        [1234567890123456, "18446744073709551615"],
        "576460752303423489",
      ]);
  });

  it("reads times that are long numbers", () => {
    const { events } = readAll('{"time":133500000000000001}\n{"time":1768467600000000}');
    expect(events.map(({ time }) => time)).to.deep.equal([
      "2024-01-17T21:20:00.0000000Z",
      "2026-01-15T09:00:00.0000000Z",
    ]);
  });

  it("takes fractions and digits in strings for no whole numbers", () => {
    const text =
      '{"EventID":1,"Channel":"x","a":12345678901234567,"b":0.12345678901234567,"c":12345678901234567.5,' +
      '"d":1234567890123456e1,"e":"\\\\","f":"\\",12345678901234567,"}';
    expect(fieldsOf(readAll(text).events[0]!)).to.include({
      a: "12345678901234567",
      b: "0.12345678901234566",
      c: "12345678901234568",
      d: "12345678901234560",
      e: "\\",
      f: '",12345678901234567,',
    });
  });

  it("reads a long number beside texts of many megabytes", () => {
    const path = "x\\".repeat(10_000_000);
    const text = `{"EventID":1,"Channel":"x","a":12345678901234567,"b":${JSON.stringify(path)}}`;
    const [event] = readAll(text).events;
    expect(event!.get("a")).to.equal("12345678901234567");
    expect(event!.get("b") === path).to.equal(true);
  });

  it("calls a recording unreadable that is broken throughout", () => {
    expect(readAll('{"a":\n{"b":').report).to.deep.include({ events: 0, unreadable: true });
  });
});
