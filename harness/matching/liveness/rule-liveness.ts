/** Whether a rule, of one stage or of several, could have fired on a recording at all. */
import type { EventClass } from "../../events/event-class.ts";
import type { Correlation, Input, Comparison } from "../model/correlation.ts";
import { variantsOf, type Ancestry, type AncestryCondition } from "../model/ancestry.ts";
import { blindness, type Blindness } from "./liveness.ts";
import type { Observed } from "./observed.ts";
import type { Predicate } from "../model/predicate.ts";
import type { CompiledRule } from "../model/rule.ts";
import { neededFields } from "../states/sequence/needed-fields.ts";
import type { Step } from "../model/sequence.ts";
import type { Stage } from "../model/stage.ts";

type Includes = (cls: EventClass) => boolean;

/**
 * Returns why a rule is blind on a recording, or null if it is live. A correlation is live if enough
 * of its inputs are, with the fields by which it groups and measures their events; a sequence if each
 * step is that must occur, with the fields by which it is joined to the others.
 */
export function ruleBlindness(
  rule: CompiledRule,
  observed: Observed,
  includes?: Includes,
): Blindness | null {
  const { stages, correlation } = rule;
  if (correlation) return correlationBlindness(correlation, stages, observed, includes);
  const steps = stepsOf(rule);
  if (steps.length === 0) {
    const own = rule.ancestry ? stages.slice(0, rule.ancestry.own) : stages;
    return firstOf(own.map((_, stage) => stageBlindness(stage, [], rule, observed, includes)));
  }
  return firstOf(
    steps
      .filter(({ isUnwanted }) => !isUnwanted)
      .map((step) => stepBlindness(step, rule, observed, includes)),
  );
}

/**
 * Returns the names of the inputs, steps or ancestry conditions that must have no events, and could have
 * had none: a match that rests on their absence rests on nothing. Sorted.
 */
export function silentByAbsence(rule: CompiledRule, observed: Observed): string[] {
  const found = new Set<string>();
  const walk = ({ inputs, condition }: Correlation): void => {
    for (const [index, input] of inputs.entries()) {
      if (input.of) walk(input.of);
      const isUnwanted =
        condition.kind === "temporal" &&
        condition.alternatives.some(({ without }) => without.includes(index));
      if (isUnwanted && inputBlindness(input, rule.stages, observed)) found.add(input.name);
    }
  };
  if (rule.correlation) walk(rule.correlation);
  for (const step of stepsOf(rule))
    if (step.isUnwanted && stepBlindness(step, rule, observed)) found.add(step.name);
  for (const [number, { stage, name }] of rule.ancestry?.conditions.entries() ?? []) {
    const isUnwanted = rule.ancestry!.variants.some(({ answers }) =>
      answers.some(({ condition, isTrue }) => condition === number && !isTrue),
    );
    const fields = [rule.ancestry!.fields.process];
    if (isUnwanted && stageBlindness(stage, fields, rule, observed)) found.add(name);
  }
  return [...found].sort();
}

interface NamedStep {
  readonly step: Step;
  /** All steps that must or must not occur, of which this is one unless it is `until`. */
  readonly steps: readonly Step[];
  readonly name: string;
  readonly isUnwanted: boolean;
}

/** Returns the steps of a sequence or sample, and the `until` of a sequence as the last of them. */
function stepsOf({ sequence }: CompiledRule): readonly NamedStep[] {
  if (!sequence || sequence.kind === "limit") return [];
  const { steps } = sequence;
  const named = steps.map((step, i): NamedStep => {
    return { step, steps, name: step.name ?? `step ${i + 1}`, isUnwanted: step.isMissing };
  });
  const until = sequence.kind === "sequence" ? sequence.until : null;
  if (!until) return named;
  return [...named, { step: until, steps, name: until.name ?? "until", isUnwanted: true }];
}

function stepBlindness(
  { step, steps }: NamedStep,
  rule: CompiledRule,
  observed: Observed,
  includes?: Includes,
): Blindness | null {
  return stageBlindness(step.stage, neededFields(step, steps), rule, observed, includes);
}

