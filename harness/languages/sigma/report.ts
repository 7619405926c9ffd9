import type { SourceText, Span, TextPlace } from "../../text/source.ts";
import { locateInKey, locateInString, locateYaml, type YamlPath } from "../../text/yaml.ts";
import { RegexBudget } from "../../matching/values/regex/regex-budget.ts";
import { createDiagnosticReport, type DiagnosticReport } from "../common/report.ts";
import { VariantBudget } from "./modifiers/variant-budget.ts";

/** The node of a YAML text that is being compiled. Paths in reports begin there. */
export interface Origin {
  readonly source: SourceText;
  readonly path: YamlPath;
  /** Ordinal of the document in its text, from 0, in which a path stands. */
  readonly documentOf?: (path: YamlPath) => number;
}

/** What a diagnostic points at: a key or a value, or a piece of one. */
export interface Target {
  readonly path: YamlPath;
  readonly part: "key" | "value";
  readonly piece?: Span;
}

/** What the parts of a text may cost together. */
export interface Budgets {
  readonly regexes: RegexBudget;
  readonly variants: VariantBudget;
}

/** Collects diagnostics on a part of a YAML text. */
export interface Report extends DiagnosticReport<Target> {
  readonly budgets: Budgets;
}

/** Returns what a text may cost of which nothing is spent. */
export function createBudgets(): Budgets {
  return { regexes: new RegexBudget(), variants: new VariantBudget() };
}

/** Returns an empty report on a part of a text. */
export function createReport(origin: Origin, budgets: Budgets = createBudgets()): Report {
  const report = createDiagnosticReport<Target>(origin.source.path, (target) =>
    placeOfTarget(origin, target),
  );
  return { ...report, budgets };
}

function placeOfTarget(
  { source, path: base, documentOf }: Origin,
  { path, part, piece }: Target,
): TextPlace {
  const whole = [...base, ...path];
  const document = documentOf?.(whole);
  if (!piece) return locateYaml(source, whole, part, document);
  const locate = part === "key" ? locateInKey : locateInString;
  return locate(source, whole, piece.start, piece.end - piece.start, document);
}
