import type { Predicate } from "../../../matching/model/predicate.ts";
import type { Diagnostic } from "../../../text/diagnostic.ts";
import type { SourceText } from "../../../text/source.ts";
import type { YamlPath } from "../../../text/yaml.ts";
import type { Selection } from "../parse/ast.ts";
import { compileItem } from "./compile-item.ts";
import type { OriginOf } from "./origins.ts";
import { parseSelection } from "../parse/parse-selection.ts";
import { createReport, type Report } from "../report.ts";

/**
 * Compiles a selection that stands outside a Sigma rule: a map of `field|modifiers` to values, or a
 * list of such maps as alternatives. It stands in the YAML text `source` at `path`.
 *
 * @returns `predicate` is null if, and only if, there is an error among the diagnostics
 */
export function compileSelection(
  selection: unknown,
  source: SourceText,
  path: YamlPath,
): { predicate: Predicate | null; diagnostics: readonly Diagnostic[] } {
  const report = createReport({ source, path });
  const parsed = parseSelection(selection, [], report);
  const predicate = parsed && selectionPredicate(parsed, report);
  return { predicate, diagnostics: report.diagnostics };
}

/**
 * Returns the predicate of a parsed selection: a node with the given name around its parts, so that
 * an explanation can show it, or null if there was something to report.
 *
 * @param originOf where its values stand in the file of the rule; not given for what is no rule
 */
export function selectionPredicate(
  selection: Selection,
  report: Report,
  name?: string,
  originOf?: OriginOf,
): Predicate | null {
  const named = name === undefined ? {} : { name };
  if (selection.kind === "item") {
    const predicate = compileItem(selection, report, originOf);
    if (!predicate || name === undefined) return predicate;
    const isNode =
      (predicate.kind === "any" || predicate.kind === "all") && predicate.name === undefined;
    return isNode ? { ...predicate, name } : { kind: "all", of: [predicate], name };
  }
  const parts = selection.of.map((part) => selectionPredicate(part, report, undefined, originOf));
  const of = parts.filter((part) => part !== null);
  return of.length === parts.length ? { kind: selection.kind, of, ...named } : null;
}
