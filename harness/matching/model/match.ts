import type { DetectionRule } from "./rule.ts";
import type { JoinValue } from "./matcher.ts";

/** A rule matched these events, on this evidence. Plain data: it outlives the events. */
export interface Match {
  readonly rule: DetectionRule;
  readonly events: readonly EventReference[];
  /** The fields, as the rule writes them, of all positive tests that held in a true branch; sorted. */
  readonly via: readonly string[];
  /** Fields of tests that held only because the field is absent from the event; sorted. */
  readonly byAbsence: readonly string[];
  /** Fields of alternatives that this sensor or recording cannot supply; sorted. */
  readonly unsupplied: readonly string[];
  /** What the events have in common, if the rule joins them by fields. */
  readonly joinedBy?: readonly JoinedBy[];
  /**
   * What the fields of `via` held, as far as the pass was asked to keep it and bounds allow: in the order
   * of the events, then of `via`.
   */
  readonly values?: readonly MatchedValue[];
}

/** A value that a match rests on, or the piece of it that matters. */
export interface MatchedValue {
  /** Of the event. */
  readonly position: number;
  /** As the rule writes it. */
  readonly field: string;
  /** A text from a recording, of a bounded length. */
  readonly text: string;
  /** Where the piece begins in the value, and how long the value is, in UTF-16 units. */
  readonly start: number;
  readonly length: number;
}

/** A field by which events were joined, as the rule writes it for the first of them, and its value. */
export interface JoinedBy {
  readonly field: string;
  readonly value: JoinValue;
}

/** Where a matched event is to be found. What a record lacks is null. */
export interface EventReference {
  /** Path of the recording as given, forward slashes; a member of an archive as `a.zip!/b.evtx`. */
  readonly recording: string;
  readonly position: number;
  readonly record: number | null;
  readonly time: string | null;
  readonly channel: string | null;
  readonly eventId: number | null;
  readonly computer: string | null;
  /** What produced the event, as its class says. */
  readonly sensor: string;
}
