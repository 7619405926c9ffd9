/** Bytes in recordings of text that are no characters: an event that holds some is a loss, with its place. */
import { expect } from "chai";
import { readAll } from "./read-all.ts";

const SYSTEM = "<System><EventID>1</EventID><Channel>Application</Channel></System>";

function xml(text: string): string {
  return `<Event>${SYSTEM}<EventData><Data Name="a">${text}</Data></EventData></Event>`;
}

function flat(text: string): string {
  return `{"EventID":1,"Channel":"Application","a":"${text}"}`;
}

/** What, the recording with `~` for a byte that is no UTF-8, the texts of `a` that are read, places of losses. */
const ROWS: readonly (readonly [string, string, string[], string[]])[] = [
  ["NDJSON", [flat("x"), flat("z~"), flat("y")].join("\n"), ["x", "y"], ["2:44"]],
  ["open NDJSON", '{"a":"x"}\n{"b":{"~":1}}\n{"a":"\u20ac"}', ["x", "\u20ac"], ["2:8"]],
  ["an array", `[{"a":"x"},{"a":"~"},{"a":"\ufffd"}]`, ["x", "\ufffd"], ["1:18"]],
  ["an array over lines", `[\n{"a":"x"},\n{"a":"~"},\n{"a":"y"}]`, ["x", "y"], ["3:1"]],
  ["Records", `{"Records":[{"a":"~"},{"a":"y"}]}`, ["y"], ["1:19"]],
  ["Event XML", `<Events>\n${xml("x")}\n${xml("z~")}\n${xml("y")}</Events>`, ["x", "y"], ["3:102"]],
  [
    "Event XML of one kind",
    [xml("\u20ac"), xml("~"), xml("\ufffd")].join("\n"),
    ["\u20ac", "\ufffd"],
    ["2:101"],
  ],
];

function bytesOf(text: string): Buffer {
  const parts = text.split("~").map((part) => Buffer.from(part));
  return Buffer.concat(parts.flatMap((part, i) => (i === 0 ? [part] : [Buffer.of(0xe9), part])));
}

describe("bytes that are no UTF-8", () => {
  for (const [what, text, texts, places] of ROWS)
    it(`are a loss of their event: ${what}`, () => {
      const { events, report } = readAll(bytesOf(text));
      expect(events.map((event) => event.get("a"))).to.deep.equal(texts);
      expect(report.skipped).to.equal(places.length);
      const found = report.diagnostics.map(({ code, place }) => {
        expect(code).to.equal("recording/not-utf8");
        return place?.kind === "text" ? `${place.line}:${place.column}` : "";
      });
      expect(found).to.deep.equal(places);
    });

  it("are a loss at the end of a recording", () => {
    const { report } = readAll(bytesOf('{"a":"x"}\n{"a":"y"}~'));
    expect(report.skipped).to.equal(1);
    expect(JSON.stringify(report).includes("udfff")).to.equal(false);
  });

  it("are read where XML says in which encoding they are characters", () => {
    const text = `<?xml version="1.0" encoding="windows-1252"?>${xml("~")}`;
    const { events, report } = readAll(bytesOf(text));
    expect(events[0]!.get("a")).to.equal("\u00e9");
    expect(report.diagnostics).to.deep.equal([]);
  });
});
