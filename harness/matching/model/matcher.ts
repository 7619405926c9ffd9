import type { EventCounts } from "./dropped-events.ts";
import type { FieldValue } from "../../events/field-value.ts";

/** An event on which a stage held, as a matcher knows it: the event itself need not be kept. */
export interface Occurrence {
  readonly stage: number;
  /** As the event has it: ordinal in the recording. */
  readonly position: number;
  /** As the event has it: ISO 8601 in UTC; null if the record has no time. */
  readonly time: string | null;
  /** What produced the event, where that is known. */
  readonly sensor?: string;
}

/** A value of a field by which events were joined; null if the field is absent from all of them. */
export type JoinValue = string | number | boolean | null;

/** Events that came to what the rule asks for: one match. */
export interface Completion<Event extends Occurrence> {
  /** The same objects that the matcher was shown, in the order in which the rule wants them listed. */
  readonly events: readonly Event[];
  /** What the events have in common, if the rule joins them by fields, in the order of these. */
  readonly keys?: readonly JoinValue[];
}

/** Gives a field of an event, by the rule's name for it; `undefined` where it is absent. */
export type ReadField = (field: string) => FieldValue | undefined;

/**
 * The state of a rule over one recording. It reads no other fields of an event than those that its
 * kind of state declares for the stage (`StateKind.reads`).
 *
 * @typeParam Event what it is shown, and gives back
 */
export interface Matcher<Event extends Occurrence> {
  /**
   * Takes the next event on which a stage's predicate held; returns what became complete with it.
   * Events come in the order of the recording.
   *
   * @param read is to be called only during the call
   */
  see(event: Event, read: ReadField): readonly Completion<Event>[];
  /** Returns what becomes complete because no further event comes. */
  end(): readonly Completion<Event>[];
  /** What came to its parts so far, and what of it could not be taken into account. */
  readonly counts: EventCounts;
  /** Events that were taken into account, and later let go because a bound was reached. */
  readonly cut: number;
}
