/**
 * JSON of no known shape may have values for keys: `{"tags":{"alice@corp.example":…}}`. Keys of letters only are
 * words of a schema, and stay.
 */
import type { ShownEvent } from "../../events/event.ts";
import type { JsonObject } from "../../telemetry/json/json-value.ts";
import { openEvent } from "../../telemetry/json/open-event.ts";
import { openJsonText } from "../../telemetry/write/open-json.ts";
import type { TextChange } from "./text-change.ts";

const SCHEMA_PATH = /^@?[\p{L}_.]*$/u;
const SCHEMA_WORD = /^@?[\p{L}_]*$/u;

/** Whether some field of an event has a name in which more than words of a schema may stand. */
export function mayHaveValuesForKeys({ class: { channel }, fields }: ShownEvent): boolean {
  return channel === null && !fields.every((field) => SCHEMA_PATH.test(field));
}

/** Returns the keys of an event that may be values. */
export function valuesForKeys(event: ShownEvent): readonly string[] {
  const keys: string[] = [];
  if (mayHaveValuesForKeys(event)) collectKeys(JSON.parse(openJsonText(event)), keys);
  return keys;
}

/** Returns the event with other keys, and the same values. */
export function withChangedKeys(event: ShownEvent, change: TextChange): ShownEvent {
  const document: unknown = JSON.parse(openJsonText(event));
  const changed = openEvent(keysChanged(document, change) as JsonObject, event.position, null);
  return {
    class: event.class,
    position: event.position,
    record: event.record,
    time: event.time,
    computer: event.computer,
    fields: changed.fields,
    get: (field) => changed.get(field),
  };
}

function collectKeys(value: unknown, keys: string[]): void {
  if (Array.isArray(value)) for (const each of value) collectKeys(each, keys);
  else if (typeof value === "object" && value !== null)
    for (const [key, member] of Object.entries(value)) {
      if (!SCHEMA_WORD.test(key)) keys.push(key);
      collectKeys(member, keys);
    }
}

/** Two keys that become one, forms of one name, are told apart by a number. */
function keysChanged(value: unknown, change: TextChange): unknown {
  if (Array.isArray(value)) return value.map((each) => keysChanged(each, change));
  if (typeof value !== "object" || value === null) return value;
  const members = new Map<string, unknown>();
  for (const [key, member] of Object.entries(value)) {
    const other = SCHEMA_WORD.test(key) ? key : change("", key);
    const isFree = other === key || !(Object.hasOwn(value, other) || members.has(other));
    members.set(isFree ? other : `${other}-${members.size}`, keysChanged(member, change));
  }
  return Object.fromEntries(members) as unknown;
}
