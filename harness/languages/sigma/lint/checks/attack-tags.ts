/** Tags of ATT&CK against version 19. */
import { REVOKED_TECHNIQUES } from "../../../../attack/revoked-techniques.ts";
import { RETIRED_TACTICS, tacticOf, TACTICS } from "../../../../attack/tactics.ts";
import { ATTACK_VERSION, techniqueOf, type Technique } from "../../../../attack/techniques.ts";
import { didYouMean } from "../../../../text/suggest.ts";
import { quote } from "../../../common/quote.ts";
import type { Check, Finding } from "../check.ts";
import type { LintedRule } from "../linted-rule.ts";
import { tagsOf, tagTarget } from "./tag-names.ts";

const TECHNIQUE = /^t\d+(?:\.\d+)?$/;
/** Groups, software, campaigns, mitigations, data sources: not looked up. */
const OTHER_OBJECT = /^(?:[gscm]\d{4}|ds\d{4}|ta\d{4})$/;

interface AttackTag {
  readonly index: number;
  readonly text: string;
  /** In lower case, with hyphens. */
  readonly name: string;
}

function attackTags(rule: LintedRule): AttackTag[] {
  return tagsOf(rule)
    .filter(({ namespace }) => namespace.toLowerCase() === "attack")
    .map(({ index, text, name }) => ({ index, text, name: name.toLowerCase() }));
}

function techniquesOf(rule: LintedRule): Technique[] {
  return attackTags(rule).flatMap(({ name }) => techniqueOf(name) ?? []);
}

function* unknownTechniques(rule: LintedRule): Generator<Finding> {
  for (const tag of attackTags(rule)) {
    if (!TECHNIQUE.test(tag.name) || techniqueOf(tag.name)) continue;
    if (REVOKED_TECHNIQUES.has(tag.name.toUpperCase())) continue;
    const message = `ATT&CK v${ATTACK_VERSION} has no technique ${quote(tag.name.toUpperCase())}.`;
    yield { message, target: tagTarget(tag) };
  }
}

function* revokedTechniques(rule: LintedRule): Generator<Finding> {
  for (const tag of attackTags(rule)) {
    const id = tag.name.toUpperCase();
    const now = REVOKED_TECHNIQUES.get(id);
    const technique = now === undefined ? undefined : techniqueOf(now);
    if (!technique || techniqueOf(id)) continue;
    const message = `ATT&CK has revoked the technique ${quote(id)}.`;
    const hint = `Write "attack.${technique.id.toLowerCase()}" (${technique.name}).`;
    yield { message, hint, target: tagTarget(tag) };
  }
}

function* retiredTactics(rule: LintedRule): Generator<Finding> {
  for (const tag of attackTags(rule)) {
    const successors = RETIRED_TACTICS.get(tag.name.replaceAll("_", "-"));
    if (!successors) continue;
    const own = successors.filter((successor) =>
      techniquesOf(rule).some(({ tactics }) => tactics.includes(successor)),
    );
    const names = (own.length > 0 ? own : successors).map((successor) => `"attack.${successor}"`);
    const message = `ATT&CK v${ATTACK_VERSION} has no tactic ${quote(tag.name)} any more.`;
    const hint = `Write ${names.join(own.length > 0 ? " and " : " or ")}${own.length > 0 ? ", to which its techniques belong now" : ""}.`;
    yield { message, hint, target: tagTarget(tag) };
  }
}

function* unknownNames(rule: LintedRule): Generator<Finding> {
  for (const tag of attackTags(rule)) {
    const { name } = tag;
    if (TECHNIQUE.test(name) || OTHER_OBJECT.test(name) || tacticOf(name)) continue;
    if (RETIRED_TACTICS.has(name.replaceAll("_", "-"))) continue;
    const shortNames = TACTICS.map(({ shortName }) => shortName);
    const message = `ATT&CK v${ATTACK_VERSION} has no tactic ${quote(name)}.`;
    const hint = didYouMean(name, shortNames) ?? `Tactics are ${shortNames.join(", ")}.`;
    yield { message, hint, target: tagTarget(tag) };
  }
}

function* foreignTactics(rule: LintedRule): Generator<Finding> {
  const techniques = techniquesOf(rule);
  if (techniques.length === 0) return;
  for (const tag of attackTags(rule)) {
    if (!tacticOf(tag.name)) continue;
    if (techniques.some(({ tactics }) => tactics.includes(tag.name))) continue;
    const message = `The tactic ${quote(tag.name)} is that of none of the rule's techniques.`;
    const ids = techniques.map(({ id, tactics }) => `${id} (${tactics.join(", ")})`);
    yield { message, hint: `They are ${ids.join(", ")}.`, target: tagTarget(tag) };
  }
}

function* techniquesWithoutTactic(rule: LintedRule): Generator<Finding> {
  const tags = attackTags(rule);
  const names = new Set(tags.map(({ name }) => name));
  if (tags.some(({ name }) => RETIRED_TACTICS.has(name.replaceAll("_", "-")))) return;
  for (const tag of tags) {
    const technique = techniqueOf(tag.name);
    if (!technique || technique.tactics.some((tactic) => names.has(tactic))) continue;
    const message = `The rule names the technique ${quote(technique.id)}, and none of its tactics.`;
    const hint = `Add ${technique.tactics.map((tactic) => `"attack.${tactic}"`).join(" or ")}.`;
    yield { message, hint, target: tagTarget(tag) };
  }
}

export const ATTACK_CHECKS: readonly Check[] = [
  { code: "lint/unknown-technique", severity: "warning", check: unknownTechniques },
  { code: "lint/revoked-technique", severity: "warning", check: revokedTechniques },
  { code: "lint/retired-tactic", severity: "warning", check: retiredTactics },
  { code: "lint/unknown-tactic", severity: "warning", check: unknownNames },
  { code: "lint/foreign-tactic", severity: "note", check: foreignTactics },
  { code: "lint/technique-without-tactic", severity: "note", check: techniquesWithoutTactic },
];
