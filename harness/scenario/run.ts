import type { Diagnostic } from "../text/diagnostic.ts";
import type { Outcome, ScenarioResult } from "./judge/verdict.ts";

/** Everything a run found: the one thing the runner writes, and what every report is made from. */
export interface Run {
  readonly schema: 1;
  readonly tool: { readonly name: "firedrill"; readonly version: string };
  /** ISO 8601; SOURCE_DATE_EPOCH if it is set. */
  readonly generated: string;
  readonly rules: RunRules;
  readonly scenarios: readonly ScenarioResult[];
  readonly counts: RunCounts;
  readonly seconds: number;
}

export interface RunRules {
  readonly loaded: number;
  readonly broken: readonly {
    readonly path: string;
    readonly diagnostics: readonly Diagnostic[];
  }[];
}

export interface RunCounts {
  readonly scenarios: number;
  readonly passedScenarios: number;
  readonly verdicts: number;
  readonly failedVerdicts: number;
  readonly signals: number;
  readonly unmetSignals: number;
  /** Of rules that are to match the same events. */
  readonly comparisons: number;
  readonly failedComparisons: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
}
