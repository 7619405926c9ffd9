import type { DiagnosticCode } from "../../../text/diagnostic-codes.ts";
import type { Severity } from "../../../text/diagnostic.ts";
import type { Target } from "../report.ts";
import type { LintedRule } from "./linted-rule.ts";

export type LintCode = Extract<DiagnosticCode, `lint/${string}`>;

/** One thing that a check found. */
export interface Finding {
  /** One sentence: what was found, quoted, and why that matters. */
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
  readonly target: Target;
}

/** A pure function of one rule. What it looks for stands in the table of codes. */
export interface Check {
  readonly code: LintCode;
  /** `error` only where the rule can never work. */
  readonly severity: Severity;
  /** Which documents it looks at; rules if absent, which correlations are as well. */
  readonly of?: "rules" | "filters";
  readonly check: (rule: LintedRule) => Iterable<Finding>;
}
