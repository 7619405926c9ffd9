import type { FieldType } from "../../events/field-type.ts";
import type { Expression } from "./expression.ts";

/** What a rule says as one statement about an order of events. */
export type SequenceState = Sequence | Sample | LimitedEvents;

/** Events of several steps, one after another in the order of time. */
export interface Sequence {
  readonly kind: "sequence";
  /** In order; a step that is to occur several times in a row stands here as many times. */
  readonly steps: readonly Step[];
  /** Milliseconds from the first event to the last, both included; null if it does not matter. */
  readonly maxspan: number | null;
  /** An event that ends all partial sequences of its keys. */
  readonly until: Step | null;
  readonly limits: readonly Limit[];
  /** The field that holds the time of an event; it is asked before the time of the record. */
  readonly timeField?: string;
  /** What tells the order of events of one time; else it is their order in the recording. */
  readonly tiebreaker?: TypedField;
}

/** Events of each of the steps that have the same keys, in any order. */
export interface Sample {
  readonly kind: "sample";
  readonly steps: readonly Step[];
  /** How many matches the events of the same keys can have; one if it does not say. */
  readonly perKey?: number;
}

/** The first or last of the events on which the only stage holds, each a match of its own. */
export interface LimitedEvents {
  readonly kind: "limit";
  readonly limits: readonly Limit[];
  /** The field that holds the time of an event; it is asked before the time of the record. */
  readonly timeField?: string;
  /** What tells the order of events of one time; else it is their order in the recording. */
  readonly tiebreaker?: TypedField;
}

/** One step of a sequence or sample. */
export interface Step {
  /** Place in the rule's stages. */
  readonly stage: number;
  /** What events that belong together have in common, in the same order in every step. */
  readonly keys: readonly JoinKey[];
  /** No event of this step may occur where it stands. */
  readonly isMissing: boolean;
  /** What to call the step where it has no telemetry; `step 2` if it does not say. */
  readonly name?: string;
  /** How `where` of later steps calls the event of this one. */
  readonly alias?: string;
  /** Fields of the event that `where` of later steps asks for, each as `alias.field`. */
  readonly reads?: readonly string[];
  /**
   * Must hold for an event to extend a partial sequence. Its fields are those of the event, or
   * `alias.field` of an earlier one. Only in a step that is not missing and not the first.
   */
  readonly where?: Expression;
}

/** A field, and the type as which its values are read. */
export interface TypedField {
  readonly field: string;
  readonly type: FieldType;
}

/** A field by which the events of steps are joined. */
export interface JoinKey extends TypedField {
  /** Absent is a value like others; else an event without the field takes no part. */
  readonly isOptional: boolean;
}

/** Keeps so many results from the front or the end. */
export interface Limit {
  readonly from: "head" | "tail";
  readonly count: number;
}
