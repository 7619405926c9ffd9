/** The kinds of state that a rule can have, and what can be done with each: the one place that knows them all. */
import type { RuleState } from "../model/state.ts";
import { ancestryKind } from "./ancestry/ancestry-state.ts";
import { CORRELATION } from "./correlation/correlation-state.ts";
import { SEQUENCES } from "./sequence/sequence-states.ts";
import type { StateBehavior } from "./state-behavior.ts";
import type { CompiledRule } from "../model/rule.ts";
import type { Stage } from "../model/stage.ts";

type Behaviors = {
  readonly [Kind in RuleState["kind"]]: StateBehavior<Extract<RuleState, { kind: Kind }>>;
};

export const STATES: Behaviors = {
  correlation: CORRELATION,
  ...SEQUENCES,
  ancestry: ancestryKind(behaviorOf),
};

/** Whether each event on which a stage of a rule holds is a match of its own, if it is one at all. */
export function matchesEachEvent({ state }: CompiledRule): boolean {
  return !state || behaviorOf(state).matchesEachEvent(state);
}

/** Returns the stages of a rule for each of which there must be an event. */
export function neededStages({ stages, state }: CompiledRule): readonly Stage[] {
  return state ? behaviorOf(state).neededStages(state, stages) : stages;
}

/** Returns what can be done with a state. */
export function behaviorOf<State extends RuleState>(state: State): StateBehavior<State> {
  // That a state's row is one for states of its kind, the type of the table has checked.
  return STATES[state.kind] as unknown as StateBehavior<State>;
}
