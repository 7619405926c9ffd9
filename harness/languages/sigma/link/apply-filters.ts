import type { LogSource } from "../../../events/log-sources/log-source.ts";
import { describeLogSource } from "../../../events/log-sources/log-source.ts";
import type { Predicate } from "../../../matching/model/predicate.ts";
import type { CompiledRule } from "../../../matching/model/rule.ts";
import type { SigmaFilter } from "../parse/ast.ts";
import type { Draft } from "../compile/unlinked-rule.ts";
import { targetOf, type RuleBook } from "./symbol-table.ts";

/**
 * Joins the condition of each filter to those of its rules: both must hold. Selections of the one
 * are unknown to the other. A filter is for rules on single events whose log source has everything
 * that the filter's has.
 *
 * @see pySigma, `SigmaFilter.apply_on_rule`
 */
export function applyFilters(
  drafts: readonly Draft[],
  rules: Map<Draft, CompiledRule>,
  book: RuleBook,
): void {
  for (const draft of drafts) {
    const { content, report } = draft;
    if (content?.kind !== "filter" || report.hasErrors()) continue;
    for (const [one, compiled] of rulesFor(content.filter, draft, rules, book))
      rules.set(one, filtered(compiled, content.predicate));
  }
}

function rulesFor(
  { rules: references, logSource }: SigmaFilter,
  draft: Draft,
  rules: ReadonlyMap<Draft, CompiledRule>,
  book: RuleBook,
): ReadonlyMap<Draft, CompiledRule> {
  if (!references)
    return new Map([...rules].filter(([, { rule }]) => contains(logSource, rule.logSource)));
  const found = new Map<Draft, CompiledRule>();
  for (const reference of references) {
    const one = book.find(reference, draft, "warning");
    const compiled = one && rules.get(one);
    // A rule that is broken, or a correlation, has nothing to be filtered.
    if (!one || !compiled) continue;
    if (contains(logSource, compiled.rule.logSource)) found.set(one, compiled);
    else warnOfLogSource(draft, reference, logSource, compiled);
  }
  return found;
}

function filtered(compiled: CompiledRule, predicate: Predicate): CompiledRule {
  const stages = compiled.stages.map((stage) => ({
    ...stage,
    predicate: { kind: "all", of: [stage.predicate, predicate] } as const,
  }));
  return { ...compiled, stages };
}

function contains(wider: LogSource, narrower: LogSource): boolean {
  return (["product", "category", "service"] as const).every(
    (key) => wider[key] === undefined || wider[key].toLowerCase() === narrower[key]?.toLowerCase(),
  );
}

function warnOfLogSource(
  { report }: Draft,
  reference: Parameters<typeof targetOf>[0],
  logSource: LogSource,
  { rule }: CompiledRule,
): void {
  const message = `The filter is for ${describeLogSource(logSource)}, and "${rule.title}" for ${describeLogSource(rule.logSource)}: it is not filtered.`;
  report.warning("sigma/filter-log-source", message, targetOf(reference));
}
