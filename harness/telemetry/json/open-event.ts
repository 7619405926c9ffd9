/**
 * JSON of no shape we know. A field is found by its name as it stands, else by its dotted path;
 * a path goes through arrays and then gives a list. Values keep their types, an object is given as
 * its JSON text.
 */
import { eventClass, type EventClass, type Schema } from "../../events/event-class.ts";
import type { LogEvent, OriginalFields } from "../../events/event.ts";
import type { FieldValue } from "../../events/field-value.ts";
import type { LogSource } from "../../events/log-sources/log-source.ts";
import type { BytePrefilter } from "../../events/byte-prefilter.ts";
import { isoOfNumber, isoOfText } from "../records/iso-time.ts";
import { fieldLayoutOf } from "../records/field-layout.ts";
import { numberOf } from "../records/windows-event.ts";
import { ecsOriginal } from "./ecs-original.ts";
import { find, leafPaths } from "./json-path.ts";
import type { JsonObject } from "./json-value.ts";

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

/**
 * Returns a JSON object as an event. Its class has no channel; its source is what is declared.
 *
 * @param original the schema in which it was recorded, if it is known to follow one
 */
export function openEvent(
  value: JsonObject,
  position: number,
  declared: LogSource | null,
  original: Schema | null = null,
): LogEvent {
  const id = value["EventID"];
  const eventId = typeof id === "number" ? String(id) : typeof id === "string" ? id : undefined;
  const cls = eventClass(null, null, numberOf(eventId), declared, original);
  return original === null
    ? new OpenEvent(value, position, cls)
    : new OriginalEvent(new OpenEvent(value, position, cls), () => value);
}

/** Whether telemetry was declared to be of Windows. */
export function isWindows(declared: LogSource | null): boolean {
  return declared?.product?.toLowerCase() === "windows";
}

/** An event that was recorded in ECS: as it is read by whoever does not speak that, and as it is. */
export class OriginalEvent implements LogEvent {
  readonly class: EventClass;
  readonly position: number;
  readonly #event: LogEvent;
  readonly #document: () => JsonObject;
  #original: OriginalFields | undefined;

  /** @param document gives it, once it is asked for */
  constructor(event: LogEvent, document: () => JsonObject) {
    this.class = event.class;
    this.position = event.position;
    this.#event = event;
    this.#document = document;
  }

  get original(): OriginalFields {
    return (this.#original ??= ecsOriginal(this.#document));
  }

  get record(): number | null {
    return this.#event.record;
  }

  get time(): string | null {
    return this.#event.time;
  }

  get computer(): string | null {
    return this.#event.computer;
  }

  get fields(): readonly string[] {
    return this.#event.fields;
  }

  get(field: string): FieldValue | undefined {
    return this.#event.get(field);
  }

  passes(prefilter: BytePrefilter): boolean {
    return this.#event.passes?.(prefilter) ?? true;
  }
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
    this.#fields ??= fieldLayoutOf([...leafPaths(this.#value)]).fields;
    return this.#fields;
  }

  get time(): string | null {
    for (const field of TIME_FIELDS) {
      const time = timeOf(this.get(field));
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

/** Numbers of that many digits come as texts, in which they keep them. */
const LONG_NUMBER = /^\d{16,}$/;

function timeOf(value: FieldValue | undefined): string | null {
  if (typeof value === "number") return isoOfNumber(value);
  if (typeof value !== "string") return null;
  return isoOfText(value) ?? (LONG_NUMBER.test(value) ? isoOfNumber(Number(value)) : null);
}
