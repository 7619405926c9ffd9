import { expect } from "chai";
import {
  MOST_COMBINATIONS,
  someCombination,
} from "../../../../harness/matching/evaluate/expression/combinations.ts";

function tried(...lists: readonly (readonly number[])[]): string[] {
  const all: string[] = [];
  someCombination(lists, (values) => {
    all.push(values.join(" "));
    return false;
  });
  return all;
}

describe("combinations", () => {
  it("of no list are one, of nothing", () => expect(tried()).to.deep.equal([""]));
  it("take null from an empty list", () => {
    let found: unknown;
    someCombination([[], [1]], (values) => {
      found = [...values];
      return true;
    });
    expect(found).to.deep.equal([null, 1]);
  });
  it("are each of one with each of the others", () =>
    expect(tried([1, 2], [3], [4, 5]).sort()).to.deep.equal(["1 3 4", "1 3 5", "2 3 4", "2 3 5"]));
  it("end with the first that is right", () => {
    let asked = 0;
    expect(someCombination([[1, 2, 3]], ([value]) => (asked++, value === 2))).to.equal(true);
    expect(asked).to.equal(2);
  });
  it("are bounded, and the short list keeps its values", () => {
    const long = Array.from({ length: 1000 }, (_, i) => i);
    const all = tried(long, long, [1, 2]);
    expect(all.length)
      .to.equal(70 * 70 * 2)
      .and.to.be.at.most(MOST_COMBINATIONS);
    expect(new Set(all).size).to.equal(all.length);
  });
  it("of one long list are cut, too", () =>
    expect(tried(Array.from({ length: 20_000 }, (_, i) => i)).length).to.equal(MOST_COMBINATIONS));
});
