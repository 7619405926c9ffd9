/** Conditions with their selectors spelled out, and what they come to for each choice of selections. */
import type { Condition, SigmaRule } from "../parse/ast.ts";
import { fitsPattern, isHidden } from "../parse/selector-pattern.ts";

/** A condition as a formula over the names of selections. */
export type Formula =
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "not"; readonly of: Formula }
  | { readonly kind: "all" | "any"; readonly of: readonly Formula[] };

/** Returns a formula for each condition of a rule; the conditions are alternatives. */
export function partsOf(rule: SigmaRule): Formula[] {
  const names = [...rule.selections.keys()];
  return rule.conditions.map(({ condition }) => formulaOf(condition, names));
}

/** Returns the formula of a condition. */
export function formulaOf(condition: Condition, names: readonly string[]): Formula {
  switch (condition.kind) {
    case "and":
      return { kind: "all", of: condition.of.map((part) => formulaOf(part, names)) };
    case "or":
      return { kind: "any", of: condition.of.map((part) => formulaOf(part, names)) };
    case "not":
      return { kind: "not", of: formulaOf(condition.of, names) };
    case "selection":
      return { kind: "name", name: condition.name };
    case "selector":
      return {
        kind: condition.of,
        of: selectedBy(condition.pattern, names).map((name) => ({ kind: "name", name })),
      };
  }
}

/** Returns the names that a selector's pattern selects; those with `_` in front are never meant. */
function selectedBy(pattern: string, names: readonly string[]): string[] {
  return names.filter((name) => !isHidden(name) && fitsPattern(name, pattern));
}

/** Returns the names that a formula speaks of, each as often as it does. */
export function namesIn(formula: Formula): string[] {
  if (formula.kind === "name") return [formula.name];
  return formula.kind === "not" ? namesIn(formula.of) : formula.of.flatMap(namesIn);
}

/** Returns what a formula comes to, given which selections hold. */
export function evaluate(formula: Formula, holds: (name: string) => boolean): boolean {
  switch (formula.kind) {
    case "name":
      return holds(formula.name);
    case "not":
      return !evaluate(formula.of, holds);
    case "all":
      return formula.of.every((part) => evaluate(part, holds));
    case "any":
      return formula.of.some((part) => evaluate(part, holds));
  }
}

/** Returns the formula with other names in it; names that become the same are one thing. */
export function rename(formula: Formula, name: (name: string) => string): Formula {
  switch (formula.kind) {
    case "name":
      return { kind: "name", name: name(formula.name) };
    case "not":
      return { kind: "not", of: rename(formula.of, name) };
    case "all":
    case "any":
      return { kind: formula.kind, of: formula.of.map((part) => rename(part, name)) };
  }
}

/** Names in which a formula occurs too often to be tried. */
const MAX_NAMES = 12;

/** What a formula comes to, over all choices of which selections hold. */
export interface TruthTable {
  readonly canHold: boolean;
  readonly canFail: boolean;
  /** Names that make no difference to it. */
  readonly idle: readonly string[];
}

/**
 * Returns the truth table of a formula, or undefined for one of too many names. Names that occur
 * once, in one list with others such (`1 of filter_*`), are tried as one: any of them decides alike.
 */
export function truthTable(formula: Formula): TruthTable | undefined {
  const counts = new Map<string, number>();
  for (const name of namesIn(formula)) counts.set(name, (counts.get(name) ?? 0) + 1);
  const folded = foldLists(formula, (name) => counts.get(name) === 1);
  const names = [...new Set(namesIn(folded))];
  if (names.length > MAX_NAMES) return undefined;
  const values = Array.from({ length: 2 ** names.length }, (_, bits) =>
    evaluate(folded, (name) => ((bits >> names.indexOf(name)) & 1) === 1),
  );
  const idle = names.filter((_, i) =>
    values.every((value, bits) => value === values[bits ^ (1 << i)]),
  );
  return { canHold: values.includes(true), canFail: values.includes(false), idle };
}

function foldLists(formula: Formula, isAlone: (name: string) => boolean): Formula {
  if (formula.kind === "name") return formula;
  if (formula.kind === "not") return { kind: "not", of: foldLists(formula.of, isAlone) };
  const lone = (part: Formula) => part.kind === "name" && isAlone(part.name);
  const [first, ...others] = formula.of.filter(lone);
  const rest = formula.of.filter((part) => !lone(part) || part === first);
  const of = others.length > 0 ? rest : formula.of;
  return { kind: formula.kind, of: of.map((part) => foldLists(part, isAlone)) };
}
