import { eventClass, type EventClass } from "../events/event-class.ts";
import type { LogEvent } from "../events/event.ts";
import type { FieldValue } from "../events/field-value.ts";
import { walkFields, type EventElement, type TextOps } from "./event-fields.ts";
import { isoOfText } from "./iso-time.ts";
import { shapeOf, type Shape } from "./shape.ts";

/**
 * Windows events that come as text (Event XML, JSON): the fields are known when the event is made.
 * The names are the ones documented at `LogEvent`; the EVTX reader gives the same by other means.
 */

type TextOrList = string | string[];

/** Collects the fields of one Windows event, in the order of the record. */
export class WindowsFields {
  readonly #values = new Map<string, TextOrList>();

  /** A name that comes again makes a list. */
  add(name: string, value: string): void {
    const known = this.#values.get(name);
    if (known === undefined) this.#values.set(name, value);
    else if (typeof known === "string") this.#values.set(name, [known, value]);
    else known.push(value);
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  /** The first value of a field, or `undefined`. */
  first(name: string): string | undefined {
    const value = this.#values.get(name);
    return typeof value === "string" ? value : value?.[0];
  }

  /** Returns the event; without a channel it is of the class that `cls` says. */
  event(position: number, cls: EventClass = this.class()): LogEvent {
    return new TextEvent(cls, position, shapeOf([...this.#values.keys()]), [
      ...this.#values.values(),
    ]);
  }

  class(): EventClass {
    return windowsClass(this.first("Provider_Name"), this.first("Channel"), this.first("EventID"));
  }
}

const PLAIN_TEXT: TextOps<string> = {
  empty: "",
  isBlank: (text) => text.trim() === "",
  textOf: (text) => text,
};

/** Returns the fields of an event that is given as its elements. */
export function fieldsOfElements(event: EventElement<string>): WindowsFields {
  const fields = new WindowsFields();
  walkFields(event, PLAIN_TEXT, (name, text) =>
    fields.add(name, name === TIME_FIELD ? windowsTime(text) : text),
  );
  return fields;
}

/** Classes by their texts, a short way to `eventClass`; emptied when a hostile file fills it. */
const classes = new Map<string, EventClass>();
const MAX_CLASSES = 10_000;

/** Returns the class of an event from the texts of its `System` part. */
export function windowsClass(provider?: string, channel?: string, eventId?: string): EventClass {
  const key = `${eventId}\0${channel}\0${provider}`;
  let known = classes.get(key);
  if (!known) {
    if (classes.size >= MAX_CLASSES) classes.clear();
    known = eventClass(provider ?? null, channel ?? null, numberOf(eventId));
    classes.set(key, known);
  }
  return known;
}

/** Returns a whole number written plainly, or `null`. */
export function numberOf(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,20}$/.test(text) ? Number(text) : null;
}

/** The field under which the time of a Windows event stands. */
export const TIME_FIELD = "TimeCreated_SystemTime";

/** Windows has written that time with three, seven and nine digits; the value is the same. */
export function windowsTime(text: string): string {
  return isoOfText(text) ?? text;
}

class TextEvent implements LogEvent {
  readonly class: EventClass;
  readonly position: number;
  readonly #shape: Shape;
  readonly #values: readonly TextOrList[];

  constructor(cls: EventClass, position: number, shape: Shape, values: readonly TextOrList[]) {
    this.class = cls;
    this.position = position;
    this.#shape = shape;
    this.#values = values;
  }

  get fields(): readonly string[] {
    return this.#shape.fields;
  }

  get record(): number | null {
    return numberOf(firstText(this.get("EventRecordID")));
  }

  get time(): string | null {
    return isoOfText(firstText(this.get(TIME_FIELD)) ?? "");
  }

  get computer(): string | null {
    return firstText(this.get("Computer")) ?? null;
  }

  get(field: string): FieldValue | undefined {
    const index = this.#shape.indexOf.get(field);
    return index === undefined ? undefined : this.#values[index];
  }
}

/** Returns the text of a field, of a list its first; `undefined` if it is absent or no text. */
export function firstText(value: FieldValue | undefined): string | undefined {
  const first = Array.isArray(value) ? (value as readonly FieldValue[])[0] : value;
  return typeof first === "string" ? first : undefined;
}
