/** When an event was, and what came first of events of one time. */
import type { FieldValue } from "../../events/field-value.ts";
import { TICKS_PER_MILLISECOND } from "../../events/time.ts";
import { readAs, scalarsOf, timeOf, type Scalar } from "../values/typed-values.ts";
import { compareValues, type Value } from "../values/value.ts";
import type { Occurrence, ReadField } from "../model/matcher.ts";
import type { Sequence } from "../model/sequence.ts";

/** What orders events: their time, and a tiebreaker for those of one time. */
export interface Ordinal {
  readonly ticks: bigint;
  /** Null comes last. */
  readonly tiebreaker: Value;
}

/** Which fields tell the order of events. */
export type EventOrder = Pick<Sequence, "timeField" | "tiebreaker">;

/** Returns the ordinal of an event; null if it has no time. */
export function ordinalOf(
  occurrence: Occurrence,
  read: ReadField,
  { timeField, tiebreaker }: EventOrder,
): Ordinal | null {
  const own = timeField === undefined ? null : firstTime(read(timeField));
  const ticks = own ?? firstTime(occurrence.time);
  if (ticks === null) return null;
  if (!tiebreaker) return { ticks, tiebreaker: occurrence.position };
  const [value] = scalarsOf(read(tiebreaker.field));
  return { ticks, tiebreaker: value === undefined ? null : readAs(tiebreaker.type, value) };
}

/** Returns the fields that `ordinalOf` reads. */
export function fieldsOfOrder({ timeField, tiebreaker }: EventOrder): readonly string[] {
  return [timeField, tiebreaker?.field].filter((field) => field !== undefined);
}

/** Order of ordinals: zero for events of which none follows the other. */
export function compareOrdinals(a: Ordinal, b: Ordinal): number {
  if (a.ticks !== b.ticks) return a.ticks < b.ticks ? -1 : 1;
  if (a.tiebreaker === null || b.tiebreaker === null)
    return Number(a.tiebreaker === null) - Number(b.tiebreaker === null);
  return compareValues(a.tiebreaker, b.tiebreaker) ?? 0;
}

function firstTime(value: FieldValue | undefined): bigint | null {
  const [first] = scalarsOf(value);
  return first === undefined ? null : ticksIn(first);
}

/** Parts of a millisecond count too, where the time is a number. */
function ticksIn(value: Scalar): bigint | null {
  if (typeof value !== "number") return timeOf(value);
  if (!Number.isFinite(value)) return null;
  const whole = Math.trunc(value);
  const rest = Math.round((value - whole) * Number(TICKS_PER_MILLISECOND));
  return BigInt(whole) * TICKS_PER_MILLISECOND + BigInt(rest);
}
