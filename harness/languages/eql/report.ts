import { placeOf, type SourceText, type Span, type TextPlace } from "../../text/source.ts";
import { createDiagnosticReport, type DiagnosticReport } from "../common/report.ts";
import type { Fault } from "./fault.ts";

/** Collects diagnostics on a rule file. */
export interface Report extends DiagnosticReport<Span | TextPlace> {
  readonly source: SourceText;
  /** Takes over what was found in the query. */
  add(faults: readonly Fault[], query: QueryText, severity: "error" | "warning"): void;
}

/** A query in a rule file. */
export interface QueryText {
  readonly text: string;
  /** Where in the text of the file a UTF-16 unit of the query stands; of its end as well. */
  readonly offsetOf: (offset: number) => number;
}

/** Returns an empty report on a file. */
export function createReport(source: SourceText): Report {
  const report = createDiagnosticReport<Span | TextPlace>(source.path, (at) =>
    "kind" in at ? at : placeOf(source, at),
  );
  return {
    ...report,
    source,
    add: (faults, query, severity) => {
      for (const { code, message, hint, span } of faults)
        report[severity](code, message, spanInFile(span, query), hint);
    },
  };
}

/** Returns where in the text of the file a piece of a query stands. */
export function spanInFile(span: Span, { offsetOf }: QueryText): Span {
  const start = offsetOf(span.start);
  return { start, end: span.end > span.start ? offsetOf(span.end - 1) + 1 : start + 1 };
}
