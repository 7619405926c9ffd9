/** Brings drafts together: filters into the rules they are for, rules into correlations. */
import type { CompiledRule } from "../../../matching/model/rule.ts";
import { applyFilters } from "./apply-filters.ts";
import type { Draft } from "../compile/unlinked-rule.ts";
import { hasFailed, Linker } from "./link-correlation.ts";
import { RuleBook } from "./symbol-table.ts";

/** Returns the rule of each sound draft that has one; what is wrong goes into the drafts' reports. */
export function link(drafts: readonly Draft[]): ReadonlyMap<Draft, CompiledRule> {
  const rules = new Map<Draft, CompiledRule>();
  for (const draft of drafts)
    if (draft.content?.kind === "rule" && !hasFailed(draft))
      rules.set(draft, draft.content.compiled);
  if (drafts.length === rules.size) return rules;
  const book = new RuleBook(drafts);
  applyFilters(drafts, rules, book);
  const linker = new Linker(rules, book);
  for (const draft of drafts) linker.link(draft);
  for (const { draft, parts } of linker.linked)
    for (const part of parts) {
      const [whole, rule] = [rules.get(draft), rules.get(part)];
      if (whole && rule && !rule.partOf) rules.set(part, { ...rule, partOf: whole.rule });
    }
  return rules;
}
