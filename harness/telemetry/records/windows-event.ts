/** What all Windows events have in common, however they were recorded. */
import { BoundedCache } from "../../caches/bounded-cache.ts";
import { eventClass, type EventClass } from "../../events/event-class.ts";
import type { FieldValue } from "../../events/field-value.ts";
import { isoOfText } from "./iso-time.ts";

/** By the texts of a class: a short way to `eventClass`, which interns them. */
const classes = new BoundedCache<string, EventClass>(10_000, 4_000_000);

/** Returns the class of an event from the texts of its `System` part. */
export function windowsClass(provider?: string, channel?: string, eventId?: string): EventClass {
  const key = `${eventId}\0${channel}\0${provider}`;
  const known = classes.get(key);
  if (known) return known;
  return classes.add(
    key,
    eventClass(provider ?? null, channel ?? null, numberOf(eventId)),
    key.length,
  );
}

/** Returns a whole number written plainly, or `null`. */
export function numberOf(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,20}$/.test(text) ? Number(text) : null;
}

/** The field under which the time of a Windows event stands. */
export const TIME_FIELD = "TimeCreated_SystemTime";

/** Windows has written that time with three, seven and nine digits; the value is the same. */
export function windowsTime(text: string): string {
  return isoOfText(text) ?? text;
}

/** Returns the text of a field, of a list its first; `undefined` if it is absent or no text. */
export function firstText(value: FieldValue | undefined): string | undefined {
  const first = Array.isArray(value) ? (value as readonly FieldValue[])[0] : value;
  return typeof first === "string" ? first : undefined;
}
