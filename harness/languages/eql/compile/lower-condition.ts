import type { Expression } from "../syntax/ast.ts";
import { quoteSource } from "../../common/quote.ts";
import { fail, written, type Scope } from "./scope.ts";
import {
  call,
  describeType,
  castDynamic,
  typed,
  type TypedExpression,
} from "./typed-expression.ts";

export type Lower = (expression: Expression, scope: Scope) => TypedExpression;

/**
 * Lowers a condition to two values, true and false. Outside of comparisons what is not true is false, so
 * that its negation holds; each operand of `and`, `or` and `not` is evaluated by itself, for any of the
 * values of its fields. Only a null that is written is neither.
 */
export function lowerCondition(condition: Expression, scope: Scope, lower: Lower): TypedExpression {
  const not = (of: TypedExpression): TypedExpression => call("not", "boolean", of);
  switch (condition.kind) {
    case "and":
    case "or": {
      const of = condition.of.map((one) => lowerCondition(one, scope, lower));
      return call(condition.kind, "boolean", ...of);
    }
    case "not":
      return not(lowerCondition(condition.of, scope, lower));
    case "comparison": {
      const { operator, left, right } = condition;
      const [literal, other] = left.kind === "boolean" ? [left, right] : [right, left];
      const isEquality = operator === "==" || operator === "!=";
      if (isEquality && literal.kind === "boolean" && isCondition(other, scope, lower)) {
        const of = lowerCondition(other, scope, lower);
        return literal.value === (operator === "==") ? of : not(of);
      }
      if (operator !== "!=") return lowerTest(condition, scope, lower);
      return not(lowerTest({ ...condition, operator: "==" }, scope, lower));
    }
    case "in":
      if (!condition.isNegated) return lowerTest(condition, scope, lower);
      return not(lowerTest({ ...condition, isNegated: false }, scope, lower));
    default:
      return lowerTest(condition, scope, lower);
  }
}

/** Expressions that are true or false whatever the types of their operands. */
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

function lowerTest(condition: Expression, scope: Scope, lower: Lower): TypedExpression {
  const value = castDynamic(lower(condition, scope), "boolean");
  if (value.type === "null") return value;
  if (value.type === "boolean") return typed({ kind: "any", of: value.expression }, "boolean");
  const what = quoteSource(written(scope, condition.span));
  const message = `${what} is ${describeType(value.type)}, and no condition.`;
  fail(scope, "eql/not-a-condition", message, condition.span, "Compare it with something.");
  return value;
}
