import type { Pattern } from "../../../matching/model/pattern.ts";
import type { Scalar } from "../parse/ast.ts";
import { textValue, type TextValue } from "./text-value.ts";

/** A value on its way through a chain of modifiers. */
export type Value =
  | TextValue
  | { readonly kind: "number"; readonly number: number; readonly written: string }
  | { readonly kind: "boolean"; readonly boolean: boolean }
  | { readonly kind: "null" }
  /** A modifier has said what is asked. */
  | { readonly kind: "pattern"; readonly pattern: Pattern }
  /** The opposite of a pattern. */
  | { readonly kind: "absent" }
  /** Forms of one value, any of which will do. */
  | { readonly kind: "variants"; readonly of: readonly Value[] };

/** Returns the value of a YAML scalar. */
export function valueOf(scalar: Scalar): Value {
  switch (typeof scalar) {
    case "string":
      return textValue(scalar);
    case "number":
    case "bigint":
      return { kind: "number", number: Number(scalar), written: writtenNumber(scalar) };
    case "boolean":
      return { kind: "boolean", boolean: scalar };
    default:
      return { kind: "null" };
  }
}

/** Returns all digits of a number, without exponent where it is whole. */
export function writtenNumber(number: number | bigint): string {
  return Number.isInteger(number) ? BigInt(number).toString() : String(number);
}

/** Returns a number, `true` or `false` as the text it is compared as; other values as they are. */
export function asText(value: Value): Value {
  if (value.kind === "number") return textValue(value.written);
  if (value.kind === "boolean") return textValue(String(value.boolean));
  return value;
}

/** Returns what kind of value it is, for messages. */
export function describeKind(value: Value): string {
  switch (value.kind) {
    case "text":
      return "a text";
    case "number":
      return "a number";
    case "boolean":
      return "true or false";
    case "null":
      return "null";
    case "absent":
      return "a test for presence";
    case "variants":
      return "a set of texts";
    case "pattern":
      return PATTERNS[value.pattern.kind];
  }
}

const PATTERNS: Readonly<Record<Pattern["kind"], string>> = {
  equals: "a text",
  contains: "a text",
  startswith: "a text",
  endswith: "a text",
  wildcard: "a text",
  regex: "a regular expression",
  network: "a network",
  compare: "a comparison of numbers",
  order: "a comparison of texts",
  "time-part": "a part of a time",
  null: "null",
  exists: "a test for presence",
  field: "a reference to a field",
};
