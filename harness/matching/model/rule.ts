import type { LogSource } from "../../events/log-sources/log-source.ts";
import type { Stage } from "./stage.ts";
import type { RuleState } from "./state.ts";

/** Severities of rules, from the lowest to the highest. */
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
  /** What the stages' events must come to together. Absent: each is a match of its own. */
  readonly state?: RuleState;
  /** The rule on whose account this one has no matches of its own: it is only a part of that one. */
  readonly partOf?: DetectionRule;
}
