/** Compiles each document of a rule file as far as that can be done without the others. */
import type { Predicate } from "../../../matching/model/predicate.ts";
import type { CompiledRule } from "../../../matching/model/rule.ts";
import type { Diagnostic } from "../../../text/diagnostic.ts";
import type { SourceText } from "../../../text/source.ts";
import { readYamlDocuments } from "../../../text/yaml.ts";
import type { SigmaCorrelation, SigmaFilter, SigmaRule } from "../parse/ast.ts";
import { resolveActions, type ResolvedDocument } from "../parse/rule-collection.ts";
import { compileCondition } from "./compile-condition.ts";
import { isRecord } from "../../../text/record.ts";
import { documentKind } from "../parse/document-kind.ts";
import { parseRule } from "../parse/parse.ts";
import { parseCorrelation } from "../parse/parse-correlation.ts";
import { parseFilter } from "../parse/parse-filter.ts";
import { fillPlaceholders, type Placeholders } from "../modifiers/placeholders.ts";
import { createBudgets, createReport, type Report } from "../report.ts";
import { originsIn } from "./origins.ts";
import { selectionPredicate } from "./selection.ts";

/** A document before it is linked: a rule, correlation or filter. Null members could not be made; the report says why. */
export interface UnlinkedDocument {
  readonly path: string;
  /** The name by which scenarios call the rules of the file. */
  readonly name: string;
  /** The id and title as they are written, also of a broken document. */
  readonly id: string | null;
  readonly title: string | null;
  /** The `name` by which correlations and filters may refer to it. */
  readonly ruleName: string | null;
  readonly report: Report;
  /** Errors of YAML. */
  readonly syntax: readonly Diagnostic[];
  readonly content: Content | null;
}

export type Content =
  | { readonly kind: "rule"; readonly compiled: CompiledRule }
  | { readonly kind: "correlation"; readonly correlation: SigmaCorrelation }
  | { readonly kind: "filter"; readonly filter: SigmaFilter; readonly predicate: Predicate };

/** Whether a document has errors, so that no rule can be made of it. */
export function isBroken({ syntax, report }: UnlinkedDocument): boolean {
  return syntax.length > 0 || report.hasErrors();
}

/** Reads the documents of a file. Empty ones beside others do not count. */
export function readUnlinkedDocuments(
  source: SourceText,
  name: string,
  placeholders: Placeholders,
): UnlinkedDocument[] {
  const read = readYamlDocuments(source);
  const documents = read.every(({ value }) => value === null) ? [EMPTY] : read;
  const values = documents.map(({ value }) => value);
  const budgets = createBudgets();
  const text = documents.length === 1 ? source.text : "";
  return resolveActions(values)
    .map((collected, document) => ({ collected, document }))
    .filter(({ collected: { value } }) => value !== null)
    .map(({ collected, document }) => {
      const { value, documentOf } = collected;
      const report = createReport({ source, path: [], documentOf }, budgets);
      const syntax = documents[documentOf([])]!.diagnostics;
      const content =
        syntax.length === 0
          ? contentOf(collected, document, source, name, placeholders, report)
          : null;
      return { path: source.path, name, ...namesOf(value, text), report, syntax, content };
    });
}

const EMPTY = { value: undefined, diagnostics: [] };

function contentOf(
  { value, problem }: ResolvedDocument,
  index: number,
  { path }: SourceText,
  name: string,
  placeholders: Placeholders,
  report: Report,
): Content | null {
  if (problem) {
    problem(report);
    return null;
  }
  const document = isRecord(value) ? value : {};
  switch (documentKind(document)) {
    case "rule": {
      const rule = parseRule(document, report);
      const predicate = rule && compileDetection(rule, index, placeholders, report);
      if (!predicate) return null;
      const { id, title, level, techniques, logSource } = rule;
      const about = { id, title, language: "sigma", level, techniques, logSource, path, name };
      return { kind: "rule", compiled: { rule: about, stages: [{ logSource, predicate }] } };
    }
    case "correlation": {
      const correlation = parseCorrelation(document, report);
      return correlation && { kind: "correlation", correlation };
    }
    case "filter": {
      const filter = parseFilter(document, report);
      const predicate = filter && compileDetection(filter, index, placeholders, report);
      return predicate && { kind: "filter", filter, predicate };
    }
    case "unknown": {
      const message =
        "There is no Sigma rule here: a rule has at least a title, a log source and a detection.";
      report.error("sigma/not-a-rule", message, { path: [], part: "value" });
      return null;
    }
  }
}

function compileDetection(
  { selections, conditions }: Pick<SigmaRule, "selections" | "conditions">,
  index: number,
  placeholders: Placeholders,
  report: Report,
): Predicate | null {
  const predicates = new Map<string, Predicate | null>();
  const filled = fillPlaceholders(selections, placeholders, report);
  const originOf = originsIn(index, filled.values());
  for (const [name, selection] of filled)
    predicates.set(name, selection && selectionPredicate(selection, report, name, originOf));
  const compiled = conditions.map(({ condition, path }) =>
    compileCondition(condition, predicates, path, report),
  );
  const of = compiled.filter((predicate) => predicate !== null);
  if (of.length < compiled.length) return null;
  return of.length === 1 ? of[0]! : { kind: "any", of };
}

/** Returns a document's id, title and name; of one that is no YAML, what looks like them. */
function namesOf(
  value: unknown,
  text: string,
): Pick<UnlinkedDocument, "id" | "title" | "ruleName"> {
  const read = (key: string) =>
    isRecord(value)
      ? value[key]
      : new RegExp(`^${key}:[ \\t]*["']?(.*?)["']?[ \\t\\r]*$`, "m").exec(text)?.[1];
  const known = (key: string): string | null => {
    const found = read(key);
    return typeof found === "string" && found !== "" ? found : null;
  };
  return { id: known("id"), title: known("title"), ruleName: known("name") };
}
