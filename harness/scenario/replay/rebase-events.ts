import type { ShownEvent } from "../../events/event.ts";
import type { FieldValue } from "../../events/field-value.ts";
import { isoOf, ticksOf } from "../../events/time.ts";

/**
 * Returns a function that moves the events of one recording in time: the first that has a time
 * comes to stand at `rebase`, and the gaps between them are kept. Without `rebase`, events stay.
 */
export function rebaseEvents(rebase: string | undefined): (event: ShownEvent) => ShownEvent {
  const start = rebase === undefined ? null : ticksOf(rebase);
  if (start === null) return (event) => event;
  let shift: bigint | null = null;
  return (event) => {
    const ticks = event.time === null ? null : ticksOf(event.time);
    if (ticks === null) return event;
    shift ??= start - ticks;
    return movedTo(event, isoOf(ticks + shift), shift);
  };
}

function movedTo(event: ShownEvent, time: string, shift: bigint): ShownEvent {
  const { original } = event;
  return {
    class: event.class,
    position: event.position,
    record: event.record,
    computer: event.computer,
    fields: event.fields,
    time,
    get(field) {
      if (field === "TimeCreated_SystemTime") return time;
      return field === "UtcTime" ? movedUtcTime(event.get(field), shift) : event.get(field);
    },
    ...(original && {
      original: {
        fields: original.fields,
        get(field) {
          const value = original.get(field);
          if (field !== "@timestamp") return value;
          return typeof value === "number" ? time : moved(value, shift);
        },
      },
    }),
  };
}

/** A time that is none stays as it is. */
function moved(value: FieldValue | undefined, shift: bigint): FieldValue | undefined {
  const ticks = typeof value === "string" ? ticksOf(value) : null;
  return ticks === null ? value : isoOf(ticks + shift);
}

/** Sysmon's own time of an event: `2026-01-15 09:00:00.123`, without zone. */
function movedUtcTime(value: FieldValue | undefined, shift: bigint): FieldValue | undefined {
  const time = moved(value, shift);
  return typeof time === "string" && time !== value ? time.replace("T", " ").slice(0, 23) : value;
}
