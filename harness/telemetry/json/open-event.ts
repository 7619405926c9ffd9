/**
 * JSON of no shape we know. A field is found by its name as it stands, else by its dotted path;
 * a path goes through arrays and then gives a list. Values keep their types, an object is given as
 * its JSON text.
 */
import { eventClass, type EventClass } from "../../events/event-class.ts";
import type { LogEvent } from "../../events/event.ts";
import type { FieldValue } from "../../events/field-value.ts";
import type { LogSource } from "../../events/log-source.ts";
import { isoOfNumber, isoOfText } from "../iso-time.ts";
import { shapeOf } from "../shape.ts";
import { numberOf } from "../windows-event.ts";
import { isObject, type JsonObject, jsonText } from "./json-value.ts";

/** Where recorders put an event's time, and the name of its machine. */
const TIME_FIELDS = [
  "@timestamp",
  "timestamp",
  "eventTime",
  "time",
  "TimeGenerated",
  "Timestamp",
  "TimeCreated",
  "CreationTime",
  "UtcTime",
  "event.created",
  "published",
];
const COMPUTER_FIELDS = [
  "host.name",
  "host.hostname",
  "Computer",
  "computer_name",
  "DeviceName",
  "hostname",
  "Hostname",
];

/** Below this many levels nothing is looked at; the reader of files refuses such documents. */
const MAX_LEVELS = 200;

/** Returns a JSON object as an event. Its class has no channel; its source is what is declared. */
export function openEvent(
  value: JsonObject,
  position: number,
  declared: LogSource | null,
): LogEvent {
  const id = value["EventID"];
  const eventId = typeof id === "number" ? String(id) : typeof id === "string" ? id : undefined;
  return new OpenEvent(value, position, eventClass(null, null, numberOf(eventId), declared));
}

class OpenEvent implements LogEvent {
  readonly class: EventClass;
  readonly position: number;
  readonly record = null;
  readonly #value: JsonObject;
  #fields: readonly string[] | undefined;
  readonly #got = new Map<string, FieldValue | undefined>();

  constructor(value: JsonObject, position: number, cls: EventClass) {
    this.class = cls;
    this.position = position;
    this.#value = value;
  }

  get fields(): readonly string[] {
    this.#fields ??= shapeOf([...leafPaths(this.#value)]).fields;
    return this.#fields;
  }

  get time(): string | null {
    for (const field of TIME_FIELDS) {
      const value = this.get(field);
      const time =
        typeof value === "string"
          ? isoOfText(value)
          : typeof value === "number"
            ? isoOfNumber(value)
            : null;
      if (time !== null) return time;
    }
    return null;
  }

  get computer(): string | null {
    for (const field of COMPUTER_FIELDS) {
      const value = this.get(field);
      if (typeof value === "string") return value;
    }
    return null;
  }

  get(field: string): FieldValue | undefined {
    const known = this.#got.get(field);
    if (known !== undefined || this.#got.has(field)) return known;
    const value = find(this.#value, field, 0);
    this.#got.set(field, value);
    return value;
  }
}

/** Returns what stands at a path below a value; `undefined` if nothing does. */
function find(value: unknown, path: string, level: number): FieldValue | undefined {
  if (level > MAX_LEVELS) return undefined;
  if (Array.isArray(value)) {
    const found = value
      .map((each) => find(each, path, level + 1))
      .filter((each) => each !== undefined);
    return found.length === 0 ? undefined : found.flatMap((each) => each);
  }
  if (!isObject(value)) return undefined;
  if (Object.hasOwn(value, path)) return fieldValue(value[path], level + 1);
  // A key may itself hold dots, so each head of the path is tried, the longest first.
  for (let dot = path.lastIndexOf("."); dot > 0; dot = path.lastIndexOf(".", dot - 1)) {
    const head = path.slice(0, dot);
    if (!Object.hasOwn(value, head)) continue;
    const found = find(value[head], path.slice(dot + 1), level + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function fieldValue(value: unknown, level: number): FieldValue | undefined {
  if (Array.isArray(value))
    return level > MAX_LEVELS ? [] : value.map((each) => fieldValue(each, level + 1) ?? null);
  if (isObject(value)) return jsonText(value);
  return value as FieldValue | undefined;
}

/** Dotted paths of everything that is no object, each once. */
function leafPaths(value: JsonObject): Set<string> {
  const paths = new Set<string>();
  collectPaths(value, "", 0, paths);
  return paths;
}

function collectPaths(value: unknown, path: string, level: number, paths: Set<string>): void {
  if (level > MAX_LEVELS) return;
  if (Array.isArray(value) && value.some(isObject)) {
    for (const each of value) collectPaths(each, path, level + 1, paths);
  } else if (isObject(value) && (level === 0 || Object.keys(value).length > 0)) {
    for (const key of Object.keys(value))
      collectPaths(value[key], path === "" ? key : `${path}.${key}`, level + 1, paths);
  } else paths.add(path);
}
