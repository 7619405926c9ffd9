import type { Ancestry } from "./ancestry.ts";
import type { Correlation } from "./correlation.ts";
import type { SequenceState } from "./sequence.ts";

/**
 * What the events of a rule's stages must come to together, as data; stages are named by their places
 * in the rule. `states/states.ts` has a row for each kind that says what can be done with it.
 */
export type RuleState = Correlation | SequenceState | Ancestry;
