import type { Diagnostic } from "../../text/diagnostic.ts";
import type { DiagnosticCode } from "../../text/diagnostic-codes.ts";
import { placeOf, type SourceText, type Span } from "../../text/source.ts";

export type FaultCode = Extract<DiagnosticCode, `eql/${string}`>;

/** Something wrong in the text of a query, which itself stands in a file that only the caller knows. */
export interface Fault {
  readonly code: FaultCode;
  readonly message: string;
  readonly hint?: string;
  /** Offsets into the text of the query. */
  readonly span: Span;
}

/** Faults after which no further ones are collected: the query is broken beyond doubt. */
const MAX_FAULTS = 30;

/** Adds a fault, unless there are enough already. Returns null, so that a parser can give up with it. */
export function addFault(
  faults: Fault[],
  code: FaultCode,
  message: string,
  { start, end }: Span,
  hint?: string,
): null {
  if (faults.length < MAX_FAULTS)
    faults.push({ code, message, ...(hint === undefined ? {} : { hint }), span: { start, end } });
  return null;
}

/**
 * Returns faults as errors in the file that holds the query.
 *
 * @param offsetOf where in the text of the file a UTF-16 unit of the query stands
 */
export function diagnosticsOf(
  faults: readonly Fault[],
  source: SourceText,
  offsetOf: (offset: number) => number,
): Diagnostic[] {
  return faults.map(({ code, message, hint, span }) => {
    const start = offsetOf(span.start);
    const end = span.end > span.start ? offsetOf(span.end - 1) + 1 : start + 1;
    return {
      code,
      severity: "error",
      message,
      ...(hint === undefined ? {} : { hint }),
      file: source.path,
      place: placeOf(source, { start, end }),
    };
  });
}

/** Returns what was found as a message quotes it: cut short, on one line. A text has its own quotes. */
export function quoted(found: string): string {
  const line = found.replace(/\s+/g, " ");
  const short = line.length > 60 ? `${line.slice(0, 57)}…` : line;
  return short.startsWith('"') ? short : `"${short}"`;
}
