import type { SigmaCorrelation } from "../parse/ast.ts";
import type { Draft } from "../compile/unlinked-rule.ts";
import { quote } from "../report.ts";
import { targetOf, type RuleBook } from "./symbol-table.ts";

/**
 * Returns what a name in a correlation is called in the events of a stage: the field that an alias
 * gives it for the rule of the stage, or for a correlation in between; else the name that an inner
 * correlation gives it; else the name itself. Reports aliases that cannot be.
 *
 * @param ways for each stage, the drafts it came by
 */
export function linkAliases(
  draft: Draft,
  { aliases, groupBy, condition, rules }: SigmaCorrelation,
  ways: readonly (readonly Draft[])[],
  book: RuleBook,
): (name: string, stage: number) => string {
  const used = [...groupBy, ...(condition?.kind === "numbers" ? condition.fields : [])];
  const mappings = new Map<string, Mapping>();
  for (const { name, fields } of aliases) {
    const mapping = new Map<Draft, string>();
    for (const { rule, field } of fields) {
      const found = book.find(rule, draft, "error");
      if (!found) continue;
      if (ways.some((way) => way.includes(found))) mapping.set(found, field);
      else {
        const message = `The alias ${quote(name)} names ${quote(rule.written)}, which is none of the correlation's rules.`;
        const hint = `Its rules are ${rules.map(({ written }) => written).join(", ")}.`;
        draft.report.error("sigma/alias", message, targetOf(rule), hint);
      }
    }
    mappings.set(name, mapping);
    const target = { path: ["correlation", "aliases", name], part: "key" } as const;
    if (!used.includes(name)) {
      const message = `The alias ${quote(name)} is not used.`;
      draft.report.warning("sigma/alias", message, target, 'Name it in "group-by".');
      continue;
    }
    const without = ways.filter((way) => fieldFor(name, way, mapping) === null);
    const names = new Set(without.map((way) => quote(way.at(-1)!.ruleName ?? way.at(-1)!.title)));
    if (names.size === 0 || draft.report.hasErrors()) continue;
    const message = `The alias ${quote(name)} says nothing of ${[...names].join(", ")}: there a field called ${quote(name)} is looked for.`;
    draft.report.warning("sigma/alias", message, target);
  }
  return (name, stage) => fieldFor(name, ways[stage]!, mappings.get(name)) ?? name;
}

type Mapping = ReadonlyMap<Draft, string>;

function fieldFor(name: string, way: readonly Draft[], mapping?: Mapping): string | null {
  for (const draft of way.toReversed()) {
    const field = mapping?.get(draft);
    if (field !== undefined) return field;
  }
  return innerName(name, way);
}

/** What the outermost inner correlation that knows the name calls it. */
function innerName(name: string, [outer, ...way]: readonly Draft[]): string | null {
  if (outer?.content?.kind !== "correlation") return null;
  const alias = outer.content.correlation.aliases.find((one) => one.name === name);
  for (const draft of way.toReversed()) {
    const found = alias?.fields.find(({ rule }) => calls(rule.written, draft));
    if (found) return found.field;
  }
  return innerName(name, way);
}

function calls(written: string, { id, ruleName }: Draft): boolean {
  return ruleName === written || id?.toLowerCase() === written.toLowerCase();
}
