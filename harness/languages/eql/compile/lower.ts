/**
 * Lowers expressions of the language to those of the engine, in three-valued logic: what is absent is
 * null, and null is not true. Elasticsearch evaluates the operands of comparisons and calls this way.
 */
import type { Span } from "../../../text/source.ts";
import { didYouMean } from "../../../text/suggest.ts";
import { parseNetwork } from "../../../matching/values/network.ts";
import { coerce, type Operand } from "./coerce-operands.ts";
import type { Comparison, Expression } from "../syntax/ast.ts";
import { quoteSource } from "../../common/quote.ts";
import { lowerCall } from "./lower-call.ts";
import { textPatterns } from "./text-patterns.ts";
import { aliasOf, fail, isOfElement, typeOfField, written, type Scope } from "./scope.ts";
import {
  boolean,
  call,
  describeType,
  isConstant,
  isNumeric,
  isSpecial,
  castDynamic,
  NULL,
  text,
  textOfSpecial,
  typed,
  type TypedExpression,
} from "./typed-expression.ts";
import { unknownFieldsIn } from "./unknown-fields.ts";

type Of<Kind extends Expression["kind"]> = Extract<Expression, { kind: Kind }>;

export const OPERATIONS: Readonly<Record<Comparison, string>> = {
  "==": "equal",
  "!=": "notEqual",
  "<": "less",
  "<=": "lessOrEqual",
  ">": "greater",
  ">=": "greaterOrEqual",
};

const ARITHMETIC = {
  "+": "add",
  "-": "subtract",
  "*": "multiply",
  "/": "divide",
  "%": "modulo",
} as const;

/** Returns the lowered expression; null after a fault, so that others are found as well. */
export function lower(expression: Expression, scope: Scope): TypedExpression {
  switch (expression.kind) {
    case "null":
      return NULL;
    case "boolean":
      return boolean(expression.value);
    case "text":
      return text(expression.value);
    case "integer":
      return typed({ kind: "integer", value: String(expression.value) }, "long");
    case "decimal":
      return typed({ kind: "decimal", value: expression.value }, "double");
    case "field":
      return lowerField(expression, scope);
    case "and":
    case "or":
      return call(
        expression.kind,
        "boolean",
        ...expression.of.map((one) => castDynamic(lower(one, scope), "boolean")),
      );
    case "not":
      return call("not", "boolean", castDynamic(lower(expression.of, scope), "boolean"));
    case "comparison":
      return lowerComparison(expression, scope);
    case "match":
      return anyOf(lowerMatches(expression, scope));
    case "in": {
      const found = anyOf(lowerList(expression, scope));
      return expression.isNegated ? call("not", "boolean", found) : found;
    }
    case "arithmetic": {
      const sides = [expression.left, expression.right].map((side) => lowerNumber(side, scope));
      const type = sides.some((side) => side.type === "double") ? "double" : "long";
      return call(ARITHMETIC[expression.operator], type, ...sides);
    }
    case "negative": {
      const of = lowerNumber(expression.of, scope);
      return call("negate", of.type, of);
    }
    case "call":
      return lowerCall(expression, scope, lower);
    case "ancestry": {
      const answer = scope.ancestries.get(expression);
      if (answer !== undefined) return boolean(answer);
      const message = `"${expression.relation} of" stands in one condition with the event of another term.`;
      const hint = 'Part the two by "and".';
      fail(scope, "eql/unsupported-ancestry", message, expression.span, hint);
      return NULL;
    }
  }
}

/** Returns a field; null if it is optional and there is none. */
export function lowerField({ name, isOptional, span }: Of<"field">, scope: Scope): TypedExpression {
  if (isOfElement(scope, name))
    return {
      expression: { kind: "field", field: name, type: "keyword" },
      type: "keyword",
      isDynamic: true,
    };
  const type = typeOfField(scope, name);
  if (type !== undefined) return { expression: { kind: "field", field: name, type }, type };
  if (isOptional || name.startsWith("$")) return NULL;
  const near = didYouMean(name, namesOf(name, scope));
  const optional = `With "?${name}" the query does not ask whether it exists.`;
  const hints = [near, scope.isEndpoint ? undefined : optional].filter((one) => one !== undefined);
  const hint = hints.length > 0 ? hints.join(" ") : undefined;
  fail(scope, "eql/unknown-field", `There is no field ${quoteSource(name)}.`, span, hint);
  return NULL;
}

/** Returns the names of the fields that can be meant: those of the event, or of an earlier term's. */
function namesOf(name: string, scope: Scope): Iterable<string> {
  const alias = aliasOf(scope, name);
  const names = scope.schema.names();
  return alias === undefined ? names : Array.from(names, (one) => `${alias}.${one}`);
}

function lowerNumber(expression: Expression, scope: Scope): TypedExpression {
  const value = castDynamic(lower(expression, scope), "double");
  if (isNumeric(value) || value.type === "null") return value;
  const message = `${quoteSource(written(scope, expression.span))} is ${describeType(value.type)}, where a number is wanted.`;
  fail(scope, "eql/wrong-type", message, expression.span);
  return NULL;
}

function lowerComparison(
  { operator, left, right }: Of<"comparison">,
  scope: Scope,
): TypedExpression {
  const a = { value: lower(left, scope), span: left.span };
  const b = { value: lower(right, scope), span: right.span };
  const isOfUnknown = (side: Expression, { value }: Operand, other: Operand): boolean =>
    value.type === "null" && other.value.type !== "null" && unknownFieldsIn(side, scope).length > 0;
  // Elasticsearch folds `?x != "y"` to `"y" != null`, and `not ?x : "y"` to null; here both are null.
  if (isOfUnknown(left, a, b) || isOfUnknown(right, b, a)) return NULL;
  return compared(operator, a, b, scope);
}

