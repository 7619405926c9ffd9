import type { EventClass } from "../events/event-class.ts";
import type { LogEvent } from "../events/event.ts";
import type { FieldValue } from "../events/field-value.ts";
import { textsOf } from "../events/texts.ts";

/** What the events of a class showed of a field: it was in none, only ever empty, or had a text. */
export type FieldState = "absent" | "empty" | "carried";

/** What occurred in a recording: the classes of its events, and which of their fields. */
export interface Observed {
  readonly classes: ReadonlyMap<EventClass, ObservedClass>;
}

export interface ObservedClass {
  readonly events: number;
  state(field: string): FieldState;
}

/** Counts classes and fields while a recording is read. */
export class Observer implements Observed {
  readonly #classes = new Map<EventClass, ClassCount>();

  get classes(): ReadonlyMap<EventClass, ObservedClass> {
    return this.#classes;
  }

  see(event: LogEvent): void {
    let count = this.#classes.get(event.class);
    if (!count) this.#classes.set(event.class, (count = new ClassCount()));
    count.see(event);
  }
}

class ClassCount implements ObservedClass {
  events = 0;
  readonly #states = new Map<string, "empty" | "carried">();
  /** Per make of record, the fields that no record had a text for yet: seldom any, after the first. */
  readonly #open = new WeakMap<readonly string[], string[]>();

  state(field: string): FieldState {
    return this.#states.get(field) ?? "absent";
  }

  see(event: LogEvent): void {
    this.events++;
    let open = this.#open.get(event.fields);
    if (!open) {
      open = event.fields.filter((field) => this.#states.get(field) !== "carried");
      for (const field of open) this.#states.set(field, "empty");
      this.#open.set(event.fields, open);
    }
    for (let i = open.length - 1; i >= 0; i--) {
      const field = open[i]!;
      if (!hasText(event.get(field))) continue;
      this.#states.set(field, "carried");
      open.splice(i, 1);
    }
  }
}

function hasText(value: FieldValue | undefined): boolean {
  return typeof value === "string" ? value !== "" : textsOf(value).some((text) => text !== "");
}
