/** What a window of a correlation holds: events, and results of inner correlations. */
import { textsOf } from "../../../events/texts.ts";
import type { Occurrence, ReadField } from "../../model/matcher.ts";
import type { Leaf } from "../../model/correlation.ts";
import { NUMBER } from "../../values/typed-values.ts";

/** An event of a stage, with all that the correlations it comes to read of it. */
export interface CorrelatedEvent<Event extends Occurrence> {
  readonly ticks: bigint;
  readonly occurrence: Event;
  /** For each correlation that the event can come to, from the outermost inwards. */
  readonly readings: readonly LeafReading[];
}

/** What one correlation reads of an event. */
export interface LeafReading {
  /** The key of the group; null if the event lacks a field of it, or has nothing in it. */
  readonly key: string | null;
  /** The measured values, each as a text that no other value has. Empty if a field is absent. */
  readonly values: readonly string[];
  /** Those of the values that are numbers. */
  readonly numbers: readonly number[];
}

/** What an input of one correlation brings. */
export interface WindowItem<Event extends Occurrence> extends Pick<
  LeafReading,
  "values" | "numbers"
> {
  readonly input: number;
  /** When it happened: the event's time, or when the inner correlation was decided. */
  readonly ticks: bigint;
  /** Of its (last) event: decides the order of what happened at one time. */
  readonly position: number;
  readonly sourceEvents: readonly CorrelatedEvent<Event>[];
  /** What is counted as one: the position of the event, or a number of the result's own below zero. */
  readonly events: readonly number[];
}

/** Reads the group and the measured values of an event for one correlation. */
export function readLeaf({ by, values }: Leaf, read: ReadField): LeafReading {
  // An empty text counts as absent.
  const groups = by.map((field) => textsOf(read(field)).filter((text) => text !== ""));
  const key = groups.every((texts) => texts.length > 0) ? JSON.stringify(groups) : null;
  const measured = values.map((field) => textsOf(read(field)));
  const [only] = measured;
  if (only === undefined || measured.some((texts) => texts.length === 0))
    return { key, values: [], numbers: [] };
  // Each element of a list is a value; several fields together are one.
  const found = measured.length === 1 ? only : [JSON.stringify(measured)];
  const numbers = found.filter((text) => NUMBER.test(text)).map(Number);
  return { key, values: [...new Set(found)], numbers };
}

/** Compares by time, and within one time by position in the recording. */
export function compareTimes(
  a: { readonly ticks: bigint; readonly position: number },
  b: { readonly ticks: bigint; readonly position: number },
): number {
  return a.ticks < b.ticks ? -1 : a.ticks > b.ticks ? 1 : a.position - b.position;
}

/** Order by time, place in the recording, and stage. */
export function compareEvents(
  a: CorrelatedEvent<Occurrence>,
  b: CorrelatedEvent<Occurrence>,
): number {
  return (
    compareTimes(
      { ticks: a.ticks, position: a.occurrence.position },
      { ticks: b.ticks, position: b.occurrence.position },
    ) || a.occurrence.stage - b.occurrence.stage
  );
}
