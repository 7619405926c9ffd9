import { expect } from "chai";
import type { Expression } from "../../../../harness/matching/model/expression.ts";
import {
  canBeTrue,
  simplifyExpression,
} from "../../../../harness/matching/evaluate/expression/simplify.ts";
import { literalOf, type Value } from "../../../../harness/matching/values/value.ts";
import { any, call, field, some } from "./build.ts";

const X = field("x");
const NULLS = new Map<string, Value>([["gone", null]]);
const GONE = field("gone");

describe("foldExpression", () => {
  const rows: readonly (readonly [string, Expression, Expression | Value])[] = [
    ["literals", call("add", 1n, call("multiply", 2n, 3n)), 7n],
    ["a test of an unknown field for null: not at all", call("isNull", X), call("isNull", X)],
    ["a field that is known to be null", call("isNull", GONE), true],
    ["what a null makes null", call("startsWith", X, GONE), null],
    [
      "nothing because an operand is null that need not be there",
      call("indexOf", X, "a", GONE),
      call("indexOf", X, "a", null),
    ],
    ["a false under and", call("and", X, call("less", 2n, 1n)), false],
    ["a true under or", call("or", call("isNull", GONE), X), true],
    ["not a null under and", call("and", X, GONE), call("and", X, null)],
    [
      "the operands of what is left",
      call("less", X, call("concat", "a", "b")),
      call("less", X, "ab"),
    ],
    [
      "a pattern on a literal",
      {
        kind: "match",
        of: call("string", 12n),
        pattern: { kind: "startswith", text: "1", cased: true },
      },
      true,
    ],
    [
      "a pattern on null",
      { kind: "match", of: GONE, pattern: { kind: "equals", text: "", cased: true } },
      null,
    ],
    ["a null for any values", any(GONE), false],
    ["a truth for any values", any(call("isNull", GONE)), true],
    ["what can never be true for any values", any(call("and", X, GONE)), false],
    ["nothing of what can be", any(X), any(X)],
    ["a search in a list that is null", some("gone", true), false],
    ["a search for what can never be true", some("x", call("and", X, GONE)), false],
    ["no search for any element: the list may be empty", some("x", true), some("x", true)],
    [
      "what a search asks of the event alone",
      some("x", call("equal", field("it.a"), call("concat", "a", "b"))),
      some("x", call("equal", field("it.a"), "ab")),
    ],
  ];
  for (const [name, expression, expected] of rows)
    it(`works out ${name}`, () => {
      const wanted =
        typeof expected === "object" && expected !== null ? expected : literalOf(expected);
      const folded = simplifyExpression(expression, ({ field: asked }) => NULLS.get(asked));
      expect(folded).to.deep.equal(wanted);
    });

  it("takes no field of an element for one of the event", () => {
    const search = some("x", call("isNull", field("it.gone")));
    const folded = simplifyExpression(search, ({ field: asked }) => (asked === "x" ? "a" : null));
    expect(folded).to.deep.equal(search);
  });

  it("gives what JSON can hold", () => {
    const folded = simplifyExpression(call("and", call("equal", X, call("divide", 7n, 2)), true));
    expect(JSON.parse(JSON.stringify(folded))).to.deep.equal(folded);
  });
});

describe("canBeTrue", () => {
  const rows: readonly (readonly [Expression, boolean])[] = [
    [literalOf(true), true],
    [literalOf(null), false],
    [literalOf("true"), false],
    [call("and", X, null), false],
    [call("and", X, X), true],
    [call("or", null, false), false],
    [call("or", null, X), true],
    [call("not", call("or", X, null)), false],
    [call("not", call("and", X, null)), true],
    [call("not", call("not", call("and", null, X))), false],
    [call("isNull", X), true],
    [any(X), true],
    [call("not", any(X)), true],
    [some("x", X), true],
    [call("not", some("x", X)), true],
    [some("x", null), false],
  ];
  for (const [expression, expected] of rows)
    it(`${JSON.stringify(expression)}: ${expected}`, () =>
      expect(canBeTrue(expression)).to.equal(expected));
});
