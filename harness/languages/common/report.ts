import { hasErrors, type Diagnostic, type Severity } from "../../text/diagnostic.ts";
import type { DiagnosticCode } from "../../text/diagnostic-codes.ts";
import type { TextPlace } from "../../text/source.ts";

/** Collects the diagnostics on a rule file. `Target` is what a language points at with. */
export interface DiagnosticReport<Target> {
  /** In the order in which they were found. */
  readonly diagnostics: readonly Diagnostic[];
  error(code: DiagnosticCode, message: string, target: Target, hint?: string): void;
  warning(code: DiagnosticCode, message: string, target: Target, hint?: string): void;
  hasErrors(): boolean;
}

/**
 * Returns an empty report.
 *
 * @param file path of the rule file
 * @param placeOf where a target stands; asked only when there is something to report
 */
export function createDiagnosticReport<Target>(
  file: string,
  placeOf: (target: Target) => TextPlace,
): DiagnosticReport<Target> {
  const diagnostics: Diagnostic[] = [];
  const add =
    (severity: Severity): DiagnosticReport<Target>["error"] =>
    (code, message, target, hint) => {
      const place = placeOf(target);
      diagnostics.push({
        code,
        severity,
        message,
        ...(hint === undefined ? {} : { hint }),
        file,
        place,
      });
    };
  return {
    diagnostics,
    error: add("error"),
    warning: add("warning"),
    hasErrors: () => hasErrors(diagnostics),
  };
}
