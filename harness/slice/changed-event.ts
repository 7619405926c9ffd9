import type { ShownEvent } from "../events/event.ts";
import type { FieldValue } from "../events/field-value.ts";
import { isList } from "../events/texts.ts";
import { ticksOf, isoOf } from "../events/time.ts";
import type { TextChange } from "./redaction/text-change.ts";
import { mayHaveValuesForKeys, withChangedKeys } from "./redaction/json-keys.ts";

/** Returns an event whose texts are changed, one field at a time and when it is asked for. */
export function changedEvent(event: ShownEvent, change: TextChange, moved: bigint): ShownEvent {
  const named = mayHaveValuesForKeys(event) ? withChangedKeys(event, change) : event;
  return changedTexts(named, change, moved);
}

function changedTexts(event: ShownEvent, change: TextChange, moved: bigint): ShownEvent {
  const isOpen = event.class.channel === null;
  const { time } = event;
  const ticks = time === null ? null : ticksOf(time);
  return {
    class: event.class,
    position: event.position,
    record: event.record,
    time: ticks === null ? time : isoOf(ticks + moved),
    computer: event.computer === null ? null : change("Computer", event.computer),
    fields: event.fields,
    get(field) {
      const value = event.get(field);
      return value === undefined ? undefined : changedValue(field, value, change, isOpen);
    },
  };
}

function changedValue(
  field: string,
  value: FieldValue,
  change: TextChange,
  isOpen: boolean,
): FieldValue {
  if (typeof value === "string")
    return isOpen ? changedOpen(field, value, change) : change(field, value);
  if (isList(value)) return value.map((each) => changedValue(field, each, change, isOpen));
  return value;
}

/** In JSON of no known shape a text may stand for an object. */
function changedOpen(field: string, text: string, change: TextChange): string {
  if (!text.startsWith("{")) return change(field, text);
  try {
    return JSON.stringify(changedJson(field, JSON.parse(text), change));
  } catch {
    return change(field, text);
  }
}

function changedJson(field: string, value: unknown, change: TextChange): unknown {
  if (typeof value === "string") return change(field, value);
  if (Array.isArray(value)) return value.map((each) => changedJson(field, each, change));
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => [
    name,
    changedJson(name, member, change),
  ]);
  return Object.fromEntries(members) as unknown;
}
