import { expect } from "chai";
import fc from "fast-check";
import {
  quotedArguments,
  windowsArguments,
} from "../../../../../harness/events/vocabularies/ecs/windows/arguments.ts";

describe("arguments as a program receives them", () => {
  const rows: readonly [line: string, found: readonly string[]][] = [
    ["", []],
    ["   ", []],
    ["a", ["a"]],
    ["  a\tb  ", ["a", "b"]],
    ['"a b" c', ["a b", "c"]],
    ['a"b c"d', ["ab cd"]],
    ['""', [""]],
    ['a "" b', ["a", "", "b"]],
    [String.raw`C:\a\b c\ `, ["C:\\a\\b", "c\\"]],
    [String.raw`"C:\a b\" c`, ['C:\\a b" c']],
    [String.raw`"C:\a b\\" c`, ["C:\\a b\\", "c"]],
    [String.raw`a\\\"b`, ['a\\"b']],
    [String.raw`a\\\\"b c"`, ["a\\\\b c"]],
    ['"a""b c"', ['a"b', "c"]],
    ['"open end', ["open end"]],
    ["line\nbreak", ["line\nbreak"]],
  ];
  for (const [line, found] of rows)
    it(JSON.stringify(line), () => expect(windowsArguments(line)).to.deep.equal(found));

  it("law: arguments that are quoted as Windows wants it come back", () => {
    const argument = fc.string({
      unit: fc.constantFrom("a", "b", " ", "\t", "\\", '"'),
      maxLength: 8,
    });
    const quoted = (text: string): string =>
      `"${text.replace(/(\\*)"/g, String.raw`$1$1\"`).replace(/(\\+)$/, "$1$1")}"`;
    fc.assert(
      fc.property(fc.array(argument, { maxLength: 5 }), (wanted) => {
        expect(windowsArguments(wanted.map(quoted).join(" "))).to.deep.equal(wanted);
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});

describe("arguments with their quotes", () => {
  const rows: readonly [line: string, found: readonly string[]][] = [
    ["a", ["a"]],
    ['"a b" c', ['"a b"', "c"]],
    ["a  b", ["a", "", "b"]],
    ["a ", ["a", ""]],
    ['a" b"c d', ['a" b"c', "d"]],
    ["a\u00a0b", ["a\u00a0b"]],
    ["a\nb", ["a", "b"]],
  ];
  for (const [line, found] of rows)
    it(JSON.stringify(line), () => expect(quotedArguments(line)).to.deep.equal(found));

  it("law: joined by spaces they are the line", () => {
    const unit = fc.constantFrom("a", " ", '"', "\\");
    fc.assert(
      fc.property(fc.string({ unit, minLength: 1, maxLength: 20 }), (line) => {
        expect(quotedArguments(line).join(" ")).to.equal(line);
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});
