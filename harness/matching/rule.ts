import type { LogSource } from "../events/log-source.ts";
import type { LogEvent } from "../events/event.ts";
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
  /** Returns the state of one run over one recording. Absent: every event of the only stage is a match. */
  start?(): Matcher;
}

export interface Stage {
  readonly logSource: LogSource;
  readonly predicate: Predicate;
}

/** The state of a rule on several events. Results are groups of events, each one match. */
export interface Matcher {
  /** Takes the next event on which a stage's predicate held; returns what became complete with it. */
  see(event: LogEvent, stage: number): readonly (readonly LogEvent[])[];
  /** Returns what becomes complete because no further event comes. */
  end(): readonly (readonly LogEvent[])[];
}
