/** Sensors of the log source on which a rule can never match, because they lack fields it needs. */
import type { Item, Selection, SigmaRule } from "../../parse/ast.ts";
import type { Check, Finding } from "../check.ts";
import { sensorsOf, type LogSourceSensor } from "../event-classes.ts";
import { supplies } from "../field-supply.ts";
import type { LintedRule } from "../linted-rule.ts";
import { formulasOf, type Formula } from "../propositional-formula.ts";

/** The missing fields because of which a part of a rule can never hold; `null` if it can. */
type Blocked = readonly string[] | null;

function* blindSensors({ rule }: LintedRule): Generator<Finding> {
  if (!rule) return;
  const sensors = sensorsOf(rule.logSource).filter(({ eventIds }) => eventIds.length > 0);
  const answers = sensors.map((sensor) => blockedOn(rule, sensor));
  // Where every sensor lacks a field, that field is reported as unknown.
  if (answers.every((blocked) => blocked !== null)) return;
  for (const [i, blocked] of answers.entries()) {
    if (!blocked) continue;
    const fields = [...new Set(blocked)].sort();
    const message = `On ${sensors[i]!.name} the rule is blind: it needs ${fields.join(", ")}.`;
    const hint = "An alternative that this sensor supplies would make it work there.";
    yield { message, hint, target: { path: ["detection", "condition"], part: "key" } };
  }
}

function blockedOn(rule: SigmaRule, sensor: LogSourceSensor): Blocked {
  const selections = new Map<string, { readonly true: Blocked; readonly false: Blocked }>();
  for (const [name, selection] of rule.selections) {
    if (!selection) return null;
    selections.set(name, {
      true: blockedSelection(selection, sensor, true),
      false: blockedSelection(selection, sensor, false),
    });
  }
  const blocked = (formula: Formula, wanted: boolean): Blocked => {
    if (formula.kind === "not") return blocked(formula.of, !wanted);
    if (formula.kind === "name")
      return selections.get(formula.name)?.[wanted ? "true" : "false"] ?? null;
    const parts = formula.of.map((part) => blocked(part, wanted));
    return (formula.kind === "all") === wanted ? anyBlocks(parts) : allBlock(parts);
  };
  return allBlock(formulasOf(rule).map((formula) => blocked(formula, true)));
}

function blockedSelection(selection: Selection, sensor: LogSourceSensor, wanted: boolean): Blocked {
  if (selection.kind === "item") return blockedItem(selection, sensor, wanted);
  const parts = selection.of.map((part) => blockedSelection(part, sensor, wanted));
  return (selection.kind === "all") === wanted ? anyBlocks(parts) : allBlock(parts);
}

function blockedItem(
  { field, modifiers, values }: Item,
  sensor: LogSourceSensor,
  wanted: boolean,
): Blocked {
  if (field === null || supplies(sensor, field, []) !== false) return null;
  const isPresence = modifiers.includes("exists");
  const holds = isPresence ? values.includes(false) : values.includes(null);
  return (holds !== modifiers.includes("neq")) === wanted ? null : [field];
}

/** A conjunction is blocked by any part. */
function anyBlocks(parts: readonly Blocked[]): Blocked {
  const blocked = parts.filter((part) => part !== null);
  return blocked.length > 0 ? blocked.flat() : null;
}

/** A disjunction only by all of them together. */
function allBlock(parts: readonly Blocked[]): Blocked {
  return parts.every((part) => part !== null) && parts.length > 0 ? parts.flat() : null;
}

export const BLINDNESS_CHECKS: readonly Check[] = [
  { code: "lint/blind-sensor", severity: "note", check: blindSensors },
];
