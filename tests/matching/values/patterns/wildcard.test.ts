import { expect } from "chai";
import fc from "fast-check";
import {
  ANY_CHARACTER,
  ANY_TEXT,
  type WildcardPart,
} from "../../../../harness/matching/model/pattern.ts";
import { compileWildcard } from "../../../../harness/matching/values/patterns/wildcard.ts";

/** `*` and `?` in a pattern written for a row. */
function partsOf(written: string): WildcardPart[] {
  const sign = (part: string): WildcardPart =>
    part === "*" ? ANY_TEXT : part === "?" ? ANY_CHARACTER : part;
  return written
    .split(/([*?])/)
    .filter(Boolean)
    .map(sign);
}

const ROWS: readonly [pattern: string, text: string, holds: boolean][] = [
  ["a*c", "abbbc", true],
  ["a*c", "ac", true],
  ["a*c", "xabc", false],
  ["a*c", "abcx", false],
  ["a?c", "abc", true],
  ["a?c", "ac", false],
  ["a?c", "a\u{1f600}c", true],
  ["a??c", "a\u{1f600}c", false],
  ["?", "\u{1f600}", true],
  ["*?", "", false],
  ["*", "", true],
  ["**", "anything", true],
  ["*ab*ab", "abab", true],
  ["*ab*ab", "ab", false],
  ["a*a", "a", false],
  ["ab*bc", "abc", false],
  ["*x*y*", "yx", false],
  ["*x*y*", "..x..y..", true],
  ["a*\\?", "a\\b", true],
  ["*a?c*", "aaabxabbc", false],
  ["*a?c*", "aaabcx", true],
  ["a*b", "a\nb", true],
  ["", "", true],
  ["", "a", false],
];

describe("wildcards", () => {
  for (const [pattern, text, holds] of ROWS)
    it(`${JSON.stringify(pattern)} ${holds ? "holds" : "does not hold"} for ${JSON.stringify(text)}`, () =>
      expect(compileWildcard(partsOf(pattern))(text)).to.equal(holds));

  it("law: the same as the regular expression of the same meaning", () => {
    const pattern = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 8 });
    const text = fc.string({ unit: fc.constantFrom("a", "b", "\n"), maxLength: 12 });
    fc.assert(
      fc.property(pattern, text, (written, value) => {
        const source = written.replaceAll("*", "[^]*").replaceAll("?", "[^]");
        return (
          compileWildcard(partsOf(written))(value) === new RegExp(`^${source}$`, "u").test(value)
        );
      }),
      { seed: 1, numRuns: 2000 },
    );
  });

  it("are not slowed down by many stars", () => {
    const pattern = compileWildcard(partsOf("*a".repeat(40) + "*b"));
    expect(pattern("a".repeat(100_000))).to.equal(false);
  });
});
