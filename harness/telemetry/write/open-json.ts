/**
 * Telemetry of no Windows log, as the JSON object that it was read from. An event gives an object
 * among its values as JSON text; the names of its fields tell which values are such objects.
 */
import type { ShownEvent } from "../../events/event.ts";
import type { FieldValue } from "../../events/field-value.ts";
import { isList } from "../../events/texts.ts";

/** Returns the event as JSON text on one line. */
export function openJsonText(event: ShownEvent): string {
  const members = new Map<string, unknown>();
  for (const field of event.fields) {
    const key = keyOf(event, field);
    if (!members.has(key))
      members.set(key, key === field ? event.get(key) : parsed(event.get(key)));
  }
  // Not an object: that would put names such as "1" first.
  const texts = [...members].map(
    ([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value ?? null)}`,
  );
  return `{${texts.join(",")}}`;
}

/** Returns the shortest head of a dotted path that is a key of the event itself. */
function keyOf(event: ShownEvent, path: string): string {
  for (let dot = path.indexOf("."); dot > 0; dot = path.indexOf(".", dot + 1)) {
    const head = path.slice(0, dot);
    if (reaches(parsed(event.get(head)), path.slice(dot + 1))) return head;
  }
  return path;
}

/** Below this many levels nothing is looked at; no reader lets such a document through. */
const MAX_LEVELS = 200;

/** Whether something stands at a dotted path below a value. */
function reaches(value: unknown, path: string, level = 0): boolean {
  if (level > MAX_LEVELS) return false;
  if (Array.isArray(value)) return value.some((each) => reaches(each, path, level + 1));
  if (typeof value !== "object" || value === null) return false;
  if (Object.hasOwn(value, path)) return true;
  return Object.entries(value).some(
    ([key, member]) =>
      path.startsWith(`${key}.`) && reaches(member, path.slice(key.length + 1), level + 1),
  );
}

/** A value below which the event has fields: an object, or a list with objects in it. */
function parsed(value: FieldValue | undefined): unknown {
  if (isList(value)) return value.map(parsed);
  if (typeof value !== "string" || !value.startsWith("{")) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}
