import {
  covers,
  describeLogSource,
  type LogSource,
} from "../../../events/log-sources/log-source.ts";
import type { Predicate } from "../../../matching/model/predicate.ts";
import type { CompiledRule } from "../../../matching/model/rule.ts";
import type { SigmaFilter } from "../parse/ast.ts";
import type { UnlinkedDocument } from "../compile/unlinked-document.ts";
import { withPath } from "./foreign-origins.ts";
import { targetOf, type SymbolTable } from "./symbol-table.ts";

/**
 * Joins the condition of each filter to those of its rules: both must hold. Selections of the one
 * are unknown to the other. A filter is for rules on single events whose log source has everything
 * that the filter's has.
 *
 * @see pySigma, `SigmaFilter.apply_on_rule`
 */
export function applyFilters(
  unlinkedRules: readonly UnlinkedDocument[],
  rules: Map<UnlinkedDocument, CompiledRule>,
  symbols: SymbolTable,
): void {
  const filters = new Map<UnlinkedDocument, Predicate[]>();
  for (const unlinked of unlinkedRules) {
    const { content, report } = unlinked;
    if (content?.kind !== "filter" || report.hasErrors()) continue;
    const { path } = unlinked;
    const foreign = withPath(content.predicate, path);
    for (const one of rulesFor(content.filter, unlinked, rules, symbols).keys()) {
      const predicate = one.path === path ? content.predicate : foreign;
      const known = filters.get(one);
      if (known) known.push(predicate);
      else filters.set(one, [predicate]);
    }
  }
  for (const [one, predicates] of filters) rules.set(one, filtered(rules.get(one)!, predicates));
}

function rulesFor(
  { rules: references, logSource }: SigmaFilter,
  unlinked: UnlinkedDocument,
  rules: ReadonlyMap<UnlinkedDocument, CompiledRule>,
  symbols: SymbolTable,
): ReadonlyMap<UnlinkedDocument, CompiledRule> {
  if (!references)
    return new Map([...rules].filter(([, { rule }]) => covers(logSource, rule.logSource)));
  const found = new Map<UnlinkedDocument, CompiledRule>();
  for (const reference of references) {
    const one = symbols.find(reference, unlinked, "warning");
    const compiled = one && rules.get(one);
    // A broken rule is not filtered, nor is a correlation.
    if (!one || !compiled) continue;
    if (covers(logSource, compiled.rule.logSource)) found.set(one, compiled);
    else warnOfLogSource(unlinked, reference, logSource, compiled);
  }
  return found;
}

function filtered(compiled: CompiledRule, predicates: readonly Predicate[]): CompiledRule {
  const stages = compiled.stages.map((stage) => ({
    ...stage,
    predicate: { kind: "all", of: [stage.predicate, ...predicates] } as const,
  }));
  return { ...compiled, stages };
}

function warnOfLogSource(
  { report }: UnlinkedDocument,
  reference: Parameters<typeof targetOf>[0],
  logSource: LogSource,
  { rule }: CompiledRule,
): void {
  const message = `The filter is for ${describeLogSource(logSource)}, and "${rule.title}" for ${describeLogSource(rule.logSource)}: it is not filtered.`;
  report.warning("sigma/filter-log-source", message, targetOf(reference));
}
