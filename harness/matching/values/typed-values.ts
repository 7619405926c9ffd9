/** How the texts of telemetry are read as the type of a field says. */
import type { FieldType } from "../../events/field-type.ts";
import type { FieldValue } from "../../events/field-value.ts";
import { isList } from "../../events/texts.ts";
import { ticksOf, TICKS_PER_MILLISECOND } from "../../events/time.ts";
import { addressKey } from "./address.ts";
import { decimalNumber, wholeNumber, type Value } from "./value.ts";
import { versionKey } from "./version.ts";

/** One value of a field as telemetry has it. */
export type Scalar = string | number | boolean;

/** Returns what values a field has, each once and none of them null. */
export function scalarsOf(value: FieldValue | undefined): readonly Scalar[] {
  if (value === undefined || value === null) return [];
  if (!isList(value)) return [value];
  const found = new Set<Scalar>();
  collect(value, found);
  return [...found];
}

function collect(values: readonly FieldValue[], found: Set<Scalar>): void {
  for (const value of values)
    if (isList(value)) collect(value, found);
    else if (value !== null) found.add(value);
}

/** Returns a value of a field as its type, or null if it does not read so. */
export function readAs(type: FieldType, value: Scalar): Value {
  switch (type) {
    case "keyword":
      return String(value);
    case "long":
      return longOf(value);
    case "double":
      return NUMBER.test(String(value)) ? decimalNumber(Number(value)) : null;
    case "boolean":
      return booleanOf(value);
    case "ip":
      return typeof value === "string" ? addressKey(value) : null;
    case "date":
      return timeOf(value);
    case "version":
      return versionKey(String(value));
  }
}

/** Numbers as texts have them: no hexadecimal. Written so that no text makes it backtrack over digits. */
export const NUMBER = /^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?\s*$/i;
const WHOLE = /^\s*([+-]?)(\d+)(?:\.\d*)?\s*$/;

/** What stands behind the point is cut off, as Elasticsearch does. */
function longOf(value: Scalar): bigint | null {
  if (typeof value === "number")
    return Number.isFinite(value) ? wholeNumber(BigInt(Math.trunc(value))) : null;
  const found = typeof value === "string" ? WHOLE.exec(value) : null;
  if (!found) return null;
  const digits = BigInt(found[2]!);
  return wholeNumber(found[1] === "-" ? -digits : digits);
}

function booleanOf(value: Scalar): boolean | null {
  if (typeof value === "boolean") return value;
  return value === "true" ? true : value === "false" ? false : null;
}

const DATE = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d)(?::(\d\d))?)?)?)?(Z|(?:[+-]\d\d:?\d\d))?$/;
const MILLISECONDS = /^-?\d+$/;

/**
 * Reads a time: ISO 8601, which may end behind the year, the month, the day, the hour or the minute,
 * or milliseconds since 1970.
 *
 * @returns ticks since 1970, or null if it is no time
 */
export function timeOf(value: Scalar | bigint): bigint | null {
  if (typeof value === "boolean") return null;
  if (typeof value === "bigint") return wholeNumber(value * TICKS_PER_MILLISECOND);
  if (typeof value === "number") return timeOf(BigInt(Math.trunc(value)));
  const ticks = ticksOf(value);
  if (ticks !== null) return ticks;
  const found = DATE.exec(value);
  if (!found) return MILLISECONDS.test(value) ? timeOf(BigInt(value)) : null;
  const [, year, month = "01", day = "01", hour = "00", minute = "00", offset = "Z"] = found;
  return ticksOf(`${year}-${month}-${day}T${hour}:${minute}:00${offset}`);
}
