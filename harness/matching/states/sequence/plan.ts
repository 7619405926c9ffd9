/** The plan of a sequence: which roles the events of each stage can have in it. */
import { TICKS_PER_MILLISECOND } from "../../../events/time.ts";
import type { Sequence, Step } from "../../model/sequence.ts";

export interface SequencePlan {
  /** The steps that must occur, in order. */
  readonly positive: readonly Step[];
  /** By stage. */
  readonly roles: ReadonlyMap<number, readonly Role[]>;
  /** Whether a step stands before the first, or after the last, that must occur, and must not. */
  readonly hasLeading: boolean;
  readonly hasTrailing: boolean;
  /** In ticks; null if it does not matter. */
  readonly maxspan: bigint | null;
}

/** The role of an event in a sequence. Steps that must occur are numbered among themselves. */
export type Role =
  | { readonly kind: "step"; readonly at: number; readonly step: Step }
  | { readonly kind: "until"; readonly step: Step }
  /** Must not occur after the step at `after` (-1: before the first) and before the next. */
  | { readonly kind: "missing"; readonly after: number; readonly step: Step };

/** Returns the plan of a sequence. */
export function sequencePlanOf({ steps, until, maxspan }: Sequence): SequencePlan {
  const positive = steps.filter(({ isMissing }) => !isMissing);
  const roles = new Map<number, Role[]>();
  const add = (role: Role): void => {
    const known = roles.get(role.step.stage);
    if (known) known.push(role);
    else roles.set(role.step.stage, [role]);
  };
  let next = 0;
  for (const step of steps)
    if (step.isMissing) add({ kind: "missing", after: next - 1, step });
    else add({ kind: "step", at: next++, step });
  if (until) add({ kind: "until", step: until });
  return {
    positive,
    roles,
    hasLeading: steps[0]?.isMissing === true,
    hasTrailing: steps.at(-1)?.isMissing === true,
    maxspan: maxspan === null ? null : BigInt(Math.round(maxspan * Number(TICKS_PER_MILLISECOND))),
  };
}
