/** The values of the fields by which the steps of a sequence are joined. */
import type { FieldType } from "../../../events/field-type.ts";
import type { FieldValue } from "../../../events/field-value.ts";
import { isoOf, TICKS_PER_MILLISECOND } from "../../../events/time.ts";
import { readAs, scalarsOf, type Scalar } from "../../values/typed-values.ts";
import { compareValues, type Value } from "../../values/value.ts";
import type { JoinValue, ReadField } from "../../model/matcher.ts";
import { compareCodePoints } from "../../values/code-point-order.ts";
import type { JoinKey } from "../../model/sequence.ts";

/** A value for each of the keys. */
export interface Joined {
  /** A text that no other combination of values has. */
  readonly id: string;
  /** As they compare. */
  readonly values: readonly Value[];
  /** As a match shows them. */
  readonly shown: readonly JoinValue[];
}

/** The key values of one event. */
export interface JoinReading {
  /** In the order of the values, none twice; empty if the event lacks one that it must have. */
  readonly joined: readonly Joined[];
  /** Whether the event has more combinations than are looked at. */
  readonly isCut: boolean;
}

interface KeyValue {
  readonly value: Value;
  readonly shown: JoinValue;
}

/** Combinations of one event's values that are looked at. */
export const MOST_JOINED = 1_000;

const NO_KEYS: JoinReading = { joined: [{ id: "", values: [], shown: [] }], isCut: false };
const NULL: KeyValue = { value: null, shown: null };

/**
 * Reads the keys of an event. A field with several values gives a combination with each of them; one
 * without any gives null if the key is optional.
 */
export function joinReading(keys: readonly JoinKey[], read: ReadField): JoinReading {
  if (keys.length === 0) return NO_KEYS;
  let combinations: KeyValue[][] = [[]];
  let isCut = false;
  for (const { field, type, isOptional } of keys) {
    const found = keyValues(read(field), type);
    if (found.length === 0 && !isOptional) return { joined: [], isCut: false };
    const most = Math.max(1, Math.floor(MOST_JOINED / combinations.length));
    isCut ||= found.length > most;
    const values = found.length > 0 ? found.slice(0, most) : [NULL];
    combinations = combinations.flatMap((before) => values.map((value) => [...before, value]));
  }
  const joined = combinations.map(joinedOf);
  if (joined.length === 1) return { joined, isCut };
  const unique = new Map(joined.map((one) => [one.id, one]));
  return { joined: [...unique.values()].sort(byValues), isCut };
}

/** Compares by the values, those of the first key first; null comes before all others. */
export function byValues(a: Joined, b: Joined): number {
  for (const [i, value] of a.values.entries()) {
    const order = compareKeys(value, b.values[i] ?? null);
    if (order !== 0) return order;
  }
  return 0;
}

function compareKeys(a: Value, b: Value): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  return compareValues(a, b) ?? compareCodePoints(typeof a, typeof b);
}

function keyValues(value: FieldValue | undefined, type: FieldType): KeyValue[] {
  const found: KeyValue[] = [];
  for (const scalar of scalarsOf(value)) {
    const read = readAs(type, scalar);
    if (read !== null) found.push({ value: read, shown: shownValue(type, scalar, read) });
  }
  return found;
}

/** Whole numbers that are too great for a number are texts; times are ISO 8601. */
function shownValue(type: FieldType, scalar: Scalar, value: Value): JoinValue {
  if (type === "ip" || type === "version") return String(scalar);
  if (typeof value !== "bigint") return value;
  if (type === "date")
    return value % TICKS_PER_MILLISECOND === 0n
      ? new Date(Number(value / TICKS_PER_MILLISECOND)).toISOString()
      : isoOf(value);
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

/** A whole number and a decimal one of the same size are the same value; a text is another. */
function joinedOf(values: readonly KeyValue[]): Joined {
  const compared = values.map(({ value }) => value);
  const id = JSON.stringify(
    compared.map((value) => {
      if (typeof value !== "bigint") return value;
      const number = Number(value);
      return Number.isSafeInteger(number) ? number : { number: String(value) };
    }),
  );
  return { id, values: compared, shown: values.map(({ shown }) => shown) };
}
