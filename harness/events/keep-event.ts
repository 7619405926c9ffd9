import type { FieldValue } from "./field-value.ts";
import type { LogEvent, OriginalFields, ShownEvent } from "./event.ts";

/** Returns what is shown as an event that stays valid: itself, or a copy if it is gone afterwards. */
export function keepEvent(event: ShownEvent): LogEvent {
  return isKept(event) ? event : new EventCopy(event);
}

function isKept(event: ShownEvent): event is LogEvent {
  return event.isTransient !== true;
}

/** All that an event holds, decoded. */
class EventCopy implements LogEvent {
  readonly class;
  readonly position;
  readonly record;
  readonly time;
  readonly computer;
  readonly fields;
  readonly original?: OriginalFields;
  readonly #values: ReadonlyMap<string, FieldValue | undefined>;

  constructor(event: ShownEvent) {
    this.class = event.class;
    this.position = event.position;
    this.record = event.record;
    this.time = event.time;
    this.computer = event.computer;
    this.fields = event.fields;
    this.#values = new Map(event.fields.map((field) => [field, event.get(field)]));
    // It is made of a document, which is no piece of memory that is read to again.
    if (event.original) this.original = event.original;
  }

  get(field: string): FieldValue | undefined {
    return this.#values.get(field);
  }
}
