/** What a recording could have shown a rule, whatever state it has. */
import type { EventClass } from "../events/event-class.ts";
import { blindness, mostTelling, uncounted, type Blindness } from "./liveness/liveness.ts";
import type { Observed } from "./liveness/observed.ts";
import { countsOfSensor, NO_COUNTS, type EventCounts } from "./model/dropped-events.ts";
import { ANY_CHARACTER, ANY_TEXT } from "./model/pattern.ts";
import type { Predicate } from "./model/predicate.ts";
import type { CompiledRule } from "./model/rule.ts";
import type { Stage } from "./model/stage.ts";
import type { StageBlindness } from "./states/state-behavior.ts";
import { behaviorOf } from "./states/states.ts";

/** What a recording showed of a rule, and of all events. */
export interface SeenByRule {
  /** What the rule's matcher counted; absent if it dropped nothing. */
  readonly counts?: EventCounts | undefined;
  /** The only sensor whose events count; all, if it is null or absent. */
  readonly sensor?: string | null;
}

/** Returns why a rule is blind on a recording on which it did not fire, or null if it is live. */
export function ruleBlindness(
  { stages, state }: CompiledRule,
  observed: Observed,
  { counts: all = NO_COUNTS, sensor = null }: SeenByRule = {},
): Blindness | null {
  const counts = sensor === null ? all : countsOfSensor(all, sensor);
  const includes = sensor === null ? undefined : (cls: EventClass) => cls.sensor === sensor;
  const blindnessOf = stageBlindness(stages, observed, counts, includes);
  if (state) return behaviorOf(state).blindness(state, blindnessOf, counts);
  return mostTelling(stages.map((_, stage) => blindnessOf(stage, [])));
}

/**
 * Returns the names of what a rule needs to be silent, and what could not have fired: a match that
 * rests on their silence rests on nothing. Sorted.
 */
export function silentByAbsence(
  { stages, state }: CompiledRule,
  observed: Observed,
  counts: EventCounts = NO_COUNTS,
): string[] {
  if (!state) return [];
  const blindnessOf = stageBlindness(stages, observed, counts);
  const names = behaviorOf(state).silentByAbsence(state, blindnessOf, counts);
  return [...new Set(names)].sort();
}

function stageBlindness(
  stages: readonly Stage[],
  observed: Observed,
  { stages: counts }: EventCounts,
  includes?: (cls: EventClass) => boolean,
): StageBlindness {
  return (stage, fields, { texts = [], time } = {}) =>
    blindness(carrying(stages[stage]!, fields, texts), observed, { includes, time }) ??
    uncounted(counts, stage);
}

/** Returns a stage that also asks its events for fields, and for texts in fields. */
function carrying(
  { logSource, predicate }: Stage,
  fields: readonly string[],
  texts: readonly string[],
): Stage {
  const of = [predicate, ...fields.map(exists), ...texts.map(hasText)];
  return { logSource, predicate: { kind: "all", of } };
}

function hasText(field: string): Predicate {
  const pattern = { kind: "wildcard", parts: [ANY_CHARACTER, ANY_TEXT], cased: true } as const;
  return { kind: "test", field, pattern, label: `${field} has a text` };
}

function exists(field: string): Predicate {
  return { kind: "test", field, pattern: { kind: "exists" }, label: `${field} exists` };
}
