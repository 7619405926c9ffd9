import { isRecord, type UnknownRecord } from "../../text/record.ts";

export { isRecord as isObject };

/** A JSON object, as `JSON.parse` gives it. */
export type JsonObject = UnknownRecord;

/** Returns the value of a JSON text, or `undefined`, which no JSON text means. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/**
 * Returns the records that a document delivers, or `null` if it is one itself: the elements of an
 * array; CloudTrail writes `{"Records": […]}`, Azure's diagnostic settings `{"records": […]}`. One that
 * has another member besides is no such envelope.
 */
export function recordsOf(document: unknown): readonly unknown[] | null {
  if (Array.isArray(document)) return document as readonly unknown[];
  if (!isRecord(document) || Object.keys(document).length !== 1) return null;
  return recordsIn(document);
}

/** Returns the list that stands where envelopes have their records, whatever else there is; or `null`. */
export function recordsIn(document: JsonObject): readonly unknown[] | null {
  const lists = [document["Records"], document["records"]];
  return (lists.find((list) => Array.isArray(list)) as readonly unknown[] | undefined) ?? null;
}

/*
 * Texts of Windows events that come as JSON. Windows telemetry is text: numbers and booleans become
 * what Event XML shows, `null` is an empty text.
 */

/** Returns one value as text; an object as its JSON text. */
export function textOfJson(value: unknown): string {
  if (typeof value === "string") return value;
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? jsonText(value) : String(value as number | boolean | bigint);
}

/** Returns each element of a list as text, or the one value. */
export function textsOfJson(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(textOfJson) : [textOfJson(value)];
}

/** Returns an object as JSON text. */
export function jsonText(value: object): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    // Nested beyond what the call stack holds: no reader lets such a value through.
    if (error instanceof RangeError) return "";
    throw error;
  }
}

/** Returns what stands at one of the paths: each is one key, or the keys to go down by. */
export function valueAt(value: JsonObject, ...paths: readonly string[]): unknown {
  for (const path of paths) {
    const found = Object.hasOwn(value, path) ? value[path] : down(value, path.split("."));
    if (found !== undefined) return found;
  }
  return undefined;
}

function down(value: JsonObject, keys: readonly string[]): unknown {
  let at: unknown = value;
  for (const key of keys) {
    if (!isRecord(at) || !Object.hasOwn(at, key)) return undefined;
    at = at[key];
  }
  return at;
}
