import type { LogSource } from "../events/log-sources/log-source.ts";
import type { Blindness } from "../matching/liveness/liveness.ts";
import type { Level } from "../matching/model/rule.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import type { Outcome, ScenarioResult } from "./judge/verdict.ts";

/** Everything a run found: the one thing the runner writes, and what every report is made from. */
export interface Run {
  readonly schema: 2;
  readonly tool: { readonly name: "firedrill"; readonly version: string };
  /** ISO 8601; SOURCE_DATE_EPOCH if it is set. */
  readonly generated: string;
  /** The version of the ATT&CK tables; null if the run was written by a version that did not say. */
  readonly attack: { readonly version: string | null };
  readonly rules: RunRules;
  /** What was asked for and cannot be used, scenarios and their rules aside: it made the run exit with 2. */
  readonly diagnostics: readonly Diagnostic[];
  readonly scenarios: readonly ScenarioResult[];
  readonly counts: RunCounts;
  readonly seconds: number;
}

export interface RunRules {
  readonly loaded: number;
  /** Every rule that was loaded, sorted by path and id; empty in a run of a version that did not list them. */
  readonly list: readonly RunRule[];
  /** What rules could see of the recordings. Many rules have the same; `liveness` of a rule is an index here. */
  readonly liveness: readonly RuleLiveness[];
  readonly broken: readonly {
    readonly path: string;
    readonly diagnostics: readonly Diagnostic[];
  }[];
}

/** A rule of the run. */
export interface RunRule {
  readonly id: string | null;
  readonly title: string;
  readonly language: string;
  readonly level: Level | null;
  readonly techniques: readonly string[];
  readonly logSource: LogSource;
  readonly path: string;
  /** Path of the rule that this one is only a part of: it has no matches of its own. */
  readonly partOf: string | null;
  /** Index in `RunRules.liveness`. */
  readonly liveness: number;
}

/**
 * On which recordings a rule could have fired. Recordings are numbered from 0 through all scenarios, in
 * the order in which the run lists them; one that was not played is in no list.
 */
export interface RuleLiveness {
  readonly live: readonly number[];
  readonly blind: readonly {
    readonly reason: Blindness;
    readonly recordings: readonly number[];
  }[];
}

export interface RunCounts {
  readonly scenarios: number;
  readonly passedScenarios: number;
  /** Expectations on recordings. */
  readonly verdicts: number;
  readonly failedVerdicts: number;
  /** Rules that fired on a recording though no expectation names them, and were not to. */
  readonly otherRules: number;
  readonly signals: number;
  readonly unmetSignals: number;
  /** Of rules that are to match the same events. */
  readonly comparisons: number;
  readonly failedComparisons: number;
  /** Of expectations and of other rules. */
  readonly outcomes: Readonly<Record<Outcome, number>>;
}
