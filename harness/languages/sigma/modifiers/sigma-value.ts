import type { Pattern } from "../../../matching/model/pattern.ts";
import type { Scalar } from "../parse/ast.ts";
import { parseSigmaString, type SigmaString } from "./sigma-string.ts";

/** A value of an item, at any stage of its chain of modifiers. */
export type SigmaValue =
  | SigmaString
  | { readonly kind: "number"; readonly number: number; readonly written: string }
  | { readonly kind: "boolean"; readonly boolean: boolean }
  | { readonly kind: "null" }
  /** A modifier has turned the value into the pattern to match. */
  | { readonly kind: "pattern"; readonly pattern: Pattern }
  /** The field must be absent (`exists: false`). */
  | { readonly kind: "absent" }
  /** Alternatives for one value, any of which may match. */
  | { readonly kind: "variants"; readonly of: readonly SigmaValue[] };

/** Returns the value of a YAML scalar. */
export function valueOf(scalar: Scalar): SigmaValue {
  switch (typeof scalar) {
    case "string":
      return parseSigmaString(scalar);
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
export function asText(value: SigmaValue): SigmaValue {
  if (value.kind === "number") return parseSigmaString(value.written);
  if (value.kind === "boolean") return parseSigmaString(String(value.boolean));
  return value;
}

/** Returns what kind of value it is, for messages. */
export function describeKind(value: SigmaValue): string {
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
