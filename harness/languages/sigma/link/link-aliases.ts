import type { SigmaCorrelation } from "../parse/ast.ts";
import type { UnlinkedDocument } from "../compile/unlinked-document.ts";
import { quote } from "../../common/quote.ts";
import { targetOf, type SymbolTable } from "./symbol-table.ts";

/**
 * Returns what a name in a correlation is called in the events of a stage: the field that an alias
 * gives it for the rule of the stage, or for a correlation in between; else the name that an inner
 * correlation gives it; else the name itself. Reports aliases that name no rule or are not used.
 *
 * @param referenceChains for each stage, the references that lead to it, outermost first
 */
export function linkAliases(
  unlinked: UnlinkedDocument,
  { aliases, groupBy, condition, rules }: SigmaCorrelation,
  referenceChains: readonly (readonly UnlinkedDocument[])[],
  symbols: SymbolTable,
): (name: string, stage: number) => string {
  const used = [...groupBy, ...(condition?.kind === "numbers" ? condition.fields : [])];
  const mappings = new Map<string, Mapping>();
  for (const { name, fields } of aliases) {
    const mapping = new Map<UnlinkedDocument, string>();
    for (const { rule, field } of fields) {
      const found = symbols.find(rule, unlinked, "error");
      if (!found) continue;
      if (referenceChains.some((chain) => chain.includes(found))) mapping.set(found, field);
      else {
        const message = `The alias ${quote(name)} names ${quote(rule.written)}, which is none of the correlation's rules.`;
        const hint = `Its rules are ${rules.map(({ written }) => written).join(", ")}.`;
        unlinked.report.error("sigma/alias", message, targetOf(rule), hint);
      }
    }
    mappings.set(name, mapping);
    const target = { path: ["correlation", "aliases", name], part: "key" } as const;
    if (!used.includes(name)) {
      const message = `The alias ${quote(name)} is not used.`;
      unlinked.report.warning("sigma/alias", message, target, 'Name it in "group-by".');
      continue;
    }
    const without = referenceChains.filter((chain) => fieldFor(name, chain, mapping) === null);
    const names = new Set(
      without.map((chain) => quote(chain.at(-1)!.ruleName ?? chain.at(-1)!.title)),
    );
    if (names.size === 0 || unlinked.report.hasErrors()) continue;
    const message = `The alias ${quote(name)} says nothing of ${[...names].join(", ")}: there a field called ${quote(name)} is looked for.`;
    unlinked.report.warning("sigma/alias", message, target);
  }
  return (name, stage) => fieldFor(name, referenceChains[stage]!, mappings.get(name)) ?? name;
}

type Mapping = ReadonlyMap<UnlinkedDocument, string>;

function fieldFor(
  name: string,
  chain: readonly UnlinkedDocument[],
  mapping?: Mapping,
): string | null {
  for (const unlinked of chain.toReversed()) {
    const field = mapping?.get(unlinked);
    if (field !== undefined) return field;
  }
  return innerName(name, chain);
}

/** Returns the name's field according to the outermost inner correlation with an alias for it. */
function innerName(name: string, [outer, ...chain]: readonly UnlinkedDocument[]): string | null {
  if (outer?.content?.kind !== "correlation") return null;
  const alias = outer.content.correlation.aliases.find((one) => one.name === name);
  for (const unlinked of chain.toReversed()) {
    const found = alias?.fields.find(({ rule }) => calls(rule.written, unlinked));
    if (found) return found.field;
  }
  return innerName(name, chain);
}

function calls(written: string, { id, ruleName }: UnlinkedDocument): boolean {
  return ruleName === written || id?.toLowerCase() === written.toLowerCase();
}
