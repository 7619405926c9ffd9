/** Rules that cannot be told apart: by their titles, or by what they detect. */
import type { Diagnostic } from "../../../text/diagnostic.ts";
import type { DocumentKind } from "../parse/document-kind.ts";
import { quote } from "../../common/quote.ts";
import { createReport, type Origin } from "../report.ts";
import type { LintCode } from "./check.ts";
import type { LintedRule } from "./linted-rule.ts";

/** A document that is linted, and where it stands. */
export interface LintedDocument {
  readonly origin: Origin;
  readonly kind: DocumentKind;
  readonly linted: LintedRule;
}

/** Returns a warning for each rule of which another of the set has the title or the detection. */
export function duplicatesAcross(documents: readonly LintedDocument[]): Diagnostic[] {
  const rules = documents.filter(({ kind }) => kind === "rule");
  return [
    ...duplicates(rules, "lint/duplicate-title", "title", titleOf, "title"),
    ...duplicates(rules, "lint/duplicate-detection", "detection", detectionOf, "detection"),
  ];
}

function duplicates(
  documents: readonly LintedDocument[],
  code: LintCode,
  what: string,
  keyOf: (rule: LintedRule) => string | undefined,
  at: string,
): Diagnostic[] {
  const first = new Map<string, LintedDocument>();
  return documents.flatMap((document) => {
    const key = keyOf(document.linted);
    const other = key === undefined ? undefined : first.get(key);
    if (key !== undefined && !other) first.set(key, document);
    if (!other) return [];
    const report = createReport(document.origin);
    const message = `The ${what} is also that of ${quote(other.linted.document["title"])} in ${other.origin.source.path}.`;
    report.warning(code, message, { path: [at], part: "key" });
    return report.diagnostics;
  });
}

function titleOf({ document: { title } }: LintedRule): string | undefined {
  return typeof title === "string" && title.trim() !== "" ? title.trim().toLowerCase() : undefined;
}

function detectionOf({ rule, document }: LintedRule): string | undefined {
  if (!rule) return undefined;
  const { category, product, service } = rule.logSource;
  return JSON.stringify([category, product, service, document["detection"]], (_, value: unknown) =>
    typeof value === "bigint" ? String(value) : value,
  );
}
