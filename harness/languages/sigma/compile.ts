import type { Predicate } from "../../matching/predicate.ts";
import type { CompiledRule } from "../../matching/rule.ts";
import type { Diagnostic } from "../../text/diagnostic.ts";
import type { SourceText } from "../../text/source.ts";
import { readYamlDocuments, type YamlDocument } from "../../text/yaml.ts";
import type { BrokenRule, Compilation } from "../compilation.ts";
import type { SigmaRule } from "./ast.ts";
import { compileCondition } from "./compile-condition.ts";
import {
  documentKind,
  inheritingDocuments,
  isDocument,
  refuseDocument,
  refuseInheriting,
} from "./document-kind.ts";
import { parseRule } from "./parse.ts";
import { createReport, type Report } from "./report.ts";
import { selectionPredicate } from "./selection.ts";

/**
 * Compiles a file of Sigma rules: YAML of one or several documents, each a rule. Empty documents
 * beside others do not count.
 *
 * @param name by which scenarios call the rules of the file
 */
export function compileSigma(source: SourceText, name: string): Compilation {
  const documents = readYamlDocuments(source);
  if (documents.every(({ value }) => value === null)) documents.splice(0, Infinity, EMPTY);
  const text = documents.length === 1 ? source.text : "";
  const inheriting = inheritingDocuments(documents.map(({ value }) => value));
  const compiled = documents.map((document, i) => {
    const report = createReport({ source, path: [], document: i });
    if (inheriting[i]) refuseInheriting(report);
    const { rule, diagnostics } = compileDocument(document, source, name, report);
    if (rule || document.value === null) return { rule, diagnostics };
    return {
      diagnostics,
      broken: { path: source.path, name, ...namesOf(document.value, text), diagnostics },
    };
  });
  return {
    rules: compiled.flatMap(({ rule }) => rule ?? []),
    broken: compiled.flatMap(({ broken }) => broken ?? []),
    diagnostics: compiled.flatMap(({ diagnostics }) => diagnostics),
  };
}

const EMPTY: YamlDocument = { value: undefined, diagnostics: [] };

function compileDocument(
  { value, diagnostics: syntax }: YamlDocument,
  source: SourceText,
  name: string,
  report: Report,
): { rule: CompiledRule | null; diagnostics: readonly Diagnostic[] } {
  const isSound = value !== null && syntax.length === 0 && !report.hasErrors();
  const rule = isSound ? compileValue(value, source, name, report) : null;
  return {
    rule: report.hasErrors() ? null : rule,
    diagnostics: [...syntax, ...report.diagnostics],
  };
}

function compileValue(
  value: unknown,
  { path }: SourceText,
  name: string,
  report: Report,
): CompiledRule | null {
  const document = isDocument(value) ? value : {};
  const kind = documentKind(document);
  if (kind !== "rule") {
    refuseDocument(document, kind, report);
    return null;
  }
  const rule = parseRule(document, report);
  const predicate = rule && compileDetection(rule, report);
  if (!predicate) return null;
  const { id, title, level, techniques, logSource } = rule;
  return {
    rule: { id, title, language: "sigma", level, techniques, logSource, path, name },
    stages: [{ logSource, predicate }],
  };
}

function compileDetection({ selections, conditions }: SigmaRule, report: Report): Predicate | null {
  const predicates = new Map<string, Predicate | null>();
  for (const [name, selection] of selections)
    predicates.set(name, selection && selectionPredicate(selection, report, name));
  const compiled = conditions.map(({ condition, path }) =>
    compileCondition(condition, predicates, path, report),
  );
  const of = compiled.filter((predicate) => predicate !== null);
  if (of.length < compiled.length) return null;
  return of.length === 1 ? of[0]! : { kind: "any", of };
}

/** Returns by what a broken rule may be known; of one that is no YAML, what looks like its id and title. */
function namesOf(value: unknown, text: string): Pick<BrokenRule, "id" | "title"> {
  const read = (key: string) =>
    isDocument(value)
      ? value[key]
      : new RegExp(`^${key}:[ \\t]*["']?(.*?)["']?[ \\t\\r]*$`, "m").exec(text)?.[1];
  const known = (found: unknown) => (typeof found === "string" && found !== "" ? found : null);
  return { id: known(read("id")), title: known(read("title")) };
}
