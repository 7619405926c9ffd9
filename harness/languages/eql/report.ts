import { hasErrors, type Diagnostic } from "../../text/diagnostic.ts";
import type { DiagnosticCode } from "../../text/diagnostic-codes.ts";
import { placeOf, type SourceText, type Span, type TextPlace } from "../../text/source.ts";
import { diagnosticsOf, type Fault } from "./fault.ts";

/** Collects diagnostics on a rule file. */
export interface Report {
  readonly source: SourceText;
  readonly diagnostics: readonly Diagnostic[];
  error(code: DiagnosticCode, message: string, at: Span | TextPlace, hint?: string): void;
  warning(code: DiagnosticCode, message: string, at: Span | TextPlace, hint?: string): void;
  /** Takes over what was found in the query. */
  add(faults: readonly Fault[], query: QueryText, severity: "error" | "warning"): void;
  hasErrors(): boolean;
}

/** A query in a rule file. */
export interface QueryText {
  readonly text: string;
  /** Where in the text of the file a UTF-16 unit of the query stands; of its end as well. */
  readonly offsetOf: (offset: number) => number;
}

/** Returns an empty report on a file. */
export function createReport(source: SourceText): Report {
  const diagnostics: Diagnostic[] = [];
  const report =
    (severity: "error" | "warning"): Report["error"] =>
    (code, message, at, hint) => {
      const place = "kind" in at ? at : placeOf(source, at);
      const file = source.path;
      diagnostics.push({
        code,
        severity,
        message,
        ...(hint !== undefined && { hint }),
        file,
        place,
      });
    };
  return {
    source,
    diagnostics,
    error: report("error"),
    warning: report("warning"),
    add: (faults, { offsetOf }, severity) => {
      for (const found of diagnosticsOf(faults, source, offsetOf))
        diagnostics.push({ ...found, severity });
    },
    hasErrors: () => hasErrors(diagnostics),
  };
}
