import type { EventClass } from "./event-class.ts";
import type { FieldValue } from "./field-value.ts";
import type { BytePrefilter } from "./byte-prefilter.ts";

/**
 * One record of telemetry, while it is shown: it can be looked at until the function that it is shown to
 * returns. Fields are decoded when they are asked for. What must outlast the call is made a `LogEvent` by
 * `keepEvent`.
 *
 * Fields of Windows events: `System` gives `EventID`, `Channel`, `Computer`, `EventRecordID`,
 * `Version`, `Level`, `Task`, `Opcode`, `Keywords`, and attributes as `Element_Attribute`
 * (`Provider_Name`, `TimeCreated_SystemTime`, `Execution_ProcessID`, `Security_UserID`, …);
 * `EventData` gives its `Data` by name, without spaces in the name, and unnamed `Data` as the list
 * `Data`; `UserData` gives its leaf elements by name. A name that occurs several times gives a list
 * in the order of the record, `System` first.
 */
export interface ShownEvent {
  readonly class: EventClass;
  /** Ordinal in the recording, from 1; for line-based formats the line on which the event begins. */
  readonly position: number;
  /** EventRecordID; need not be unique. `null` where the format has none. */
  readonly record: number | null;
  /** ISO 8601 in UTC with seven digits (100 ns), e.g. `2026-01-15T09:00:00.0000000Z`; `null` if the record has no time. */
  readonly time: string | null;
  readonly computer: string | null;
  /**
   * Names of the fields that this record carries, empty ones included. Records with the
   * same fields share one array, so that work per set of fields can be remembered by identity.
   */
  readonly fields: readonly string[];
  /** Returns the value, `null` where the field is there without value, `undefined` where it is absent. */
  get(field: string): FieldValue | undefined;
  /**
   * Whether the field at an index of `fields` has a text that is not empty. There where that is known
   * without decoding it.
   */
  hasText?(index: number): boolean;
  /**
   * Whether some value of the event passes a prefilter; an answer of no is certain. There where that is
   * known without decoding every value.
   */
  passes?(prefilter: BytePrefilter): boolean;
  /** The event in the schema in which it was recorded; there if and only if `class.original` names one. */
  readonly original?: OriginalFields;
  /** Whether the event is gone once it was shown: the next ones are read to the same memory. */
  readonly isTransient?: boolean;
}

/** One record of telemetry, which stays valid for as long as it is referenced. */
export interface LogEvent extends ShownEvent {
  readonly isTransient?: false;
}

/** The fields of an event under the names of a schema in which it was recorded. */
export interface OriginalFields {
  /** Names of the fields that are there, empty ones included. */
  readonly fields: readonly string[];
  /** Returns the value; `undefined` where the field is absent, `null`, or a list of nothing else. */
  get(field: string): FieldValue | undefined;
}
