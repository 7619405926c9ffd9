import type { Expression } from "../syntax/ast.ts";
import { quoteSource } from "../../common/quote.ts";
import { fail, written, type Scope } from "./scope.ts";
import { call, describeType, loosened, typed, type Typed } from "./typed.ts";

export type Lower = (expression: Expression, scope: Scope) => Typed;

/**
 * Returns a condition as a computation that is true where the condition is. As everywhere outside of a
 * comparison, what is not true is false, so that its negation holds; and what stands between `and`, `or`
 * and `not` is decided by itself, for any values of its fields. Only a null that is written is neither.
 */
export function decide(condition: Expression, scope: Scope, lower: Lower): Typed {
  const not = (of: Typed): Typed => call("not", "boolean", of);
  switch (condition.kind) {
    case "and":
    case "or": {
      const of = condition.of.map((one) => decide(one, scope, lower));
      return call(condition.kind, "boolean", ...of);
    }
    case "not":
      return not(decide(condition.of, scope, lower));
    case "comparison": {
      const { operator, left, right } = condition;
      const [literal, other] = left.kind === "boolean" ? [left, right] : [right, left];
      const isEquality = operator === "==" || operator === "!=";
      if (isEquality && literal.kind === "boolean" && isCondition(other, scope, lower)) {
        const of = decide(other, scope, lower);
        return literal.value === (operator === "==") ? of : not(of);
      }
      if (operator !== "!=") return decided(condition, scope, lower);
      return not(decided({ ...condition, operator: "==" }, scope, lower));
    }
    case "in":
      if (!condition.isNegated) return decided(condition, scope, lower);
      return not(decided({ ...condition, isNegated: false }, scope, lower));
    default:
      return decided(condition, scope, lower);
  }
}

/** What comes to true or false, where it is none of a value of a field. */
const CONDITIONS: ReadonlySet<Expression["kind"]> = new Set([
  "and",
  "or",
  "not",
  "comparison",
  "match",
  "in",
  "ancestry",
]);

/** Whether an expression that is compared with true or false is a condition. */
export function isCondition(expression: Expression, scope: Scope, lower: Lower): boolean {
  if (CONDITIONS.has(expression.kind)) return true;
  if (expression.kind !== "call") return false;
  return lower(expression, { ...scope, faults: [] }).type === "boolean";
}

function decided(condition: Expression, scope: Scope, lower: Lower): Typed {
  const value = loosened(lower(condition, scope), "boolean");
  if (value.type === "null") return value;
  if (value.type === "boolean") return typed({ kind: "any", of: value.expression }, "boolean");
  const what = quoteSource(written(scope, condition.span));
  const message = `${what} is ${describeType(value.type)}, and no condition.`;
  fail(scope, "eql/not-a-condition", message, condition.span, "Compare it with something.");
  return value;
}
