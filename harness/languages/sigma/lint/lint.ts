/**
 * Warnings about Sigma rules that can be compiled: the specification's recommendations, SigmaHQ's conventions
 * that bear on correctness, and values that no event can have.
 */
import type { Diagnostic } from "../../../text/diagnostic.ts";
import type { SourceText } from "../../../text/source.ts";
import { readYamlDocuments } from "../../../text/yaml.ts";
import { resolveActions } from "../parse/rule-collection.ts";
import { isRecord } from "../../../text/record.ts";
import { documentKind } from "../parse/document-kind.ts";
import { parseRule } from "../parse/parse.ts";
import { createReport } from "../report.ts";
import type { Check, Finding } from "./check.ts";
import { CHECKS } from "./checks.ts";
import { duplicatesAcross, type LintedDocument } from "./duplicate-rules.ts";
import { lintedRule } from "./linted-rule.ts";

/**
 * Lints the Sigma rules of a set of files. Of a document that cannot be read as a rule only what
 * can be read is linted: why it is broken, loading says.
 */
export function lintSigma(sources: readonly SourceText[]): Diagnostic[] {
  const documents = sources.flatMap(documentsOf);
  return [...documents.flatMap(lintDocument), ...duplicatesAcross(documents)];
}

function documentsOf(source: SourceText): LintedDocument[] {
  const values = readYamlDocuments(source).map(({ value }) => value);
  return resolveActions(values).flatMap(({ value, documentOf, problem }) => {
    const kind = isRecord(value) ? documentKind(value) : "unknown";
    if (!isRecord(value) || kind === "unknown" || problem) return [];
    const origin = { source, path: [], documentOf };
    const read = createReport(origin);
    const rule = kind === "rule" ? parseRule(value, read) : null;
    return [{ origin, kind, linted: lintedRule(value, read.hasErrors() ? null : rule) }];
  });
}

function lintDocument({ origin, kind, linted }: LintedDocument): Diagnostic[] {
  const of = kind === "filter" ? "filters" : "rules";
  return CHECKS.filter((check) => (check.of ?? "rules") === of).flatMap((check) =>
    Array.from(check.check(linted), (finding) => diagnosticOf(finding, check, origin)),
  );
}

function diagnosticOf(
  { message, hint, target }: Finding,
  { code, severity }: Check,
  origin: LintedDocument["origin"],
): Diagnostic {
  const report = createReport(origin);
  report.warning(code, message, target, hint);
  return { ...report.diagnostics[0]!, severity };
}
