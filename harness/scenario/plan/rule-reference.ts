import type { BrokenRule } from "../../languages/load.ts";
import type { CompiledRule } from "../../matching/model/rule.ts";
import { didYouMean } from "../../text/suggest.ts";
import type { RuleSet } from "../../languages/compilation.ts";

/** What a reference to a rule leads to. */
export type FoundRule =
  | { readonly kind: "rule"; readonly rule: CompiledRule }
  | { readonly kind: "broken"; readonly broken: BrokenRule }
  /** No rule, or several: `reason` says which. */
  | { readonly kind: "unknown"; readonly reason: string };

/**
 * Finds a rule by its id, or by its path below the rules folder (with or without extension).
 * Ids are compared without regard to letter case.
 */
export function findRule(reference: string, rules: RuleSet): FoundRule {
  const sound = rules.rules.filter(({ rule }) => answersTo(rule, reference));
  const broken = rules.broken.filter((rule) => answersTo(rule, reference));
  if (sound.length + broken.length > 1) {
    const paths = [...sound.map(({ rule }) => rule.path), ...broken.map(({ path }) => path)].sort();
    return {
      kind: "unknown",
      reason: `"${reference}" names ${paths.length} rules: ${paths.join(", ")}.`,
    };
  }
  if (sound[0]?.partOf) {
    const { title, path } = sound[0].partOf;
    const reason = `"${reference}" has no matches of its own: it is part of "${title}" (${path}), which says no "generate: true".`;
    return { kind: "unknown", reason };
  }
  if (sound[0]) return { kind: "rule", rule: sound[0] };
  if (broken[0]) return { kind: "broken", broken: broken[0] };
  const names = rules.rules.flatMap(({ rule }) => [rule.name, rule.id ?? []].flat());
  const hint = didYouMean(reference, names) ?? nameless(rules);
  return { kind: "unknown", reason: `No rule is called "${reference}".${hint ? ` ${hint}` : ""}` };
}

function answersTo(rule: { id: string | null; name: string }, reference: string): boolean {
  return (
    rule.id?.toLowerCase() === reference.toLowerCase() ||
    rule.name === reference ||
    rule.name.replace(/\.[^./]+$/, "") === reference
  );
}

/** Names files that are so broken that their ids are unknown. */
function nameless({ broken }: RuleSet): string | undefined {
  const paths = broken.flatMap(({ id, path }) => (id === null ? path : []));
  return paths.length > 0
    ? `It may be in a file that cannot be used: ${paths.slice(0, 3).join(", ")}.`
    : undefined;
}
