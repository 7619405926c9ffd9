import { expect } from "chai";
import fc from "fast-check";
import { fitsPattern, selectedBy } from "../../../../harness/languages/sigma/parse/selector.ts";

describe("Sigma's selectors", () => {
  const NAMES = ["selection_img", "selection_cli", "filter_main", "_hidden", "selection"];
  const ROWS: readonly (readonly [pattern: string, selected: readonly string[]])[] = [
    ["them", ["selection_img", "selection_cli", "filter_main", "selection"]],
    ["*", ["selection_img", "selection_cli", "filter_main", "selection"]],
    ["selection_*", ["selection_img", "selection_cli"]],
    ["selection*", ["selection_img", "selection_cli", "selection"]],
    ["*_*i*", ["selection_img", "selection_cli", "filter_main"]],
    ["selection", ["selection"]],
    ["Selection*", []],
    ["_*", []],
    ["selection*selection", []],
  ];
  for (const [pattern, selected] of ROWS)
    it(pattern, () => expect(selectedBy(pattern, NAMES)).to.deep.equal(selected));

  it("fit what a regular expression with any text for each * fits", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "*", "."), maxLength: 8 });
    fc.assert(
      fc.property(text, text, (name, pattern) => {
        const pieces = pattern.split("*").map((piece) => piece.replaceAll(".", "\\."));
        const expected = new RegExp(`^${pieces.join(".*")}$`).test(name);
        expect(fitsPattern(name, pattern)).to.equal(expected);
      }),
    );
  });
});
