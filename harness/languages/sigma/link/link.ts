/** Links the documents of rule files: filters to the rules they are for, correlations to theirs. */
import type { CompiledRule } from "../../../matching/model/rule.ts";
import { applyFilters } from "./apply-filters.ts";
import { isBroken, type UnlinkedDocument } from "../compile/unlinked-document.ts";
import { CorrelationLinker } from "./link-correlation.ts";
import { SymbolTable } from "./symbol-table.ts";

/** Returns the compiled rules by their documents; errors go into the documents' reports. */
export function link(
  unlinkedRules: readonly UnlinkedDocument[],
): ReadonlyMap<UnlinkedDocument, CompiledRule> {
  const rules = new Map<UnlinkedDocument, CompiledRule>();
  for (const unlinked of unlinkedRules)
    if (unlinked.content?.kind === "rule" && !isBroken(unlinked))
      rules.set(unlinked, unlinked.content.compiled);
  if (unlinkedRules.length === rules.size) return rules;
  const symbols = new SymbolTable(unlinkedRules);
  applyFilters(unlinkedRules, rules, symbols);
  const linker = new CorrelationLinker(rules, symbols);
  for (const unlinked of unlinkedRules) linker.link(unlinked);
  for (const { unlinked, referenced } of linker.withoutGenerate)
    for (const one of referenced) {
      const [whole, rule] = [rules.get(unlinked), rules.get(one)];
      if (whole && rule && !rule.partOf) rules.set(one, { ...rule, partOf: whole.rule });
    }
  return rules;
}
