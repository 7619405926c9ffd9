import type { DroppedEvents } from "./dropped-events.ts";
import type { FieldValue } from "../../events/field-value.ts";

/** An event on which a stage held, as a matcher knows it: the event itself need not be kept. */
export interface Occurrence {
  readonly stage: number;
  /** As the event has it: ordinal in the recording. */
  readonly position: number;
  /** As the event has it: ISO 8601 in UTC; null if the record has no time. */
  readonly time: string | null;
}

/** A value of a field by which events were joined; null if the field is absent from all of them. */
export type JoinValue = string | number | boolean | null;

/** Events that came to what the rule asks for: one match. */
export interface Completion {
  /** The same objects that the matcher was shown, in the order in which the rule wants them listed. */
  readonly events: readonly Occurrence[];
  /** What the events have in common, if the rule joins them by fields, in the order of these. */
  readonly keys?: readonly JoinValue[];
}

/** The state of a rule on several events. */
export interface Matcher {
  /**
   * Takes the next event on which a stage's predicate held; returns what became complete with it.
   * Events come in the order of the recording.
   *
   * @param read gives a field of the event, by the rule's name for it; only during the call
   */
  see(
    occurrence: Occurrence,
    read: (field: string) => FieldValue | undefined,
  ): readonly Completion[];
  /** Returns what becomes complete because no further event comes. */
  end(): readonly Completion[];
  /** What could not be taken into account so far, in events. */
  readonly dropped: DroppedEvents;
}
