import { compareCodePoints } from "./code-point-order.ts";
import type { Literal } from "../model/expression.ts";

/** What an expression comes to. `bigint` is a whole number of 64 bits, `number` a finite decimal. */
export type Value = null | boolean | string | bigint | number;

/** Returns the value of a literal. */
export function valueOf(literal: Literal): Value {
  switch (literal.kind) {
    case "null":
      return null;
    case "integer":
      return wholeNumber(BigInt(literal.value));
    case "boolean":
    case "text":
    case "decimal":
      return literal.value;
  }
}

/** Returns the literal that has a value. */
export function literalOf(value: Value): Literal {
  switch (typeof value) {
    case "boolean":
      return { kind: "boolean", value };
    case "string":
      return { kind: "text", value };
    case "bigint":
      return { kind: "integer", value: String(value) };
    case "number":
      return { kind: "decimal", value };
    default:
      return { kind: "null" };
  }
}

/** Returns a whole number, or null if it has more than 64 bits. */
export function wholeNumber(value: bigint): bigint | null {
  return BigInt.asIntN(64, value) === value ? value : null;
}

/** Returns a decimal number, or null if it is none or without end. */
export function decimalNumber(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/**
 * Compares two values: below zero, zero or above. Numbers compare by their size, texts by code
 * point, false comes before true.
 *
 * @returns null if either is null or they are of different kinds
 */
export function compareValues(a: Value, b: Value): number | null {
  if (typeof a === "string") return typeof b === "string" ? compareCodePoints(a, b) : null;
  if (typeof a === "boolean") return typeof b === "boolean" ? Number(a) - Number(b) : null;
  if (a === null || b === null || typeof b === "string" || typeof b === "boolean") return null;
  return compareNumbers(a, b);
}

/** Compares two numbers by their size: below zero, zero or above. */
export function compareNumbers(a: number | bigint, b: number | bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Returns a value as text: `5`, `true`, `1.0`, `1.0E7`; null for null. */
export function textOfValue(value: Value): string | null {
  if (typeof value === "number") return textOfDecimal(value);
  return value === null || typeof value === "string" ? value : String(value);
}

/**
 * Java's form of a decimal number: always with a point, and with an exponent from ten million on
 * and below a thousandth.
 *
 * @see the documentation of `java.lang.Double.toString`
 */
function textOfDecimal(value: number): string {
  const [digits, exponent] = value.toExponential().split("e") as [string, string];
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e7)) return `${withPoint(digits)}E${Number(exponent)}`;
  return withPoint(String(value));
}

function withPoint(digits: string): string {
  return digits.includes(".") ? digits : `${digits}.0`;
}
