import { expect } from "chai";
import fc from "fast-check";
import { isDeepStrictEqual } from "node:util";
import type { TextLiteral } from "../../../harness/matching/model/stage.ts";
import { LiteralIndex } from "../../../harness/matching/prefilter/literal-index.ts";

/** What the index is quick at, slowly. */
function slowOwners(literals: readonly TextLiteral[], value: string): number[] {
  return literals.flatMap(({ how, text }, owner) => {
    if (how === "equals") return value === text ? owner : [];
    if (how === "contains") return value.includes(text) ? owner : [];
    return (how === "startswith" ? value.startsWith(text) : value.endsWith(text)) ? owner : [];
  });
}

function owners(literals: readonly TextLiteral[], value: string): number[] {
  const index = new LiteralIndex();
  for (const [owner, literal] of literals.entries()) index.add(literal, owner);
  return [...new Set(index.owners(value))].sort((a, b) => a - b);
}

describe("literal index", () => {
  const rows: readonly [
    name: string,
    how: TextLiteral["how"],
    text: string,
    value: string,
    found: boolean,
  ][] = [
    ["a text at the start", "contains", "powershell", "powershell.exe", true],
    ["a text at the end", "contains", ".exe", "powershell.exe", true],
    ["a text that is the value", "contains", "abcd", "abcd", true],
    ["a text of three units", "contains", "abc", "xabcx", true],
    ["no text of one unit that is not there", "contains", "z", "abc", false],
    ["a start only at the start", "startswith", "abcd", "xabcd", false],
    ["an end only at the end", "endswith", "abcd", "abcdx", false],
    ["an end whose anchor comes twice", "endswith", "aaaa", "aaaaa", true],
    ["a whole value", "equals", "a", "a", true],
    ["the empty value", "equals", "", "", true],
    ["no empty value in another", "equals", "", "a", false],
    ["units with equal low bytes apart", "contains", "\u0161\u0162\u0163\u0164", "abcd", false],
    ["text beyond ASCII", "contains", "привет", "ну, привет!", true],
  ];
  for (const [name, how, text, value, found] of rows)
    it(`finds ${name}`, () =>
      expect(owners([{ how, text }], value)).to.deep.equal(found ? [0] : []));

  it("law: finds what looking for each text alone finds", () => {
    const text = fc.string({
      unit: fc.constantFrom("a", "b", "\\", "\u0161", "\u0461"),
      maxLength: 7,
    });
    const literal = fc.record({
      how: fc.constantFrom("equals", "contains", "startswith", "endswith"),
      text,
    }) as fc.Arbitrary<TextLiteral>;
    const literals = fc
      .array(literal, { minLength: 1, maxLength: 30 })
      .map((all) => all.filter(({ how, text: wanted }) => how === "equals" || wanted !== ""));
    const value = fc.string({
      unit: fc.constantFrom("a", "b", "\\", "\u0161", "\u0461"),
      maxLength: 30,
    });
    fc.assert(
      fc.property(literals, value, (all, looked) =>
        isDeepStrictEqual(owners(all, looked), slowOwners(all, looked)),
      ),
      { seed: 1, numRuns: 3000 },
    );
  });
});
