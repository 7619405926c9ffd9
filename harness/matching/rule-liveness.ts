/** What a recording could have shown a rule, whatever state it has. */
import type { EventClass } from "../events/event-class.ts";
import { blindness, mostTelling, type Blindness } from "./liveness/liveness.ts";
import type { Observed } from "./liveness/observed.ts";
import type { Predicate } from "./model/predicate.ts";
import type { CompiledRule } from "./model/rule.ts";
import type { Stage } from "./model/stage.ts";
import type { StageBlindness } from "./states/state-kind.ts";
import { kindOf } from "./states/states.ts";

/**
 * Returns why a rule is blind on a recording, or null if it is live.
 *
 * @param includes whether the events of a class count; all if it is not given
 */
export function ruleBlindness(
  { stages, state }: CompiledRule,
  observed: Observed,
  includes?: (cls: EventClass) => boolean,
): Blindness | null {
  const blindnessOf = stageBlindness(stages, observed, includes);
  if (state) return kindOf(state).blindness(state, blindnessOf);
  return mostTelling(stages.map((_, stage) => blindnessOf(stage, [])));
}

/**
 * Returns the names of what a rule needs to be silent, and what could not have fired: a match that
 * rests on their silence rests on nothing. Sorted.
 */
export function silentByAbsence({ stages, state }: CompiledRule, observed: Observed): string[] {
  if (!state) return [];
  const names = kindOf(state).silentByAbsence(state, stageBlindness(stages, observed));
  return [...new Set(names)].sort();
}

function stageBlindness(
  stages: readonly Stage[],
  observed: Observed,
  includes?: (cls: EventClass) => boolean,
): StageBlindness {
  return (stage, fields) => blindness(carrying(stages[stage]!, fields), observed, includes);
}

/** Returns a stage that also asks its events for fields. */
function carrying({ logSource, predicate }: Stage, fields: readonly string[]): Stage {
  return { logSource, predicate: { kind: "all", of: [predicate, ...fields.map(exists)] } };
}

function exists(field: string): Predicate {
  return { kind: "test", field, pattern: { kind: "exists" }, label: `${field} exists` };
}
