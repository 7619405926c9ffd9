/** Whether a correlation could have matched on a recording, and what of it could not. */
import { mostTelling, type Blindness } from "../../liveness/liveness.ts";
import type { Comparison, Correlation, Input } from "../../model/correlation.ts";
import type { StageBlindness } from "../state-kind.ts";

/**
 * Returns why a correlation is blind, or null if it is live: if enough of its inputs are, with the
 * fields by which it groups and measures their events.
 */
export function correlationBlindness(
  { inputs, condition }: Correlation,
  blindnessOf: StageBlindness,
): Blindness | null {
  const blind = inputs.map((input) => inputBlindness(input, blindnessOf));
  if (condition.kind === "temporal") {
    const reasons = condition.alternatives.map(({ needs }) =>
      mostTelling(needs.map((input) => blind[input]!)),
    );
    return reasons.includes(null) ? null : mostTelling(reasons);
  }
  const needed = condition.measure.of === "inputs" ? leastOf(condition.comparisons) : 1;
  const live = blind.filter((reason) => reason === null).length;
  return live >= needed ? null : mostTelling(blind);
}

/** Returns the names of the inputs that must have no events, and could have none. */
export function silentInputs(
  { inputs, condition }: Correlation,
  blindnessOf: StageBlindness,
): readonly string[] {
  return inputs.flatMap((input, index) => {
    const within = input.of ? silentInputs(input.of, blindnessOf) : [];
    const isUnwanted =
      condition.kind === "temporal" &&
      condition.alternatives.some(({ without }) => without.includes(index));
    return isUnwanted && inputBlindness(input, blindnessOf) ? [...within, input.name] : within;
  });
}

/** Returns the least whole number above zero that comparisons allow. */
function leastOf(comparisons: readonly Comparison[]): number {
  const least = comparisons.map(({ operator, number }) => {
    if (operator === "gt") return Math.floor(number) + 1;
    return operator === "gte" || operator === "eq" ? Math.ceil(number) : 1;
  });
  return Math.max(1, ...least);
}

function inputBlindness({ of, leaves }: Input, blindnessOf: StageBlindness): Blindness | null {
  const within = of ? correlationBlindness(of, blindnessOf) : null;
  if (within) return within;
  const reasons = leaves.map(({ stage, by, values }) => blindnessOf(stage, [...by, ...values]));
  return reasons.includes(null) ? null : mostTelling(reasons);
}
