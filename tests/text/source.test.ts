import { expect } from "chai";
import { placeOf } from "../../harness/text/source.ts";
import { printDiagnostic } from "../../harness/text/print-diagnostic.ts";

describe("placeOf", () => {
  const text = "first\nsecond line\r\n\nfourth";

  const rows: readonly [about: string, start: number, end: number, place: string][] = [
    ["a word", 6, 12, "2:7-2:1"],
    ["nothing", 2, 2, "1:4-1:3"],
    ["a line break, which shows as one column", 5, 6, "1:7-1:6"],
    ["a line break of two units", 17, 19, "2:13-2:12"],
    ["several lines", 2, 9, "2:4-1:3"],
    ["up to the end of the text", 13, 26, "4:7-2:8"],
    ["what lies beyond the text", 40, 50, "4:8-4:7"],
    ["what ends beyond the text", 20, 90, "4:7-4:1"],
  ];
  for (const [about, start, end, expected] of rows)
    it(`places ${about}`, () => {
      const {
        line,
        column,
        endLine = line,
        endColumn,
      } = placeOf({ path: "x", text }, { start, end });
      expect(`${endLine}:${endColumn}-${line}:${column}`).to.equal(expected);
    });

  it("counts as one would who takes the text apart line by line", () => {
    const lines = text.split("\n");
    for (let start = 0; start < text.length; start++)
      for (let end = start + 1; end <= text.length; end++) {
        const place = placeOf({ path: "x", text }, { start, end });
        const { line, column, endLine, endColumn } = place;
        expect(
          lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0) + column - 1,
        ).to.equal(start);
        expect(place.lineText).to.equal(lines[line - 1]!.replace("\r", ""));
        if (endLine === undefined) continue;
        expect(endLine).to.be.greaterThan(line);
        expect(lines.slice(0, endLine - 1).join("\n").length + endColumn).to.equal(end);
      }
  });

  it("underlines the first line of a place of several", () => {
    const place = placeOf({ path: "x", text }, { start: 6, end: 22 });
    const printed = printDiagnostic({
      code: "yaml/syntax",
      severity: "error",
      message: "It.",
      file: "x",
      place,
    });
    expect(printed.split("\n").slice(-2)).to.deep.equal(["2 | second line", "    ^^^^^^^^^^^"]);
  });
});
