import { expect } from "chai";
import fc from "fast-check";
import {
  childrenOf,
  foldPredicate,
  mapPredicate,
  visitTests,
  type Predicate,
  type PredicateFold,
} from "../../../harness/matching/model/predicate.ts";
import { all, any, formula, has, is, not } from "../predicates.ts";
import { predicate as predicates } from "../random-predicates.ts";

/** A predicate as text, from its tests upwards. */
const PRINT: PredicateFold<string> = {
  constant: String,
  test: ({ label }) => label,
  formula: ({ label }) => label,
  not: (part) => `not ${part}`,
  all: (parts) => `(${parts.join(" and ")})`,
  any: (parts) => `(${parts.join(" or ")})`,
};

const FORMULA = formula({ kind: "boolean", value: true }, "f");
const SAMPLE = all(is("A", "1"), not(any(has("B", "2"), not(is("C", "3")), FORMULA)));

function countByHand(predicate: Predicate): number {
  return 1 + childrenOf(predicate).reduce((sum, part) => sum + countByHand(part), 0);
}

describe("a predicate", () => {
  it("is folded from its tests upwards, in the order of the rule", () => {
    expect(foldPredicate(SAMPLE, PRINT)).to.equal(
      "(A '1' and not (B|contains '2' or not C '3' or f))",
    );
  });

  it("shows its tests, and whether they stand under a negation", () => {
    const seen: string[] = [];
    visitTests(SAMPLE, ({ label }, isPositive) => seen.push(`${isPositive ? "+" : "-"}${label}`));
    expect(seen).to.deep.equal(["+A '1'", "-B|contains '2'", "+C '3'", "-f"]);
  });

  it("keeps names when its tests are replaced", () => {
    const named: Predicate = { kind: "any", of: [is("A", "1"), FORMULA], name: "selection" };
    const replaced = mapPredicate(named, () => ({ kind: "constant", value: true }));
    const constant = { kind: "constant", value: true };
    expect(replaced).to.deep.equal({ kind: "any", of: [constant, constant], name: "selection" });
  });

  it("law: with each test replaced by itself it is the same", () => {
    fc.assert(
      fc.property(predicates, (predicate) => {
        expect(mapPredicate(predicate, (test) => test)).to.deep.equal(predicate);
      }),
      { seed: 3, numRuns: 500 },
    );
  });

  it("law: fold, visit and children go through the same parts", () => {
    fc.assert(
      fc.property(predicates, (predicate) => {
        const sum = (parts: readonly number[]): number => parts.reduce((a, b) => a + b, 1);
        const count: PredicateFold<number> = {
          constant: () => 1,
          test: () => 1,
          formula: () => 1,
          not: (part) => 1 + part,
          all: sum,
          any: sum,
        };
        expect(foldPredicate(predicate, count)).to.equal(countByHand(predicate));
        const none = (parts: readonly number[]): number => parts.reduce((a, b) => a + b, 0);
        let visited = 0;
        visitTests(predicate, () => visited++);
        const tests = { ...count, constant: () => 0, not: (part: number) => part };
        expect(visited).to.equal(foldPredicate(predicate, { ...tests, all: none, any: none }));
      }),
      { seed: 4, numRuns: 500 },
    );
  });
});
