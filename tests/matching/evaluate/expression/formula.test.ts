import { expect } from "chai";
import type { LogEvent } from "../../../../harness/events/event.ts";
import type { FieldValue } from "../../../../harness/events/field-value.ts";
import type { Expression } from "../../../../harness/matching/model/expression.ts";
import {
  compileFormula,
  formulaHolds,
} from "../../../../harness/matching/evaluate/expression/formula.ts";
import type { BoundField } from "../../../../harness/matching/binding/bound-field.ts";
import { makeEvent } from "../../../events/make-event.ts";
import { any, call, field, some } from "./build.ts";

const BOUND_FIELDS: Readonly<Record<string, BoundField>> = {
  "event.code": { kind: "constant", value: "1" },
  "event.type": { kind: "constant", value: ["start", "info"] },
  never: { kind: "never" },
};
const bind = (name: string): BoundField =>
  BOUND_FIELDS[name] ?? { kind: "field", sources: [name], read: (event) => event.get(name) };

describe("formulas", () => {
  const rows: readonly [
    name: string,
    expression: Expression,
    fields: Readonly<Record<string, FieldValue>>,
    holds: boolean,
  ][] = [
    ["read a whole number", call("less", field("n", "long"), 5n), { n: "4" }, true],
    ["read a number that JSON has", call("equal", field("n", "long"), 4n), { n: 4 }, true],
    ["read no hexadecimal", call("isNull", field("n", "long")), { n: "0x4" }, true],
    ["read a text as it is", call("equal", field("n"), "0x4"), { n: "0x4" }, true],
    ["read a decimal number", call("equal", field("n", "double"), 0.5), { n: "5e-1" }, true],
    ["read a boolean", call("equal", field("b", "boolean"), true), { b: "true" }, true],
    ["read a boolean that JSON has", call("not", field("b", "boolean")), { b: false }, true],
    ["read no other text as boolean", call("isNull", field("b", "boolean")), { b: "yes" }, true],
    [
      "read an address in whatever form",
      call("equal", field("a", "ip"), call("ip", "::ffff:a00:1")),
      { a: "10.0.0.1" },
      true,
    ],
    [
      "read a time",
      call("greater", field("t", "date"), call("date", "2020-01-01T00:00:00Z")),
      { t: "2020-01-01T00:00:00.0000001Z" },
      true,
    ],
    [
      "read a version",
      call("less", field("v", "version"), call("version", "1.10")),
      { v: "1.9" },
      true,
    ],
    ["read an absent field as null", call("isNull", field("x")), {}, true],
    ["are not true for null", call("less", field("x", "long"), 5n), {}, false],
    ["read null as null", call("isNull", field("x")), { x: null }, true],
    ["hold for any of several values", call("equal", field("l"), "b"), { l: ["a", "b"] }, true],
    [
      "give a field the same value everywhere",
      call("and", call("equal", field("l"), "a"), call("equal", field("l"), "b")),
      { l: ["a", "b"] },
      false,
    ],
    [
      "give it the same one as another type, too",
      call("and", call("equal", field("l"), "1"), call("equal", field("l", "long"), 2n)),
      { l: ["1", "2"] },
      false,
    ],
    [
      "try each value with each of another field",
      call("equal", call("concat", field("l"), field("m")), "bc"),
      { l: ["a", "b"], m: ["c", ["d"]] },
      true,
    ],
    ["know the constants of the class", call("equal", field("event.code", "long"), 1n), {}, true],
    [
      "know that a constant has several texts",
      call("equal", field("event.type"), "info"),
      {},
      true,
    ],
    [
      "try several texts of a constant beside a field",
      call("equal", call("concat", field("event.type"), field("x")), "info!"),
      { x: "!" },
      true,
    ],
    [
      "do not mix several texts of a constant",
      call(
        "and",
        call("equal", field("event.type"), "info"),
        call("equal", field("event.type"), "start"),
      ),
      {},
      false,
    ],
    ["know what nothing supplies", call("isNull", field("never")), {}, true],
    [
      "look at all values of a field where each is looked at by itself",
      call("and", any(call("equal", field("l"), "a")), any(call("equal", field("l"), "b"))),
      { l: ["a", "b"] },
      true,
    ],
    [
      "deny all of them",
      call("not", any(call("equal", field("l"), "b"))),
      { l: ["a", "b"] },
      false,
    ],
    [
      "look at all texts of a constant",
      call(
        "and",
        any(call("equal", field("event.type"), "info")),
        any(call("equal", field("event.type"), "start")),
      ),
      {},
      true,
    ],
    [
      "find an element that has both",
      some("l", call("and", field("it.a", "boolean"), call("equal", field("it.b"), "x"))),
      { l: ['{"a":true,"b":"y"}', '{"a":true,"b":"x"}'] },
      true,
    ],
    [
      "find none that has both",
      some("l", call("and", field("it.a", "boolean"), call("equal", field("it.b"), "x"))),
      { l: ['{"a":true,"b":"y"}', '{"a":false,"b":"x"}'] },
      false,
    ],
    ["find nothing in an absent list", some("x", true), {}, false],
    ["find nothing in an empty list", some("x", true), { x: [] }, false],
    ["take one object for a list", some("x", field("it.a", "boolean")), { x: '{"a":true}' }, true],
    [
      "find an element that lacks a field",
      some("x", call("isNull", field("it.b"))),
      { x: "{}" },
      true,
    ],
    ["find a value", some("x", call("equal", field("it"), "b")), { x: ["a", "b"] }, true],
    [
      "compare an element with the event",
      some("l", call("equal", field("it.a"), field("x"))),
      { l: ['{"a":"1"}', '{"a":"2"}'], x: ["2", "3"] },
      true,
    ],
    [
      "try any value of an element",
      some("l", call("equal", field("it.a"), "y")),
      { l: ['{"a":["x","y"]}'] },
      true,
    ],
    [
      "search within an element",
      some("l", {
        kind: "some",
        of: { kind: "field", field: "it.parts", type: "keyword" },
        variable: "part",
        where: call("equal", field("part.n", "long"), field("it.n", "long")),
      }),
      { l: ['{"n":1,"parts":[{"n":2}]}', '{"n":3,"parts":[{"n":2},{"n":3}]}'] },
      true,
    ],
    [
      "do not hold on what nothing supplies",
      call("not", call("equal", field("never"), "a")),
      {},
      false,
    ],
  ];
  for (const [name, expression, fields, expected] of rows)
    it(name, () => {
      const event = makeEvent(fields);
      expect(formulaHolds(expression, event, bind), "plainly").to.equal(expected);
      const decision = compileFormula(expression, bind);
      expect(typeof decision === "boolean" ? decision : decision(event), "quickly").to.equal(
        expected,
      );
    });

  const known: readonly [name: string, expression: Expression, decision: boolean][] = [
    ["on constants", call("equal", field("event.code"), "1"), true],
    ["on several texts of a constant", call("equal", field("event.type"), "info"), true],
    ["with a field that nothing supplies", call("less", field("never"), field("x")), false],
    [
      "with another class beside a field",
      call("and", call("equal", field("event.code"), "2"), field("x")),
      false,
    ],
    ["with a search in what nothing supplies", some("never", field("x")), false],
    [
      "with a null beside a field",
      call("and", call("equal", field("never"), "2"), field("x")),
      false,
    ],
  ];
  for (const [name, expression, decision] of known)
    it(`are decided for the class ${name}`, () =>
      expect(compileFormula(expression, bind)).to.equal(decision));

  it("stay bounded on hostile events", () => {
    const many = Array.from({ length: 1000 }, (_, i) => `x${i}`);
    const concatIs = (text: string): Expression =>
      call("equal", call("concat", field("a"), field("b"), field("c")), text);
    const event: LogEvent = makeEvent({ a: many, b: many, c: many });
    // The last of a thousand million combinations is not tried; the first is.
    expect(formulaHolds(concatIs("x999x999x999"), event, bind)).to.equal(false);
    expect(formulaHolds(concatIs("x0x0x0"), event, bind)).to.equal(true);
  });
});
