import type { DiagnosticCode } from "../../text/diagnostic-codes.ts";
import type { Span } from "../../text/source.ts";

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
