/** Conditions with the same value for all events, and selections without effect. */
import type { Condition, SigmaRule } from "../../parse/ast.ts";
import { quote } from "../../../common/quote.ts";
import type { Check, Finding } from "../check.ts";
import {
  formulaOf,
  variablesIn,
  formulasOf,
  rename,
  truthTable,
  type Formula,
} from "../propositional-formula.ts";
import { eventIdsOf, type LintedRule } from "../linted-rule.ts";

function* unusedSelections({ rule }: LintedRule): Generator<Finding> {
  if (!rule) return;
  const used = new Set(formulasOf(rule).flatMap(variablesIn));
  for (const name of rule.selections.keys()) {
    if (used.has(name)) continue;
    yield {
      message: `No condition uses the selection ${quote(name)}.`,
      hint: "Name it in the condition, or take it out.",
      target: { path: ["detection", name], part: "key" },
    };
  }
}

/** Returns a rule's condition with selections of equal content under one name. */
function foldedCondition(rule: SigmaRule, document: LintedRule["document"]): Formula {
  const detection = document["detection"] as Readonly<Record<string, unknown>>;
  const first = new Map<string, string>();
  const nameOf = (name: string) => {
    const content = JSON.stringify(detection[name], (_, value: unknown) =>
      typeof value === "bigint" ? String(value) : value,
    );
    if (!first.has(content)) first.set(content, name);
    return first.get(content)!;
  };
  const whole: Formula = { kind: "any", of: formulasOf(rule) };
  return rename(whole, nameOf);
}

function* neverHolds({ rule, document }: LintedRule): Generator<Finding> {
  if (!rule) return;
  const target = { path: ["detection", "condition"], part: "value" } as const;
  if (truthTable(foldedCondition(rule, document))?.canHold === false)
    yield { message: "The condition can never hold: it contradicts itself.", target };
  else if (requiresTwoIds(rule))
    yield { message: "The condition can never hold: it asks one event for two event ids.", target };
}

function requiresTwoIds(rule: SigmaRule): boolean {
  const ids = formulasOf(rule).map((formula) => requiredIds(formula, rule));
  return ids.length > 0 && ids.every((set) => set?.size === 0);
}

/** Returns the event ids of which the formula needs one; null if it needs none. */
function requiredIds(formula: Formula, rule: SigmaRule): ReadonlySet<number> | null {
  if (formula.kind === "not") return null;
  if (formula.kind !== "name") {
    const sets = formula.of.map((part) => requiredIds(part, rule));
    return formula.kind === "all" ? intersection(sets) : union(sets);
  }
  const selection = rule.selections.get(formula.name);
  return selection ? idsOfSelection(selection) : null;
}

type Part = NonNullable<ReturnType<SigmaRule["selections"]["get"]>>;

function idsOfSelection(part: Part): ReadonlySet<number> | null {
  if (part.kind === "item") {
    const ids = eventIdsOf(part);
    return ids.length === part.values.length ? new Set(ids) : null;
  }
  const sets = part.of.map(idsOfSelection);
  return part.kind === "all" ? intersection(sets) : union(sets);
}

type IdSet = ReadonlySet<number> | null;

function intersection(sets: readonly IdSet[]): IdSet {
  const known = sets.filter((set) => set !== null);
  const [first, ...rest] = known;
  return first ? new Set([...first].filter((id) => rest.every((set) => set.has(id)))) : null;
}

function union(sets: readonly IdSet[]): IdSet {
  return sets.every((set) => set !== null) ? new Set(sets.flatMap((set) => [...set])) : null;
}

function* alwaysHolds({ rule, document }: LintedRule): Generator<Finding> {
  if (!rule || truthTable(foldedCondition(rule, document))?.canFail !== false) return;
  yield {
    message: "The condition always holds: every event of the log source is a match.",
    target: { path: ["detection", "condition"], part: "value" },
  };
}

function* idleSelections({ rule, document }: LintedRule): Generator<Finding> {
  const table = rule && truthTable(foldedCondition(rule, document));
  if (!table || !table.canHold || !table.canFail) return;
  for (const name of table.idle)
    yield {
      message: `The selection ${quote(name)} makes no difference to the condition.`,
      target: { path: ["detection", name], part: "key" },
    };
}

