import { expect } from "chai";
import type { Expression } from "../../../../harness/matching/model/expression.ts";
import { operationOf } from "../../../../harness/matching/evaluate/expression/operations.ts";
import type { Sequence } from "../../../../harness/matching/model/sequence.ts";
import { run, sequence, type Seen } from "./run-sequence.ts";

const field = (name: string): Expression => ({ kind: "field", field: name, type: "keyword" });
const call = (name: string, ...of: Expression[]): Expression => {
  operationOf(name);
  return { kind: "call", name, of };
};
const same = (left: string, right: string): Expression => call("equal", field(left), field(right));

/** `a`, whose path is known as `first.path`, and `b`, whose own path must be in relation to it. */
function related(where: Expression, more: Partial<Sequence> = {}): Sequence {
  const { steps, ...rest } = sequence("a b", more);
  const [first, second] = steps;
  return {
    ...rest,
    steps: [
      { ...first!, alias: "first", reads: ["path"] },
      { ...second!, where },
    ],
  };
}

const at = (stages: string, time: number, path?: string | string[]): Seen => ({
  stages,
  at: time,
  ...(path === undefined ? {} : { fields: { path } }),
});

describe("a step in relation to an earlier one", () => {
  const equal = related(same("path", "first.path"));
  const rows: readonly (readonly [string, Sequence, readonly Seen[], readonly string[]])[] = [
    ["that holds", equal, [at("a", 1, "x"), at("b", 2, "x")], ["1 2"]],
    ["that does not hold", equal, [at("a", 1, "x"), at("b", 2, "y")], []],
    ["without the field", equal, [at("a", 1), at("b", 2)], []],
    ["with one of several values", equal, [at("a", 1, ["x", "y"]), at("b", 2, "y")], ["1 2"]],
    [
      "to one that is not the latest",
      equal,
      [at("a", 1, "x"), at("a", 2, "y"), at("b", 3, "x"), at("b", 4, "y")],
      ["1 3", "2 4"],
    ],
    [
      "to the latest of those that are the same",
      equal,
      [at("a", 1, "x"), at("a", 2, "x"), at("b", 3, "x"), at("b", 4, "x")],
      ["2 3"],
    ],
    [
      "one that does not follow uses nothing up",
      equal,
      [at("a", 1, "x"), at("b", 2, "y"), at("b", 3, "x")],
      ["1 3"],
    ],
    [
      "within maxspan",
      related(same("path", "first.path"), { maxspan: 1 }),
      [at("a", 1, "x"), at("a", 2, "y"), at("b", 3, "x"), at("b", 3, "y")],
      ["2 4"],
    ],
  ];
  for (const [why, data, events, found] of rows)
    it(why, () => expect(run(data, events).found).to.deep.equal(found));

  it("is kept over the steps between", () => {
    const { steps, ...rest } = sequence("a b c");
    const data: Sequence = {
      ...rest,
      steps: [
        { ...steps[0]!, alias: "first", reads: ["path"] },
        { ...steps[1]!, alias: "second", reads: ["path"] },
        {
          ...steps[2]!,
          where: call("and", same("path", "first.path"), same("path", "second.path")),
        },
      ],
    };
    const { found } = run(data, [
      at("a", 1, "x"),
      at("b", 2, "x"),
      at("c", 3, "x"),
      at("c", 4, "x"),
    ]);
    expect(found).to.deep.equal(["1 2 3"]);
  });
});
