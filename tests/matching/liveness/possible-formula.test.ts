import { expect } from "chai";
import type { Expression } from "../../../harness/matching/model/expression.ts";
import { possibleFormula } from "../../../harness/matching/liveness/possible-formula.ts";
import type { ClassView } from "../../../harness/matching/liveness/possible-outcomes.ts";
import { type BoundField } from "../../../harness/matching/binding/bound-field.ts";
import { any, call, field, some } from "../evaluate/expression/build.ts";
import { boundFieldState } from "../../../harness/matching/liveness/observed.ts";

const BOUND_FIELDS: Readonly<Record<string, BoundField>> = {
  code: { kind: "constant", value: "1" },
  type: { kind: "constant", value: ["start", "info"] },
  never: { kind: "never" },
};
const STATES = { a: "carried", b: "carried", empty: "empty", blank: "empty" } as const;
const VIEW: ClassView = {
  bind: (name) =>
    BOUND_FIELDS[name] ?? { kind: "field", sources: [name], read: (event) => event.get(name) },
  state: (boundField) =>
    boundFieldState(boundField, (name) => STATES[name as keyof typeof STATES] ?? "absent"),
};

describe("what a formula can come to", () => {
  const rows: readonly [name: string, expression: Expression, can: "hold" | "fail" | "both"][] = [
    ["of fields that are carried", call("less", field("a"), field("b")), "both"],
    ["of a field that nothing supplies", call("less", field("a"), field("never")), "fail"],
    ["of a field that no event has", call("isNull", field("missing")), "hold"],
    ["of a constant", call("equal", field("code"), "1"), "hold"],
    ["of another constant", call("equal", field("code"), "2"), "fail"],
    ["of a constant of several texts", call("equal", field("type"), "info"), "hold"],
    ["of none of several texts", call("equal", field("type"), "end"), "fail"],
    ["of several texts and a field", call("equal", field("type"), field("a")), "both"],
    ["of a field that is always empty", call("startsWith", field("empty"), "x"), "fail"],
    ["of a field that is empty or absent", call("isNull", field("empty")), "both"],
    [
      "of fields that are empty or absent, one of each",
      call("and", call("isNull", field("empty")), call("equal", field("blank"), "")),
      "both",
    ],
    ["of a null under and", call("and", field("never"), field("a")), "fail"],
    ["of a null under or", call("or", field("never"), field("a")), "both"],
    ["of a search in a list that is carried", some("a", call("isNull", field("it.x"))), "both"],
    ["of a search in a list that nothing supplies", some("never", true), "fail"],
    ["of a search in a list that no event has", call("not", some("missing", true)), "hold"],
    ["of a search that wants what is missing", some("a", field("missing", "boolean")), "fail"],
    [
      "of several texts, each looked at by itself",
      call(
        "and",
        any(call("equal", field("type"), "start")),
        any(call("equal", field("type"), "info")),
      ),
      "both",
    ],
    ["of one text that is looked at by itself", any(call("equal", field("code"), "1")), "hold"],
    ["of a negated null", call("not", call("equal", field("never"), "a")), "fail"],
  ];
  for (const [name, expression, can] of rows)
    it(`${name}: ${can}`, () =>
      expect(possibleFormula(expression, VIEW)).to.deep.equal({
        canHold: can !== "fail",
        canFail: can !== "hold",
      }));
});