/** A stage is live if one of its variants is, and the ancestry conditions that it needs can be true. */
function stageBlindness(
  stage: number,
  fields: readonly string[],
  rule: CompiledRule,
  observed: Observed,
  includes?: Includes,
): Blindness | null {
  const { stages, ancestry } = rule;
  const isBlind = (one: number, needed: readonly string[]): Blindness | null =>
    blindness(carrying(stages[one]!, needed), observed, includes);
  const reasons = variantsOf(ancestry, stage).map((one) => {
    const wanted = one.answers.filter(({ isTrue }) => isTrue);
    const asked = wanted.map(({ condition }) => ancestry!.conditions[condition]!);
    return firstOf([
      isBlind(one.stage, fields),
      ...asked.flatMap((condition) => [
        stageBlindness(condition.stage, [ancestry!.fields.process], rule, observed, includes),
        relationBlindness(condition, one.stage, isBlind, ancestry!),
      ]),
    ]);
  });
  return reasons.includes(null) ? null : firstOf(reasons);
}

/**
 * Returns why it cannot be known to which process an event's process is related in this way; null if it
 * can.
 */
function relationBlindness(
  { relation }: AncestryCondition,
  stage: number,
  isBlind: (stage: number, needed: readonly string[]) => Blindness | null,
  { starts, fields: { process, parent, ancestors } }: Ancestry,
): Blindness | null {
  if (relation === "event") return isBlind(stage, [process]);
  const ways = [
    isBlind(stage, [parent]),
    firstOf([isBlind(stage, [process]), isBlind(starts, [])]),
    ...(ancestors !== null && relation === "descendant" ? [isBlind(stage, [ancestors])] : []),
  ];
  return ways.includes(null) ? null : ways[0]!;
}

function correlationBlindness(
  { inputs, condition }: Correlation,
  stages: readonly Stage[],
  observed: Observed,
  includes?: Includes,
): Blindness | null {
  const blind = inputs.map((input) => inputBlindness(input, stages, observed, includes));
  if (condition.kind === "temporal") {
    const reasons = condition.alternatives.map(({ needs }) =>
      firstOf(needs.map((input) => blind[input]!)),
    );
    return reasons.includes(null) ? null : firstOf(reasons);
  }
  const needed = condition.measure.of === "inputs" ? leastOf(condition.comparisons) : 1;
  const live = blind.filter((reason) => reason === null).length;
  return live >= needed ? null : firstOf(blind);
}

/** Returns the least whole number above zero that comparisons allow. */
function leastOf(comparisons: readonly Comparison[]): number {
  const least = comparisons.map(({ operator, number }) => {
    if (operator === "gt") return Math.floor(number) + 1;
    return operator === "gte" || operator === "eq" ? Math.ceil(number) : 1;
  });
  return Math.max(1, ...least);
}

function inputBlindness(
  { of, leaves }: Input,
  stages: readonly Stage[],
  observed: Observed,
  includes?: Includes,
): Blindness | null {
  const within = of ? correlationBlindness(of, stages, observed, includes) : null;
  if (within) return within;
  const reasons = leaves.map(({ stage, by, values }) =>
    blindness(carrying(stages[stage]!, [...by, ...values]), observed, includes),
  );
  return reasons.includes(null) ? null : firstOf(reasons);
}

/** Returns a stage that also asks its events for fields. */
function carrying({ logSource, predicate }: Stage, fields: readonly string[]): Stage {
  return { logSource, predicate: { kind: "all", of: [predicate, ...fields.map(exists)] } };
}

function exists(field: string): Predicate {
  return { kind: "test", field, pattern: { kind: "exists" }, label: `${field} exists` };
}

/** Returns the reason that says most: that a field is wanted says more than that there is no event. */
function firstOf(reasons: readonly (Blindness | null)[]): Blindness | null {
  const found = reasons.filter((reason) => reason !== null);
  return found.find(({ kind }) => kind === "fields") ?? found[0] ?? null;
}
