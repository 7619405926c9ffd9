import type { Pattern } from "../../../matching/model/pattern.ts";
import type { DiagnosticCode } from "../../../text/diagnostic-codes.ts";
import type { Span } from "../../../text/source.ts";
import type { SigmaString } from "./sigma-string.ts";
import { asText, type SigmaValue } from "./sigma-value.ts";

/** Why a modifier cannot take a value. */
export interface Problem {
  readonly code: DiagnosticCode;
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly hint?: string;
  /** The piece of the value (as it is written) that it is about. */
  readonly piece?: Span;
}

export interface Modifier {
  /** What it takes, as messages say it: `a text`. */
  readonly takes: string;
  /** Whether no other modifier may stand before it. */
  readonly first?: true;
  /** Whether it says something of a regular expression, and so stands after `re`. */
  readonly afterRe?: true;
  /** Whether it needs a field, and so cannot stand on keywords. */
  readonly field?: true;
  /** Returns the changed value, or `undefined` if the value is not of a kind that it takes. */
  apply(value: SigmaValue, problem: (problem: Problem) => void): SigmaValue | undefined;
}

/** Reports a problem. A modifier that reports an error may return any value. */
export type ReportProblem = (problem: Problem) => void;

/** Returns a modifier of texts; it reads numbers, `true` and `false` as texts. */
export function onText(
  change: (value: SigmaString, problem: ReportProblem) => SigmaValue,
  more: Partial<Modifier> = {},
): Modifier {
  return {
    takes: "a text",
    ...more,
    apply: (value, problem) => applyToText(value, (text) => change(text, problem)),
  };
}

/** Applies a change to a value that can be read as a text; undefined for others. */
export function applyToText(
  value: SigmaValue,
  change: (value: SigmaString) => SigmaValue,
): SigmaValue | undefined {
  const text = asText(value);
  return text.kind === "text" ? change(text) : undefined;
}

/** Returns the value that is a finished pattern. */
export function pattern(pattern: Pattern): SigmaValue {
  return { kind: "pattern", pattern };
}
