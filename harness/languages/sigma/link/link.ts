/** Brings drafts together: filters into the rules they are for, rules into correlations. */
import type { CompiledRule } from "../../../matching/model/rule.ts";
import { applyFilters } from "./apply-filters.ts";
import type { UnlinkedRule } from "../compile/unlinked-rule.ts";
import { hasFailed, Linker } from "./link-correlation.ts";
import { SymbolTable } from "./symbol-table.ts";

/** Returns the rule of each sound draft that has one; what is wrong goes into the drafts' reports. */
export function link(
  unlinkedRules: readonly UnlinkedRule[],
): ReadonlyMap<UnlinkedRule, CompiledRule> {
  const rules = new Map<UnlinkedRule, CompiledRule>();
  for (const unlinked of unlinkedRules)
    if (unlinked.content?.kind === "rule" && !hasFailed(unlinked))
      rules.set(unlinked, unlinked.content.compiled);
  if (unlinkedRules.length === rules.size) return rules;
  const symbols = new SymbolTable(unlinkedRules);
  applyFilters(unlinkedRules, rules, symbols);
  const linker = new Linker(rules, symbols);
  for (const unlinked of unlinkedRules) linker.link(unlinked);
  for (const { unlinked, parts } of linker.linked)
    for (const part of parts) {
      const [whole, rule] = [rules.get(unlinked), rules.get(part)];
      if (whole && rule && !rule.partOf) rules.set(part, { ...rule, partOf: whole.rule });
    }
  return rules;
}
