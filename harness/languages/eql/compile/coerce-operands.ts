/** Coerces the two operands of a comparison to one type. */
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
  textOfSpecial,
  type TypedExpression,
} from "./typed-expression.ts";

/** An operand, and where it is written. */
export interface Operand {
  readonly value: TypedExpression;
  readonly span: Span;
}

/**
 * Returns both operands with one type. A literal gets the type of the field, as in
 * Elasticsearch: `process.pid == "4"` compares numbers, `event.code == 1` texts.
 *
 * @returns null if they cannot be compared, which is then a fault
 */
export function coerce(
  left: Operand,
  right: Operand,
  scope: Scope,
): readonly [TypedExpression, TypedExpression] | null {
  if (!isConstant(left.value) && !isConstant(right.value)) warnOfFields(left, right, scope);
  const [a, b] = [left.value, right.value];
  if (a.type === b.type || (isNumeric(a) && isNumeric(b))) return [a, b];
  const forLeft = coerceTo(right, a, scope);
  if (forLeft) return [a, forLeft];
  const forRight = coerceTo(left, b, scope);
  if (forRight) return [forRight, b];
  if (isConstant(a) && isConstant(b)) return [a, b];
  const [field, other] = isConstant(a) ? [right, left] : [left, right];
  const message = `${quoteSource(written(scope, field.span))} is ${describeType(field.value.type)}, and ${written(scope, other.span)} is ${other.value.type === "keyword" ? "not" : describeType(other.value.type)}.`;
  return fail(scope, "eql/incomparable", message, other.span);
}

/** Returns an operand with the type of the other; null if it cannot have it. */
function coerceTo({ value }: Operand, like: TypedExpression, scope: Scope): TypedExpression | null {
  const { expression, type } = value;
  if (isSpecial(like.type)) {
    if (type !== "keyword" && !(like.type === "date" && type === "long")) return null;
    const read = call(like.type, like.type, value);
    return isConstant(value) && read.type === "null" ? null : read;
  }
  // Elastic Endpoint compares fields of any types, as texts.
  const areFields = !isConstant(value) && !isConstant(like);
  if (areFields && scope.isEndpoint && like.type === "keyword")
    return isSpecial(type) ? textOfSpecial(value) : call("string", "keyword", value);
  if (!isConstant(value) || isConstant(like)) return null;
  return coerceLiteral(expression as Literal, like);
}

function coerceLiteral(literal: Literal, like: TypedExpression): TypedExpression | null {
  if (like.type === "keyword")
    return literal.kind === "null" || literal.kind === "text" ? null : text(String(literal.value));
  if (literal.kind !== "text") return null;
  const { value } = literal;
  if (like.type === "boolean")
    return /^(?:true|false)$/.test(value) ? boolean(value === "true") : null;
  if (!isNumeric(like) || !NUMBER.test(value)) return null;
  return call("number", like.type, text(value.trim()));
}

function warnOfFields(left: Operand, right: Operand, scope: Scope): void {
  if (scope.isEndpoint || left.value.type === "null" || right.value.type === "null") return;
  const message = `Elasticsearch does not compare ${quoteSource(written(scope, left.span))} with ${quoteSource(written(scope, right.span))}, which is no constant.`;
  warn(scope, "eql/field-comparison", message, right.span, "Elastic Endpoint does.");
}
