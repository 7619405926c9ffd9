/** Conditions as formulas of propositional logic over selections, and their truth tables. */
import type { Condition, SigmaRule } from "../parse/ast.ts";
import { selectedBy } from "../parse/selector.ts";

/** A condition with its selectors expanded; the names of selections are its variables. */
export type Formula =
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "not"; readonly of: Formula }
  | { readonly kind: "all" | "any"; readonly of: readonly Formula[] };

/** Returns a formula for each condition of a rule; the conditions are alternatives. */
export function formulasOf(rule: SigmaRule): Formula[] {
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

/** Returns the variables of a formula, each as often as it occurs. */
export function variablesIn(formula: Formula): string[] {
  if (formula.kind === "name") return [formula.name];
  return formula.kind === "not" ? variablesIn(formula.of) : formula.of.flatMap(variablesIn);
}

/** Returns the value of a formula for given values of its variables. */
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

/** Returns the formula with its variables renamed; those with equal new names become one. */
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

/** Variables of a formula for which a truth table is made; each doubles its rows. */
const MAX_VARIABLES = 12;

/** What is known of a formula over all values of its variables. */
export interface TruthTable {
  readonly canHold: boolean;
  readonly canFail: boolean;
  /** Variables that never change its value. */
  readonly idle: readonly string[];
}

/**
 * Returns the truth table of a formula, or undefined if it has too many variables. Variables that occur
 * once, in one list with others such (`1 of filter_*`), count as one: they are interchangeable.
 */
export function truthTable(formula: Formula): TruthTable | undefined {
  const counts = new Map<string, number>();
  for (const name of variablesIn(formula)) counts.set(name, (counts.get(name) ?? 0) + 1);
  const folded = foldLists(formula, (name) => counts.get(name) === 1);
  const names = [...new Set(variablesIn(folded))];
  if (names.length > MAX_VARIABLES) return undefined;
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
