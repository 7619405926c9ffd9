import type { LogSource } from "../../events/log-sources/log-source.ts";
import type { FieldValue } from "../../events/field-value.ts";
import type { ClassDemand } from "../prefilter/class-demands.ts";
import type { Witness } from "../prefilter/required-literals.ts";
import type { Correlation } from "./correlation.ts";
import type { Losses } from "./dropped-events.ts";
import type { Lineage } from "./ancestry.ts";
import type { Predicate } from "./predicate.ts";
import type { Excerpt, Sample, Sequence } from "./sequence.ts";

export const LEVELS = ["informational", "low", "medium", "high", "critical"] as const;
export type Level = (typeof LEVELS)[number];

/** What a rule says of itself. */
export interface DetectionRule {
  readonly id: string | null;
  readonly title: string;
  readonly language: string;
  readonly level: Level | null;
  /** ATT&CK ids in upper case, e.g. `T1059.001`, in the order of the rule. */
  readonly techniques: readonly string[];
  readonly logSource: LogSource;
  /** Path of the file, forward slashes, as given. */
  readonly path: string;
  /** The same path, from the rules folder on: the name by which a scenario may call the rule. */
  readonly name: string;
}

/**
 * The one seam between languages and engine. The engine asks the stages' predicates of events, in
 * any way it likes, and shows the matcher only those events of which one holds.
 */
export interface CompiledRule {
  readonly rule: DetectionRule;
  /** One for a rule on single events; one per base rule or step for rules on several. */
  readonly stages: readonly Stage[];
  /** What the stages' events must come to together. Its stages are places in `stages`. */
  readonly correlation?: Correlation;
  /** The same for a rule that is written as one statement about an order of events. */
  readonly sequence?: Sequence | Sample | Excerpt;
  /** What must be known of the processes of the stages' events, before anything else is asked of them. */
  readonly lineage?: Lineage;
  /** The rule on whose account this one has no matches of its own: it is only a part of that one. */
  readonly partOf?: DetectionRule;
}

export interface Stage {
  readonly logSource: LogSource;
  readonly predicate: Predicate;
  /** The predicate's witness, where it was worked out before. */
  readonly witness?: Witness | null;
  /** What the predicate demands of a class of events, where it was worked out before. */
  readonly demands?: readonly ClassDemand[];
}

/** Whether a match of the rule can have several events. */
export function isOnSeveralEvents(rule: CompiledRule): boolean {
  return rule.correlation !== undefined || rule.sequence !== undefined;
}

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
  readonly losses: Losses;
}
