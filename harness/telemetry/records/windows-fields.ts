/**
 * Windows events that come as text (Event XML, JSON): the fields are known when the event is made.
 * The names are the ones documented at `LogEvent`; the EVTX reader gives the same by other means.
 */
import type { EventClass } from "../../events/event-class.ts";
import type { LogEvent } from "../../events/event.ts";
import { walkFields, type EventElement, type TextOps } from "./event-fields.ts";
import { UnreadData, unreadPart } from "./unread-data.ts";
import { fieldLayoutOf, type FieldLayout } from "./field-layout.ts";
import { NameBudget } from "./name-budget.ts";
import { TIME_FIELD, windowsClass, windowsTime } from "./windows-event.ts";
import { WindowsRecord } from "./windows-record.ts";

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
    return new TextEvent(cls, position, fieldLayoutOf([...this.#values.keys()]), [
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

/**
 * Returns the fields of an event that is given as its elements; `null` if their names come to too much.
 *
 * @param units that the event is long, in UTF-16
 * @throws {UnreadData}
 */
export function fieldsOfElements(event: EventElement<string>, units: number): WindowsFields | null {
  const fields = new WindowsFields();
  const found: [name: string, text: string][] = [];
  const budget = new NameBudget(units);
  let isWithin = true;
  walkFields(event, PLAIN_TEXT, (name, text) => {
    isWithin &&= budget.take(name);
    if (!isWithin) return;
    found.push([name, text]);
    fields.add(name, name === TIME_FIELD ? windowsTime(text) : text);
  });
  if (!isWithin) return null;
  const unread = unreadPart(event, PLAIN_TEXT, found);
  if (unread !== null) throw new UnreadData(unread);
  return fields;
}

class TextEvent extends WindowsRecord {
  readonly class: EventClass;
  readonly #values: readonly TextOrList[];

  constructor(
    cls: EventClass,
    position: number,
    fieldLayout: FieldLayout,
    values: readonly TextOrList[],
  ) {
    super(position, fieldLayout);
    this.class = cls;
    this.#values = values;
  }

  protected decoded(index: number): TextOrList {
    return this.#values[index]!;
  }
}
