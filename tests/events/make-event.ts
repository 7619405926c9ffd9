import { eventClass } from "../../harness/events/event-class.ts";
import type { LogEvent } from "../../harness/events/event.ts";
import type { FieldValue } from "../../harness/events/field-value.ts";

export const SYSMON = "Microsoft-Windows-Sysmon/Operational";

interface Made {
  readonly channel?: string | null;
  readonly eventId?: number | null;
  readonly provider?: string | null;
  readonly position?: number;
  readonly time?: string | null;
}

/** Returns an event with these fields; of Sysmon 1 unless it is said otherwise. */
export function makeEvent(fields: Readonly<Record<string, FieldValue>>, made: Made = {}): LogEvent {
  const {
    channel = SYSMON,
    eventId = 1,
    provider = "Microsoft-Windows-Sysmon",
    position = 1,
    time = null,
  } = made;
  return {
    class: eventClass(provider, channel, eventId),
    position,
    record: position,
    time,
    computer: "WS-01",
    fields: Object.keys(fields),
    get: (field) => (Object.hasOwn(fields, field) ? fields[field] : undefined),
  };
}

/** Returns a Security 4688 event with these fields. */
export function make4688(fields: Readonly<Record<string, FieldValue>>): LogEvent {
  return makeEvent(fields, {
    channel: "Security",
    eventId: 4688,
    provider: "Microsoft-Windows-Security-Auditing",
  });
}
