import { expect } from "chai";
import { quote, quoteSource } from "../../../harness/languages/common/quote.ts";

describe("quoting what a rule file holds", () => {
  const VALUES: readonly (readonly [found: unknown, quoted: string])[] = [
    ["text", '"text"'],
    ["", '""'],
    ["x".repeat(80), `"${"x".repeat(80)}"`],
    ["x".repeat(81), `"${"x".repeat(77)}…"`],
    [4, "4"],
    [null, "null"],
    [undefined, "undefined"],
    [["a"], "a list"],
    [{ a: 1 }, "a map"],
  ];
  for (const [found, quoted] of VALUES)
    it(`a value: ${quoted}`, () => expect(quote(found)).to.equal(quoted));

  const SOURCES: readonly (readonly [found: string, quoted: string])[] = [
    ["process.name", '"process.name"'],
    ['"whoami"', '"whoami"'],
    ["a\n  and b", '"a and b"'],
    ["x".repeat(61), `"${"x".repeat(57)}…"`],
  ];
  for (const [found, quoted] of SOURCES)
    it(`a piece of a query: ${quoted}`, () => expect(quoteSource(found)).to.equal(quoted));
});
