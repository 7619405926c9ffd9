/** Whether a statement about an order of events could have matched on a recording. */
import { mostTelling, type Blindness } from "../../liveness/liveness.ts";
import type { Sample, Sequence, Step } from "../../model/sequence.ts";
import type { StageBlindness } from "../state-behavior.ts";
import { neededFields } from "./needed-fields.ts";

interface NamedStep {
  readonly step: Step;
  readonly name: string;
  /** It must not occur, or ends what has begun. */
  readonly isUnwanted: boolean;
}

/**
 * Returns why a sequence or sample is blind, or null if it is live: if each step is that must occur,
 * with the fields by which it is joined to the others.
 */
export function stepsBlindness(
  state: Sequence | Sample,
  blindnessOf: StageBlindness,
): Blindness | null {
  const wanted = namedSteps(state).filter(({ isUnwanted }) => !isUnwanted);
  return mostTelling(wanted.map(({ step }) => stepBlindness(step, state, blindnessOf)));
}

/** Returns the names of the steps that must have no events, and could have none. */
export function silentSteps(
  state: Sequence | Sample,
  blindnessOf: StageBlindness,
): readonly string[] {
  return namedSteps(state).flatMap(({ step, name, isUnwanted }) =>
    isUnwanted && stepBlindness(step, state, blindnessOf) ? [name] : [],
  );
}

function stepBlindness(
  step: Step,
  state: Sequence | Sample,
  blindnessOf: StageBlindness,
): Blindness | null {
  const fields = neededFields(step, state.steps);
  if (state.kind === "sample") return blindnessOf(step.stage, fields);
  return blindnessOf(step.stage, fields, { time: { field: state.timeField } });
}

/** The steps, and what ends the sequence. */
function namedSteps(state: Sequence | Sample): readonly NamedStep[] {
  const steps = state.steps.map((step, i): NamedStep => {
    return { step, name: step.name ?? `step ${i + 1}`, isUnwanted: step.isMissing };
  });
  const until = state.kind === "sequence" ? state.until : null;
  if (!until) return steps;
  return [...steps, { step: until, name: until.name ?? "until", isUnwanted: true }];
}
