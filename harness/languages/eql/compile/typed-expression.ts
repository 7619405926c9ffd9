import type { FieldType } from "../../../events/field-type.ts";
import type { Expression } from "../../../matching/model/expression.ts";
import { simplifyExpression, isLiteral } from "../../../matching/evaluate/expression/simplify.ts";

/** An expression of the engine with the type of its value. */
export interface TypedExpression {
  readonly expression: Expression;
  readonly type: ValueType;
  /** Whether its type is not known, and it is read as whatever type is wanted: the element of an array search. */
  readonly isDynamic?: true;
}

/** `null` is the type of what is always null. */
export type ValueType = FieldType | "null";

export const NULL: TypedExpression = { expression: { kind: "null" }, type: "null" };

/** Returns a typed expression with its constants folded. */
export function typed(expression: Expression, type: ValueType): TypedExpression {
  const folded = simplifyExpression(expression);
  return folded.kind === "null" ? NULL : { expression: folded, type };
}

/** Returns the call of an operation, folded if its operands are constants. */
export function call(
  name: string,
  type: ValueType,
  ...of: readonly TypedExpression[]
): TypedExpression {
  return typed({ kind: "call", name, of: of.map(({ expression }) => expression) }, type);
}

export function text(value: string): TypedExpression {
  return { expression: { kind: "text", value }, type: "keyword" };
}

export function boolean(value: boolean): TypedExpression {
  return { expression: { kind: "boolean", value }, type: "boolean" };
}

export function isConstant({ expression }: TypedExpression): boolean {
  return isLiteral(expression);
}

export function isNumeric({ type }: TypedExpression): boolean {
  return type === "long" || type === "double";
}

/** Whether values of a type are not compared as their texts are: they have an order of their own. */
export function isSpecial(type: ValueType): type is "ip" | "date" | "version" {
  return type === "ip" || type === "date" || type === "version";
}

/** Returns an expression of unknown type as one of a type; others as they are. */
export function castDynamic(value: TypedExpression, type: ValueType): TypedExpression {
  const { expression, isDynamic } = value;
  if (!isDynamic || expression.kind !== "field") return value;
  if (type === "long" || type === "double") return call("number", "double", value);
  return type === "null" ? value : { expression: { ...expression, type }, type };
}

/**
 * Returns a value of a type with an order of its own as a text: an address in its canonical form, a time or
 * version as telemetry has it.
 */
export function textOfSpecial(value: TypedExpression): TypedExpression {
  const { expression, type } = value;
  if (type === "ip") return call("addressText", "keyword", value);
  return expression.kind === "field"
    ? { expression: { ...expression, type: "keyword" }, type: "keyword" }
    : call("string", "keyword", value);
}

/** Returns a type as messages name its values. */
export function describeType(type: ValueType): string {
  return NAMES[type];
}

const NAMES: Readonly<Record<ValueType, string>> = {
  keyword: "a text",
  long: "a number",
  double: "a number",
  boolean: "true or false",
  ip: "an address",
  date: "a time",
  version: "a version",
  null: "null",
};
