import { expect } from "chai";
import fc from "fast-check";
import { foldCase } from "../../../harness/matching/values/case-fold.ts";

const SAME: readonly [string, string][] = [
  ["WhoAmI", "whoami"],
  ["\u212a", "k"],
  ["ΟΔΟΣ", "οδος"],
  ["ΟΔΟς", "οδοσ"],
  ["ÄÖÜ", "äöü"],
  ["ПРИВЕТ", "привет"],
];
const DIFFERENT: readonly [string, string][] = [
  ["ß", "ss"],
  ["a", "á"],
  ["\u0130", "i"],
];

describe("letter case", () => {
  for (const [a, b] of SAME) it(`${a} is ${b}`, () => expect(foldCase(a)).to.equal(foldCase(b)));
  for (const [a, b] of DIFFERENT)
    it(`${a} is not ${b}`, () => expect(foldCase(a)).to.not.equal(foldCase(b)));

  it("law: folding keeps the length, and what is folded stays as it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const folded = foldCase(text);
        return folded.length === text.length && foldCase(folded) === folded;
      }),
      { seed: 1 },
    );
  });

  it("law: a piece of a text is a piece of it when both are folded", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.nat(), fc.nat(), (text, a, b) => {
        const piece = text.slice(a % (text.length + 1), b % (text.length + 1));
        return foldCase(text).includes(foldCase(piece));
      }),
      { seed: 1 },
    );
  });
});
