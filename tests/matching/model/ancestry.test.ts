import { expect } from "chai";
import {
  variantsOf,
  type Ancestry,
  type AncestryVariant,
} from "../../../harness/matching/model/ancestry.ts";
import { neededStages } from "../../../harness/matching/states/states.ts";
import { is, PROCESS_CREATION, ruleOf } from "../predicates.ts";

const stages = ["a", "b", "c", "d"].map((text) => ({
  logSource: PROCESS_CREATION,
  predicate: is("Image", text),
}));

/** Two stages of the rule's own; the conditions of the stages 2 and 3; variants written `0 if 0` or `0 if !1`. */
function ancestryOf(...variants: string[]): Ancestry {
  return {
    kind: "ancestry",
    own: 2,
    conditions: [2, 3].map((stage) => ({ relation: "child", stage, name: String(stage) })),
    variants: variants.map((written): AncestryVariant => {
      const [of, , ...answers] = written.split(" ");
      return {
        stage: Number(of),
        of: Number(of),
        answers: answers.map((one) => ({
          condition: Number(one.replace("!", "")),
          isTrue: !one.startsWith("!"),
        })),
      };
    }),
    starts: 3,
    fields: { host: ["h"], process: "p", parent: "q", ancestors: null },
  };
}

describe("variants of a stage", () => {
  it("are the stage itself where it has none", () => {
    const itself = [{ stage: 1, of: 1, answers: [] }];
    expect(variantsOf(ancestryOf("0 if 0"), 1)).to.deep.equal(itself);
  });

  it("are all that stand for it", () => {
    const ancestry = ancestryOf("0 if 0", "1 if 0", "0 if !0");
    expect(variantsOf(ancestry, 0)).to.deep.equal([ancestry.variants[0], ancestry.variants[2]]);
  });
});

describe("stages that are needed", () => {
  const rows: readonly (readonly [
    why: string,
    ancestry: Ancestry | undefined,
    needed: number[],
  ])[] = [
    ["are all without ancestry", undefined, [0, 1, 2, 3]],
    ["are the rule's own where nothing depends on a condition", ancestryOf(), [0, 1]],
    ["are those of conditions that must be true", ancestryOf("0 if 0"), [0, 1, 2]],
    ["are not those of conditions that must be false", ancestryOf("0 if !0"), [0, 1]],
    ["are not those of conditions that may be either", ancestryOf("0 if 0", "0 if !0"), [0, 1]],
    ["are those of each condition", ancestryOf("0 if 0 1"), [0, 1, 2, 3]],
    [
      "are not those on which only another condition depends",
      ancestryOf("2 if 1", "0 if 0"),
      [0, 1, 2],
    ],
  ];
  for (const [why, ancestry, needed] of rows)
    it(why, () => {
      const rule = { ...ruleOf(is("Image", "a")), stages };
      const found = neededStages(ancestry ? { ...rule, state: ancestry } : rule);
      expect(found.map((stage) => stages.indexOf(stage as (typeof stages)[number]))).to.deep.equal(
        needed,
      );
    });
});
