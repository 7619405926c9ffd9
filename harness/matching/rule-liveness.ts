/** Whether a rule, of one stage or of several, could have fired on a recording at all. */
import type { EventClass } from "../events/event-class.ts";
import type { Correlation, Input } from "./correlation/correlation.ts";
import type { Comparison } from "./correlation/measure.ts";
import { blindness, type Blindness } from "./liveness.ts";
import type { Observed } from "./observed.ts";
import type { Predicate } from "./predicate.ts";
import type { CompiledRule, Stage } from "./rule.ts";

type Includes = (cls: EventClass) => boolean;

/**
 * Returns why a rule is blind on a recording, or null if it is live. A correlation is live if enough
 * of its inputs are, with the fields by which it groups and measures their events.
 */
export function ruleBlindness(
  rule: CompiledRule,
  observed: Observed,
  includes?: Includes,
): Blindness | null {
  const { stages, correlation } = rule;
  if (correlation) return correlationBlindness(correlation, stages, observed, includes);
  return firstOf(stages.map((stage) => blindness(stage, observed, includes)));
}

/**
 * Returns the names of the inputs that must have no events, and could have none: a match that rests
 * on their silence rests on nothing. Sorted.
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
  return [...found].sort();
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
  const reasons = leaves.map(({ stage, by, values }) => {
    const { logSource, predicate } = stages[stage]!;
    const carried = [...by, ...values].map(exists);
    const asked: Predicate = { kind: "all", of: [predicate, ...carried] };
    return blindness({ logSource, predicate: asked }, observed, includes);
  });
  return reasons.includes(null) ? null : firstOf(reasons);
}

function exists(field: string): Predicate {
  return { kind: "test", field, pattern: { kind: "exists" }, label: `${field} exists` };
}

/** Returns the most telling of several reasons: a field that is wanted says more than no event. */
function firstOf(reasons: readonly (Blindness | null)[]): Blindness | null {
  const found = reasons.filter((reason) => reason !== null);
  return found.find(({ kind }) => kind === "fields") ?? found[0] ?? null;
}
