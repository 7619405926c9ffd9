/**
 * Compiles conditions to predicates. Each operand of `and`, `or` and `not` is evaluated by itself and is
 * true or not: a test on an absent field is not true, and its negation is, as in Elasticsearch. Only a
 * null that is written, or the value of a constant expression, is neither.
 */
import type { Predicate } from "../../../matching/model/predicate.ts";
import type { Expression } from "../syntax/ast.ts";
import { isCondition } from "./lower-condition.ts";
import { quoteSource } from "../../common/quote.ts";
import { lower, lowerList, lowerMatches } from "./lower.ts";
import { allOf, anyOf, FALSE, notOf, predicateOfExpression } from "./predicate-of-expression.ts";
import { fail, written, type Scope } from "./scope.ts";
import { call, describeType, type TypedExpression } from "./typed-expression.ts";

type Of<Kind extends Expression["kind"]> = Extract<Expression, { kind: Kind }>;

/** When a condition is true, and when it is false. A null is neither. */
interface Condition {
  readonly isTrue: Predicate;
  readonly isFalse: Predicate;
  readonly hasNull: boolean;
}

const NEITHER: Condition = { isTrue: FALSE, isFalse: FALSE, hasNull: true };

/** Returns the predicate that holds where the condition is true. */
export function compileCondition(condition: Expression, scope: Scope): Predicate {
  return conditionOf(condition, scope).isTrue;
}

function conditionOf(expression: Expression, scope: Scope): Condition {
  switch (expression.kind) {
    case "and":
    case "or":
      return combined(
        expression.kind,
        expression.of.map((one) => conditionOf(one, scope)),
      );
    case "not":
      return negated(conditionOf(expression.of, scope));
    case "comparison":
      return ofComparison(expression, scope);
    case "match": {
      const { of, operator, patterns } = expression;
      return ofList(lowerMatches(expression, scope), [of, operator, patterns], expression, scope);
    }
    case "in": {
      const { of, values, ignoreCase, isNegated } = expression;
      const operator = ignoreCase ? "in~" : "in";
      const found = ofList(lowerList(expression, scope), [of, operator, values], expression, scope);
      return isNegated ? negated(found) : found;
    }
    default:
      return conditionOfTyped(lower(expression, scope), expression, scope);
  }
}

function combined(kind: "and" | "or", of: readonly Condition[]): Condition {
  const [join, other] = kind === "and" ? [allOf, anyOf] : [anyOf, allOf];
  const isTrue = join(of.map((one) => one.isTrue));
  // "False" and "not true" differ only where an operand is null.
  const hasNull = of.some((one) => one.hasNull);
  return {
    isTrue,
    isFalse: hasNull ? other(of.map((one) => one.isFalse)) : notOf(isTrue),
    hasNull,
  };
}

function negated({ isTrue, isFalse, hasNull }: Condition): Condition {
  return { isTrue: isFalse, isFalse: isTrue, hasNull };
}

/** A condition that is compared with true or false is that condition, or its negation. */
function ofComparison(comparison: Of<"comparison">, scope: Scope): Condition {
  const { operator, left, right } = comparison;
  const [literal, other] = left.kind === "boolean" ? [left, right] : [right, left];
  const isEquality = operator === "==" || operator === "!=";
  if (isEquality && literal.kind === "boolean" && isCondition(other, scope, lower)) {
    const condition = conditionOf(other, scope);
    return literal.value === (operator === "==") ? condition : negated(condition);
  }
  return conditionOfTyped(lower(comparison, scope), comparison, scope);
}

/** A list holds if one of its elements does. Of a field, each is a test with a label of its own. */
function ofList(
  tests: readonly TypedExpression[],
  [of, operator, elements]: readonly [Expression, string, readonly Expression[]],
  whole: Expression,
  scope: Scope,
): Condition {
  if (tests.length === 0) return NEITHER;
  const before = `${written(scope, of.span)} ${operator}`;
  if (of.kind !== "field" || tests.length === 1 || tests.length !== elements.length) {
    const one = tests.length === 1 ? tests[0]! : call("or", "boolean", ...tests);
    return conditionOfTyped(one, whole, scope);
  }
  return combined(
    "or",
    tests.map((test, i) => {
      const { span } = elements[i]!;
      return conditionOfTyped(test, { ...whole, span }, scope, `${before} ${written(scope, span)}`);
    }),
  );
}

/** Returns the condition of an expression that is true or false. */
function conditionOfTyped(
  { expression, type }: TypedExpression,
  asWritten: Expression,
  scope: Scope,
  label = written(scope, asWritten.span),
): Condition {
  const { span } = asWritten;
  if (expression.kind === "null") return NEITHER;
  if (type !== "boolean") {
    const message = `${quoteSource(label)} is ${describeType(type)}, and no condition.`;
    fail(scope, "eql/not-a-condition", message, span, "Compare it with something.");
    return NEITHER;
  }
  const origin = scope.originOf(span);
  const elements = asWritten.kind === "call" ? asWritten.arguments.slice(1) : [];
  const isTrue = predicateOfExpression(expression, {
    label,
    origin,
    elements: elements.map((element) => scope.originOf(element.span)),
  });
  return { isTrue, isFalse: notOf(isTrue), hasNull: false };
}
