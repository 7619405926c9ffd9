import type { DiagnosticCode } from "./diagnostic-codes.ts";
import type { Place, TextRange } from "./source.ts";

/** A `note` is what may be meant so: it fails no run, and only `lint` gives it. */
export type Severity = "error" | "warning" | "note";

/**
 * Something wrong in a file of the user's. A diagnostic is a plain value: it is collected and
 * returned, never thrown, and it carries everything that printing it needs.
 */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  /** An `error` makes the file (or this part of it) unusable, a `warning` or a `note` does not. */
  readonly severity: Severity;
  /** One sentence: what was found, quoted as the user wrote it, and why that is wrong. */
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
  /** Path of the file, forward slashes, as the user gave it. */
  readonly file: string;
  readonly place?: Place;
  /** An edit of `file` that mends it, where there is one that is surely meant. */
  readonly fix?: Fix;
}

/** An edit: `text` in the place of what stands in `range`. */
export interface Fix {
  readonly range: TextRange;
  readonly text: string;
}

/** Returns an error of a file; without a place it is one of the file as a whole. */
export function errorIn(
  file: string,
  code: DiagnosticCode,
  message: string,
  {
    place,
    hint,
    fix,
  }: {
    readonly place?: Place;
    readonly hint?: string | undefined;
    readonly fix?: Fix | undefined;
  } = {},
): Diagnostic {
  return {
    code,
    severity: "error",
    message,
    file,
    ...(place && { place }),
    ...(hint && { hint }),
    ...(fix && { fix }),
  };
}

/** Whether any of the diagnostics is an error. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === "error");
}
