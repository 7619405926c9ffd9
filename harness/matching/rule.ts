import type { LogSource } from "../events/log-source.ts";
import type { FieldValue } from "../events/field-value.ts";
import type { Correlation } from "./correlation/correlation.ts";
import type { Losses } from "./correlation/losses.ts";
import type { Predicate } from "./predicate.ts";

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
  /** The rule on whose account this one has no matches of its own: it is only a part of that one. */
  readonly partOf?: DetectionRule;
  /**
   * Returns the state of one run over one recording, for a rule on several events that is no
   * correlation. With neither, every event of the only stage is a match.
   */
  start?(): Matcher;
}

export interface Stage {
  readonly logSource: LogSource;
  readonly predicate: Predicate;
}

/** Whether a match of the rule can have several events. */
export function isOnSeveralEvents(rule: CompiledRule): boolean {
  return rule.correlation !== undefined || rule.start !== undefined;
}

/** An event on which a stage held, as a matcher knows it: the event itself need not be kept. */
export interface Occurrence {
  readonly stage: number;
  /** As the event has it: ordinal in the recording. */
  readonly position: number;
  /** As the event has it: ISO 8601 in UTC; null if the record has no time. */
  readonly time: string | null;
}

/** The state of a rule on several events. Results are groups of events, each one match. */
export interface Matcher {
  /**
   * Takes the next event on which a stage's predicate held; returns what became complete with it.
   * Events come in the order of the recording. The results hold the same objects that were taken.
   *
   * @param read gives a field of the event, by the rule's name for it; only during the call
   */
  see(
    occurrence: Occurrence,
    read: (field: string) => FieldValue | undefined,
  ): readonly (readonly Occurrence[])[];
  /** Returns what becomes complete because no further event comes. */
  end(): readonly (readonly Occurrence[])[];
  /** What could not be taken into account so far, in events. */
  readonly losses: Losses;
}
