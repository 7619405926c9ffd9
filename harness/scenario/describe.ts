import { describeLogSource } from "../events/log-sources/log-source.ts";
import type { Count } from "./format/schema.ts";
import type { DroppedEvents } from "../matching/model/dropped-events.ts";
import { plural } from "../text/plural.ts";
import type { EventReference } from "../matching/model/match.ts";
import type { Blindness } from "../matching/liveness/liveness.ts";

/** Whether a number is what was asked for: exactly n, or between `min` and `max`, both included. */
export function fits(number: number, wanted: Count): boolean {
  if (typeof wanted === "number") return number === wanted;
  return number >= (wanted.min ?? 0) && number <= (wanted.max ?? Infinity);
}

/** Returns what was asked for in words: `2 matches`, `at least 1 event`. */
export function describeCount(wanted: Count, noun: string): string {
  if (typeof wanted === "number") return plural(wanted, noun);
  const { min, max } = wanted;
  if (min !== undefined && max !== undefined) return `${min} to ${plural(max, noun)}`;
  return max !== undefined ? `at most ${plural(max, noun)}` : `at least ${plural(min ?? 0, noun)}`;
}

/** Returns the sensor of an event, and its id if it has one: `sysmon 1`. */
export function sensorAndId({ sensor, eventId }: EventReference): string {
  return eventId === null ? sensor : `${sensor} ${eventId}`;
}

/** Returns a blindness in words, to follow "The rule is blind here:". */
export function describeBlindness(blind: Blindness): string {
  switch (blind.kind) {
    case "log-source":
      return `there is no event of its log source (${describeLogSource(blind.logSource)})`;
    case "class":
      return `there is no event of the class it asks for (${blind.wanted.join(", ")})`;
    case "fields":
      // No field is to blame where constants decide: `process where false`.
      if (blind.fields.length === 0) return "no event at all can satisfy its condition";
      return `it needs ${blind.fields.join(", ")}, which neither sensor nor recording supplies`;
    case "time":
      return "it needs the time of events, and no event that it asks for has one that can be read";
    case "uncounted":
      return `it could count none of the ${plural(blind.events, "event")} that came to a part of it: ${describeDroppedEvents(blind.dropped).join(", ")}`;
  }
}

/** Returns in words what a rule on several events could not take into account; one line each. */
export function describeDroppedEvents(dropped: DroppedEvents): string[] {
  const { ungrouped, unmeasured, untimed, late, cut } = dropped;
  const reasons: readonly (readonly [number, string])[] = [
    [ungrouped, "without a field that it groups by"],
    [unmeasured, "without the value that it measures"],
    [untimed, "without a time"],
    [late, "too far behind later events in the recording"],
    [cut, "more than can be kept"],
  ];
  return reasons.flatMap(([count, reason]) =>
    count > 0 ? [`${plural(count, "event")} ${reason}`] : [],
  );
}
