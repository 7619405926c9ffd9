import type { EventClass } from "../../events/event-class.ts";
import type { ShownEvent } from "../../events/event.ts";
import type { FieldValue } from "../../events/field-value.ts";
import { textsOf } from "../../events/texts.ts";
import { ticksOf } from "../../events/time.ts";
import type { BoundField } from "../binding/bound-field.ts";

/** What the events of a class showed of a field: it was in none, only ever empty, or had a text. */
export type FieldState = "absent" | "empty" | "carried";

/**
 * Fields of one class that are counted. A recording with more was made to fill the memory: what is
 * beyond them counts as absent, so that a rule which stays silent for it is blind.
 */
const MAX_FIELDS = 500_000;

/** What occurred in a recording: the classes of its events, and which of their fields. */
export interface Observed {
  readonly classes: ReadonlyMap<EventClass, ObservedClass>;
}

/** What occurred of one class. */
export interface ObservedClass {
  readonly events: number;
  /** Whether an event of it had a time that can be read. */
  readonly isTimed: boolean;
  /** The fields that were in one of its events. */
  readonly fields: Iterable<string>;
  state(field: string): FieldState;
}

/** What one shard of a recording showed of a class, as plain data. */
export interface ObservedCounts {
  readonly events: number;
  readonly isTimed: boolean;
  /** Fields that were there, and whether one of them had a text. */
  readonly states: readonly (readonly [field: string, state: "empty" | "carried"])[];
}

/** Counts classes and fields while a recording is read. */
export class Observer implements Observed {
  readonly #originals: boolean;
  readonly #classes = new Map<EventClass, ClassCount>();
  /** The class that was seen last, for most events follow others of their class. */
  #last: EventClass | undefined;
  #count = new ClassCount();

  /** @param originals whether to count also the fields of events in the schema they were recorded in */
  constructor(originals = false) {
    this.#originals = originals;
  }

  get classes(): ReadonlyMap<EventClass, ObservedClass> {
    return this.#classes;
  }

  see(event: ShownEvent): void {
    const { class: cls } = event;
    if (cls !== this.#last) {
      let known = this.#classes.get(cls);
      if (!known) this.#classes.set(cls, (known = new ClassCount()));
      [this.#last, this.#count] = [cls, known];
    }
    const count = this.#count;
    count.events++;
    if (!count.isTimed) count.isTimed = event.time !== null && ticksOf(event.time) !== null;
    count.see(event);
    if (this.#originals && event.original) count.see(event.original);
  }

  /** Adds what another shard of the recording showed of a class. */
  add(cls: EventClass, counts: ObservedCounts): void {
    let count = this.#classes.get(cls);
    if (!count) this.#classes.set(cls, (count = new ClassCount()));
    count.add(counts);
  }

  /** Returns what was counted, class by class in the order in which they occurred. */
  counts(): [EventClass, ObservedCounts][] {
    return [...this.#classes].map(([cls, count]) => [cls, count.counts()]);
  }
}

type Fields = Pick<ShownEvent, "fields" | "get" | "hasText">;

class ClassCount implements ObservedClass {
  events = 0;
  isTimed = false;
  readonly #states = new Map<string, "empty" | "carried">();
  /**
   * For each list of fields (records of one template or key set share it), the indexes of the fields that
   * no record had a text for yet: soon hardly any. Held weakly, for every event of JSON may have its own.
   */
  readonly #open = new WeakMap<readonly string[], number[]>();
  /** The list of the record that was seen last. */
  #lastFields: readonly string[] | undefined;
  #lastOpen: number[] = [];

  get fields(): Iterable<string> {
    return this.#states.keys();
  }

  state(field: string): FieldState {
    return this.#states.get(field) ?? "absent";
  }

  counts(): ObservedCounts {
    return { events: this.events, isTimed: this.isTimed, states: [...this.#states] };
  }

  /**
   * Adds the counts of a shard. Who adds counts sees no events: the indexes of open fields are not
   * updated.
   */
  add({ events, isTimed, states }: ObservedCounts): void {
    this.events += events;
    this.isTimed ||= isTimed;
    for (const [field, state] of states) {
      const known = this.#states.get(field);
      if (known === undefined && this.#states.size >= MAX_FIELDS) continue;
      if (known !== "carried") this.#states.set(field, state);
    }
  }

  see(record: Fields): void {
    const { fields } = record;
    if (fields !== this.#lastFields) {
      let open = this.#open.get(fields);
      if (!open) this.#open.set(fields, (open = this.#opened(fields)));
      [this.#lastFields, this.#lastOpen] = [fields, open];
    }
    const open = this.#lastOpen;
    for (let i = open.length - 1; i >= 0; i--) {
      const place = open[i]!;
      if (!carries(record, place)) continue;
      this.#states.set(fields[place]!, "carried");
      open.splice(i, 1);
    }
  }

  /** Returns the indexes of the fields that no record of any list had a text for. */
  #opened(fields: readonly string[]): number[] {
    const open: number[] = [];
    for (let place = 0; place < fields.length; place++) {
      const state = this.#states.get(fields[place]!);
      if (state === "carried") continue;
      if (state === undefined) {
        if (this.#states.size >= MAX_FIELDS) continue;
        this.#states.set(fields[place]!, "empty");
      }
      open.push(place);
    }
    return open;
  }
}

function carries(record: Fields, place: number): boolean {
  return record.hasText?.(place) ?? hasText(record.get(record.fields[place]!));
}

function hasText(value: FieldValue | undefined): boolean {
  return typeof value === "string" ? value !== "" : textsOf(value).some((text) => text !== "");
}

/**
 * Returns what the events of a class showed of a bound field. It over-approximates: a value that is made of
 * a field is taken to be there if the field is.
 *
 * @param seen returns the same for a field of the events
 */
export function boundFieldState(
  boundField: BoundField,
  seen: (field: string) => FieldState,
): FieldState {
  if (boundField.kind === "never") return "absent";
  if (boundField.kind !== "field") return "carried";
  const states = (
    boundField.isAlternatives ? boundField.sources : boundField.sources.slice(0, 1)
  ).map(seen);
  if (states.includes("carried")) return "carried";
  return states.includes("empty") && !boundField.isBlankAbsent ? "empty" : "absent";
}
