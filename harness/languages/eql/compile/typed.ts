import type { FieldType } from "../../../events/field-type.ts";
import type { Expression } from "../../../matching/model/expression.ts";
import { foldExpression, isLiteral } from "../../../matching/evaluate/expression/simplify.ts";

/** A computation, and what it comes to. */
export interface Typed {
  readonly expression: Expression;
  readonly type: ValueType;
  /** Whether it is of whatever type is wanted: a field of which none is known. */
  readonly isLoose?: true;
}

/** `null`: nothing else than null. */
export type ValueType = FieldType | "null";

export const NULL: Typed = { expression: { kind: "null" }, type: "null" };

/** Returns a computation with all that is constant in it worked out. */
export function typed(expression: Expression, type: ValueType): Typed {
  const folded = foldExpression(expression);
  return folded.kind === "null" ? NULL : { expression: folded, type };
}

/** Returns an operation on computations. */
export function call(name: string, type: ValueType, ...of: readonly Typed[]): Typed {
  return typed({ kind: "call", name, of: of.map(({ expression }) => expression) }, type);
}

export function text(value: string): Typed {
  return { expression: { kind: "text", value }, type: "keyword" };
}

export function boolean(value: boolean): Typed {
  return { expression: { kind: "boolean", value }, type: "boolean" };
}

export function isConstant({ expression }: Typed): boolean {
  return isLiteral(expression);
}

export function isNumeric({ type }: Typed): boolean {
  return type === "long" || type === "double";
}

/** Whether values of a type become others than their texts: they compare in an order of their own. */
export function isSpecial(type: ValueType): type is "ip" | "date" | "version" {
  return type === "ip" || type === "date" || type === "version";
}

/** Returns a computation as one of a type, if it is of whatever type is wanted. */
export function loosened(value: Typed, type: ValueType): Typed {
  const { expression, isLoose } = value;
  if (!isLoose || expression.kind !== "field") return value;
  if (type === "long" || type === "double") return call("number", "double", value);
  return type === "null" ? value : { expression: { ...expression, type }, type };
}

/** Returns what a message calls a value of a type. */
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
