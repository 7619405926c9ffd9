import { expect } from "chai";
import { didYouMean } from "../../harness/text/suggest.ts";

const WORDS = ["contains", "startswith", "endswith", "all", "i", "re"];

describe("didYouMean", () => {
  for (const [written, expected] of [
    ["containz", "contains"],
    ["Contains", "contains"],
    ["cnotains", "contains"],
    ["startwith", "startswith"],
    ["al", "all"],
    ["rr", "re"],
    ["I", "i"],
    ["x", undefined],
    ["", undefined],
    ["something", undefined],
  ] as const) {
    it(`${JSON.stringify(written)}: ${expected ?? "nothing is near"}`, () => {
      expect(didYouMean(written, WORDS)).to.equal(expected && `Did you mean "${expected}"?`);
    });
  }

  it("prefers the nearest", () => {
    expect(didYouMean("selection_2", ["selection_10", "selection_3"])).to.equal(
      'Did you mean "selection_3"?',
    );
  });
});
