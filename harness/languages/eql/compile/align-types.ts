/** The two sides of a comparison, made such that they can be compared. */
import type { Literal } from "../../../matching/model/expression.ts";
import { NUMBER } from "../../../matching/values/typed-values.ts";
import type { Span } from "../../../text/source.ts";
import { quoteSource } from "../../common/quote.ts";
import { warn, fail, written, type Scope } from "./scope.ts";
import {
  boolean,
  call,
  describeType,
  isConstant,
  isNumeric,
  isSpecial,
  text,
  type Typed,
} from "./typed.ts";

/** A side, and where it is written. */
export interface Side {
  readonly value: Typed;
  readonly span: Span;
}

/**
 * Returns both sides as values of one kind. A literal takes the kind of the field, as in
 * Elasticsearch: `process.pid == "4"` compares numbers, `event.code == 1` texts.
 *
 * @returns null if they cannot be compared, which is then a fault
 */
export function align(left: Side, right: Side, scope: Scope): readonly [Typed, Typed] | null {
  if (!isConstant(left.value) && !isConstant(right.value)) warnOfFields(left, right, scope);
  const [a, b] = [left.value, right.value];
  if (a.type === b.type || (isNumeric(a) && isNumeric(b))) return [a, b];
  const forLeft = converted(right, a, scope);
  if (forLeft) return [a, forLeft];
  const forRight = converted(left, b, scope);
  if (forRight) return [forRight, b];
  if (isConstant(a) && isConstant(b)) return [a, b];
  const [field, other] = isConstant(a) ? [right, left] : [left, right];
  const message = `${quoteSource(written(scope, field.span))} is ${describeType(field.value.type)}, and ${written(scope, other.span)} is ${other.value.type === "keyword" ? "not" : describeType(other.value.type)}.`;
  return fail(scope, "eql/incomparable", message, other.span);
}

/** Returns a side as a value of the kind of the other; null if it cannot be one. */
function converted({ value }: Side, like: Typed, scope: Scope): Typed | null {
  const { expression, type } = value;
  if (isSpecial(like.type)) {
    if (type !== "keyword" && !(like.type === "date" && type === "long")) return null;
    const read = call(like.type, like.type, value);
    return isConstant(value) && read.type === "null" ? null : read;
  }
  // Elastic Endpoint compares fields of any types, as texts.
  const areFields = !isConstant(value) && !isConstant(like);
  if (areFields && scope.isEndpoint && like.type === "keyword")
    return call("string", "keyword", value);
  if (!isConstant(value) || isConstant(like)) return null;
  return convertedLiteral(expression as Literal, like);
}

function convertedLiteral(literal: Literal, like: Typed): Typed | null {
  if (like.type === "keyword")
    return literal.kind === "null" || literal.kind === "text" ? null : text(String(literal.value));
  if (literal.kind !== "text") return null;
  const { value } = literal;
  if (like.type === "boolean")
    return /^(?:true|false)$/.test(value) ? boolean(value === "true") : null;
  if (!isNumeric(like) || !NUMBER.test(value)) return null;
  return call("number", like.type, text(value.trim()));
}

function warnOfFields(left: Side, right: Side, scope: Scope): void {
  if (scope.isEndpoint || left.value.type === "null" || right.value.type === "null") return;
  const message = `Elasticsearch does not compare ${quoteSource(written(scope, left.span))} with ${quoteSource(written(scope, right.span))}, which is no constant.`;
  warn(scope, "eql/field-comparison", message, right.span, "Elastic Endpoint does.");
}