/** Returns the comparison of two operands. A comparison with a null tests whether the other is null. */
export function compared(
  operator: Comparison,
  leftAsWritten: Operand,
  rightAsWritten: Operand,
  scope: Scope,
): TypedExpression {
  const [left, right] = ofOneType(leftAsWritten, rightAsWritten);
  const [a, b] = [left.value, right.value];
  if (a.type === "null" || b.type === "null") {
    const other = a.type === "null" ? b : a;
    if (operator === "==") return call("isNull", "boolean", other);
    return operator === "!=" ? call("isNotNull", "boolean", other) : NULL;
  }
  const block = operator === "==" || operator === "!=" ? networkOf(a, b) : null;
  if (block) {
    const within = call("cidrMatch", "boolean", block.address, block.network);
    return operator === "==" ? within : call("not", "boolean", within);
  }
  const sides = coerce(left, right, scope);
  if (!sides) return NULL;
  const isMixed =
    isConstant(sides[0]) && isConstant(sides[1]) && kindOf(sides[0]) !== kindOf(sides[1]);
  if (isMixed) return operator === "==" || operator === "!=" ? boolean(operator === "!=") : NULL;
  return call(OPERATIONS[operator], "boolean", ...sides);
}

/** Gives an operand of unknown type the type of the other; two of them are texts. */
function ofOneType(left: Operand, right: Operand): readonly [Operand, Operand] {
  const [a, b] = [left.value, right.value];
  return [
    { ...left, value: castDynamic(a, b.type) },
    { ...right, value: castDynamic(b, a.type) },
  ];
}

function kindOf(value: TypedExpression): string {
  return isNumeric(value) ? "number" : value.type;
}

/** Returns the operands of a comparison of an address with a network; null for other comparisons. */
function networkOf(
  a: TypedExpression,
  b: TypedExpression,
): { address: TypedExpression; network: TypedExpression } | null {
  const [address, network] = a.type === "ip" ? [a, b] : [b, a];
  const { expression } = network;
  if (address.type !== "ip" || expression.kind !== "text") return null;
  return parseNetwork(expression.value) ? { address, network } : null;
}

/** Returns the operand of a text operator or a function as a text. */
export function asText(
  value: TypedExpression,
  span: Span,
  what: string,
  scope: Scope,
): TypedExpression {
  const { expression, type } = value;
  if (type === "keyword" || type === "null") return value;
  if (!scope.isEndpoint) {
    const message = `${what} looks at texts, and ${quoteSource(written(scope, span))} is ${describeType(type)}.`;
    const hint =
      isNumeric(value) || type === "boolean"
        ? 'Compare it with "==".'
        : `Write string(${written(scope, span)}).`;
    fail(scope, "eql/wrong-type", message, span, hint);
    return NULL;
  }
  if (isSpecial(type)) return textOfSpecial(value);
  return expression.kind === "field"
    ? { expression: { ...expression, type: "keyword" }, type: "keyword" }
    : call("string", "keyword", value);
}

/** Returns one expression for each of the texts behind an operator. */
export function lowerMatches(expression: Of<"match">, scope: Scope): readonly TypedExpression[] {
  const { of, operator } = expression;
  const value = asText(lower(of, scope), of.span, quoteSource(operator), scope);
  const patterns = textPatterns(expression, scope);
  return patterns.map(({ pattern }) =>
    typed({ kind: "match", of: value.expression, pattern }, "boolean"),
  );
}

/** Returns one expression for each element of a list, in which nulls do not count. */
export function lowerList(
  { of, values, ignoreCase }: Of<"in">,
  scope: Scope,
): readonly TypedExpression[] {
  const side = { value: lower(of, scope), span: of.span };
  const others = values.map((one) => ({ value: lower(one, scope), span: one.span }));
  if (side.value.type === "null") return [];
  return others
    .filter((other) => other.value.type !== "null")
    .map((other) => equalInList(side, other, ignoreCase, scope));
}

/** Any of several; null of none. */
function anyOf(tests: readonly TypedExpression[]): TypedExpression {
  if (tests.length === 0) return NULL;
  return tests.length === 1 ? tests[0]! : call("or", "boolean", ...tests);
}

/** Elements of a list must have the type of the operand; nothing is converted. */
function equalInList(
  side: Operand,
  other: Operand,
  ignoreCase: boolean,
  scope: Scope,
): TypedExpression {
  if (!fitsInList(side.value, other.value) && !scope.isEndpoint) {
    const message = `${quoteSource(written(scope, side.span))} is ${describeType(side.value.type)}, and the list holds ${written(scope, other.span)}, which is ${describeType(other.value.type)}.`;
    const hint = "What stands in a list is not converted.";
    fail(scope, "eql/incomparable", message, other.span, hint);
    return NULL;
  }
  if (!ignoreCase) return compared("==", side, other, scope);
  const sides = coerce(...ofOneType(side, other), scope);
  return sides ? call("equal~", "boolean", ...sides) : NULL;
}

function fitsInList(value: TypedExpression, other: TypedExpression): boolean {
  if (value.isDynamic || value.type === other.type) return true;
  if (isNumeric(value) && isNumeric(other)) return true;
  if (isConstant(value) && isConstant(other)) return true;
  return isSpecial(value.type) && (other.type === "keyword" || isNumeric(other));
}
