/** Whether a correlation could have matched on a recording, and what of it could not. */
import { mostTelling, uncounted, type Blindness } from "../../liveness/liveness.ts";
import {
  innerCorrelations,
  type Comparison,
  type Condition,
  type Correlation,
  type Input,
} from "../../model/correlation.ts";
import type { EventCounts } from "../../model/dropped-events.ts";
import type { StageBlindness } from "../state-behavior.ts";

/**
 * Returns why a correlation is blind, or null if it is live: if enough of its inputs are, with the
 * fields by which it groups and measures their events.
 */
export function correlationBlindness(
  correlation: Correlation,
  blindnessOf: StageBlindness,
  counts: EventCounts,
): Blindness | null {
  return blindnessWithin(correlation, blindnessOf, resultsIn(correlation, counts));
}

/** Tells why an inner correlation is blind because all its results were dropped; null if it is not. */
type ResultBlindness = (inner: Correlation) => Blindness | null;

function resultsIn(correlation: Correlation, { results = [] }: EventCounts): ResultBlindness {
  const numbered = innerCorrelations(correlation);
  return (inner) => uncounted(results, numbered.indexOf(inner));
}

function blindnessWithin(
  { inputs, condition }: Correlation,
  blindnessOf: StageBlindness,
  resultBlindness: ResultBlindness,
): Blindness | null {
  const blind = inputs.map((input) => inputBlindness(input, blindnessOf, resultBlindness));
  // What was dropped might have made a match, whatever the other inputs have.
  const dropped = blind.find(
    (reason, input) => reason?.kind === "uncounted" && isWanted(condition, input),
  );
  if (dropped) return dropped;
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
  correlation: Correlation,
  blindnessOf: StageBlindness,
  counts: EventCounts,
): readonly string[] {
  return silentWithin(correlation, blindnessOf, resultsIn(correlation, counts));
}

function silentWithin(
  { inputs, condition }: Correlation,
  blindnessOf: StageBlindness,
  resultBlindness: ResultBlindness,
): readonly string[] {
  return inputs.flatMap((input, index) => {
    const within = input.of ? silentWithin(input.of, blindnessOf, resultBlindness) : [];
    const isUnwanted =
      condition.kind === "temporal" &&
      condition.alternatives.some(({ without }) => without.includes(index));
    return isUnwanted && inputBlindness(input, blindnessOf, resultBlindness)
      ? [...within, input.name]
      : within;
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

/** Whether an input's events can make a match. */
function isWanted(condition: Condition, input: number): boolean {
  return (
    condition.kind === "measure" ||
    condition.alternatives.some(({ needs }) => needs.includes(input))
  );
}

function inputBlindness(
  { of, leaves }: Input,
  blindnessOf: StageBlindness,
  resultBlindness: ResultBlindness,
): Blindness | null {
  const within = of
    ? (blindnessWithin(of, blindnessOf, resultBlindness) ?? resultBlindness(of))
    : null;
  if (within) return within;
  const reasons = leaves.map(({ stage, by, values }) =>
    blindnessOf(stage, values, { texts: by, time: { field: undefined } }),
  );
  return reasons.includes(null) ? null : mostTelling(reasons);
}
