import { expect } from "chai";
import type { Expression } from "../../../../harness/matching/model/expression.ts";
import { neededFields } from "../../../../harness/matching/states/sequence/needed-fields.ts";
import type { Step } from "../../../../harness/matching/model/sequence.ts";
import { step } from "./run-sequence.ts";

const field = (name: string): Expression => ({ kind: "field", field: name, type: "keyword" });
const call = (name: string, ...of: Expression[]): Expression => ({ kind: "call", name, of });
const same = (a: string, b: string): Expression => call("equal", field(a), field(b));

describe("fields without which an event cannot be that of a step", () => {
  const rows: readonly (readonly [string, Expression, first: string[], second: string[]])[] = [
    ["both sides of a comparison", same("path", "first.path"), ["path"], ["path"]],
    [
      "all of several",
      call("and", same("a", "first.path"), same("b", "first.name")),
      ["name", "path"],
      ["a", "b"],
    ],
    ["none of alternatives", call("or", same("a", "first.path"), same("b", "first.name")), [], []],
    ["none that may be absent", call("isNull", same("a", "first.path")), [], []],
  ];
  for (const [why, where, first, second] of rows)
    it(why, () => {
      const steps: Step[] = [
        { ...step("a"), alias: "first", reads: ["path", "name"] },
        { ...step("b"), where },
      ];
      expect(steps.map((one) => neededFields(one, steps))).to.deep.equal([first, second]);
    });
});
