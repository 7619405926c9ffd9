/**
 * Compiles conditions to predicates. Each operand of `and`, `or` and `not` is evaluated by itself and is
 * true or not: a test on an absent field is not true, and its negation is, as in Elasticsearch. Only a
 * null that is written, or the value of a constant expression, is neither.
 */
import type { Formula, Predicate } from "../../../matching/model/predicate.ts";
import type { Expression } from "../syntax/ast.ts";
import { isCondition } from "./lower-condition.ts";
import { quoteSource } from "../../common/quote.ts";
import { lower, lowerList, lowerMatches } from "./lower.ts";
import {
  allOf,
  anyOf,
  FALSE,
  isConstant,
  notOf,
  predicateOfExpression,
} from "./predicate-of-expression.ts";
import { fail, written, type Scope } from "./scope.ts";
import { call, describeType, type TypedExpression } from "./typed-expression.ts";
import { neverFor, unknownFieldsIn } from "./unknown-fields.ts";

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
  if (tests.length === 0) return neither(whole, scope);
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
  if (expression.kind === "null") return neither(asWritten, scope, label);
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
  const fields = unknownFieldsIn(asWritten, scope);
  if (fields.length === 0) return { isTrue, isFalse: notOf(isTrue), hasNull: false };
  const never = neverFor(fields, { label, origin });
  const isFalse =
    asWritten.kind === "call" && isTrue.kind !== "constant"
      ? isFalseCall({ expression, type }, { label, origin })
      : notOf(isTrue);
  return leaningOn(never, isTrue, isFalse, asWritten.kind === "in");
}

/** A call to which an unknown field is given may be null, so that what is not true need not be false. */
function isFalseCall(
  value: TypedExpression,
  asWritten: Pick<Formula, "label" | "origin">,
): Predicate {
  const { expression } = call("not", "boolean", value);
  return { kind: "formula", expression, ...asWritten };
}

/** A condition that is null, as it is written. It names the unknown fields on account of which it is. */
function neither(
  asWritten: Expression,
  scope: Scope,
  label = written(scope, asWritten.span),
): Condition {
  const fields = unknownFieldsIn(asWritten, scope);
  if (fields.length === 0) return NEITHER;
  const never = neverAlternative(
    neverFor(fields, { label, origin: scope.originOf(asWritten.span) }),
  );
  return { isTrue: never, isFalse: never, hasNull: true };
}

/**
 * A condition that is true or false, and may be so only because fields are unknown, which it names. One that
 * stands in a list is an alternative that fell away.
 */
function leaningOn(
  never: Formula,
  isTrue: Predicate,
  isFalse: Predicate,
  isList: boolean,
): Condition {
  const leaning = (one: Predicate): Predicate =>
    isConstant(one, false) ? neverAlternative(never) : allOf([one, notOf(never)]);
  return {
    isTrue: isList ? anyOf([isTrue, neverAlternative(never)]) : leaning(isTrue),
    isFalse: leaning(isFalse),
    hasNull: true,
  };
}

/** As an alternative, what never holds must not keep the index from the others: it wants none of their texts. */
function neverAlternative(never: Formula): Predicate {
  return { kind: "all", of: [never, FALSE] };
}
