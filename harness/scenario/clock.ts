import type { LogEvent } from "../events/event.ts";
import { isoOf, ticksOf } from "../events/time.ts";

/**
 * Returns a function that moves the events of one recording in time: the first that has a time
 * comes to stand at `rebase`, and the gaps between them are kept. Without `rebase`, events stay.
 */
export function rebasing(rebase: string | undefined): (event: LogEvent) => LogEvent {
  const start = rebase === undefined ? null : ticksOf(rebase);
  if (start === null) return (event) => event;
  let shift: bigint | null = null;
  return (event) => {
    const ticks = event.time === null ? null : ticksOf(event.time);
    if (ticks === null) return event;
    shift ??= start - ticks;
    return movedTo(event, isoOf(ticks + shift));
  };
}

function movedTo(event: LogEvent, time: string): LogEvent {
  return {
    class: event.class,
    position: event.position,
    record: event.record,
    computer: event.computer,
    fields: event.fields,
    time,
    get: (field) => (field === "TimeCreated_SystemTime" ? time : event.get(field)),
  };
}