/** A filter that asks for other event ids than the rest of the rule filters nothing. */
function* idleFilters({ rule }: LintedRule): Generator<Finding> {
  if (!rule || rule.conditions.length !== 1) return;
  const [whole] = formulasOf(rule);
  if (whole?.kind !== "all") return;
  const required = requiredIds(whole, rule);
  if (!required || required.size === 0) return;
  for (const part of whole.of) {
    if (part.kind !== "not") continue;
    for (const name of new Set(variablesIn(part.of))) {
      const selection = rule.selections.get(name);
      const own = selection && idsOfSelection(selection);
      if (!own || [...own].some((id) => required.has(id))) continue;
      const [mine, others] = [own, required].map((set) => [...set].join(", "));
      yield {
        message: `The filter ${quote(name)} can filter nothing: it asks for the event id ${mine}, and the rule for ${others}.`,
        target: { path: ["detection", name], part: "key" },
      };
    }
  }
}

/** `all of them` beside a filter asks for what should be left out. */
function* demandedFilters({ rule }: LintedRule): Generator<Finding> {
  if (!rule) return;
  const names = [...rule.selections.keys()];
  for (const { condition, path } of rule.conditions) {
    for (const selector of positiveSelectors(condition, true)) {
      if (selector.pattern !== "them") continue;
      const filters = variablesIn(formulaOf(selector, names)).filter((name) =>
        /^filter/i.test(name),
      );
      if (filters.length === 0 || filters.length === names.length) continue;
      const quantity = selector.of === "all" ? "all" : "1";
      yield {
        message: `"${quantity} of them" takes in the filter ${quote(filters[0])}, as if it were to be found.`,
        hint: `Write "${quantity} of selection*" and "not 1 of filter*".`,
        target: { path, part: "value", piece: selector.span },
      };
    }
  }
}

type Selector = Extract<Condition, { kind: "selector" }>;

function positiveSelectors(condition: Condition, positive: boolean): Selector[] {
  switch (condition.kind) {
    case "and":
    case "or":
      return condition.of.flatMap((part) => positiveSelectors(part, positive));
    case "not":
      return positiveSelectors(condition.of, !positive);
    case "selector":
      return positive ? [condition] : [];
    case "selection":
      return [];
  }
}

/** `1 of selection` without a wildcard is one selection by another name. */
function* selectorsOfOne({ rule }: LintedRule): Generator<Finding> {
  const names = [...(rule?.selections.keys() ?? [])];
  for (const { condition, path } of rule?.conditions ?? []) {
    for (const selector of [
      ...positiveSelectors(condition, true),
      ...positiveSelectors(condition, false),
    ]) {
      const isName = selector.pattern !== "them" && !selector.pattern.includes("*");
      if (!isName && !(selector.pattern === "them" && names.length === 1)) continue;
      yield {
        message: `${quote(selector.pattern)} selects one selection only.`,
        hint: isName
          ? `Write the name alone, or a pattern: "${selector.pattern}*".`
          : "Write its name.",
        target: { path, part: "value", piece: selector.span },
      };
    }
  }
}

/** A filter document whose condition holds for what is to be kept is nearly always a mistake. */
function* filtersWithoutNot({ document }: LintedRule): Generator<Finding> {
  const filter = document["filter"];
  const condition =
    filter !== null && typeof filter === "object"
      ? (filter as Readonly<Record<string, unknown>>)["condition"]
      : undefined;
  if (typeof condition !== "string" || /(?:^|[\s(])not(?=[\s(])/.test(condition)) return;
  yield {
    message: `The filter's condition ${quote(condition)} has no "not": only events for which it holds are left.`,
    hint: 'To leave events out, write "not selection".',
    target: { path: ["filter", "condition"], part: "value" },
  };
}

export const CONDITION_CHECKS: readonly Check[] = [
  { code: "lint/unused-selection", severity: "warning", check: unusedSelections },
  { code: "lint/never-holds", severity: "error", check: neverHolds },
  { code: "lint/always-holds", severity: "warning", check: alwaysHolds },
  { code: "lint/idle-selection", severity: "warning", check: idleSelections },
  { code: "lint/idle-filter", severity: "warning", check: idleFilters },
  { code: "lint/demanded-filter", severity: "warning", check: demandedFilters },
  { code: "lint/selector-of-one", severity: "note", check: selectorsOfOne },
  { code: "lint/filter-without-not", severity: "warning", of: "filters", check: filtersWithoutNot },
];
