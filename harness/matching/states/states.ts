/** The kinds of state that a rule can have, and what can be done with each: the one place that knows them all. */
import type { RuleState } from "../model/state.ts";
import { ancestryKind } from "./ancestry/ancestry-state.ts";
import { CORRELATION } from "./correlation/correlation-state.ts";
import { SEQUENCES } from "./sequence/sequence-states.ts";
import type { StateKind } from "./state-kind.ts";
import type { CompiledRule } from "../model/rule.ts";
import type { Stage } from "../model/stage.ts";

type Kinds = {
  readonly [Kind in RuleState["kind"]]: StateKind<Extract<RuleState, { kind: Kind }>>;
};

export const STATES: Kinds = {
  correlation: CORRELATION,
  ...SEQUENCES,
  ancestry: ancestryKind(kindOf),
};

/** Whether each event on which a stage of a rule holds is a match of its own, if it is one at all. */
export function matchesEachEvent({ state }: CompiledRule): boolean {
  return !state || kindOf(state).matchesEachEvent(state);
}

/** Returns the stages of a rule for each of which there must be an event. */
export function neededStages({ stages, state }: CompiledRule): readonly Stage[] {
  return state ? kindOf(state).neededStages(state, stages) : stages;
}

/** Returns what can be done with a state. */
export function kindOf<State extends RuleState>(state: State): StateKind<State> {
  // That a state's row is one for states of its kind, the type of the table has checked.
  return STATES[state.kind] as unknown as StateKind<State>;
}
