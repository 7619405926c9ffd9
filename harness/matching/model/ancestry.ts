import type { SequenceState } from "./sequence.ts";

/**
 * Conditions on the processes from which that of an event comes, and on what the recording told of them
 * before, as data. What a stage asks of its event alone hangs on their answers; so for each of the
 * answers that differ a stage of its own stands in `stages`, and the matcher takes the one that applies.
 */
export interface Ancestry {
  readonly kind: "ancestry";
  /** What the events that pass must come to together; absent: each is a match of its own. */
  readonly inner?: SequenceState;
  /** So many stages from the front are those of the rule; those behind serve what is said here. */
  readonly own: number;
  /** A question comes behind those on whose answers its own stage hangs. */
  readonly conditions: readonly AncestryCondition[];
  /** Stages that hold only with some answers; one that is not here holds as it is. */
  readonly variants: readonly AncestryVariant[];
  /** The stage of events that tell who the parent of their process is. */
  readonly starts: number;
  /** As for a sequence. */
  readonly timeField?: string;
  readonly fields: ProcessFields;
}

export interface AncestryCondition {
  /**
   * `event`: whether an event of the stage was one of the same process, up to this one; `child`: one of
   * its parent; `descendant`: one of its parent, or of the parent of that, and so on.
   */
  readonly relation: "event" | "child" | "descendant";
  readonly stage: number;
  /** As the rule writes it. */
  readonly name: string;
}

/** A stage that stands for another, or for itself, if the questions have these answers. */
export interface AncestryVariant {
  readonly stage: number;
  readonly of: number;
  readonly answers: readonly AncestryAnswer[];
}

export interface AncestryAnswer {
  readonly condition: number;
  readonly isTrue: boolean;
}

/** How the fields are called that tell processes apart. */
export interface ProcessFields {
  /** The machine, as the first of them that an event has. */
  readonly host: readonly string[];
  /** What no other process of the machine is called, ever. */
  readonly process: string;
  readonly parent: string;
  /** Parent, parent of that, and so on; null if there is no such field. */
  readonly ancestors: string | null;
}

/** Returns the stages that can stand for one, each with the answers that it takes. */
export function variantsOf({ variants: all }: Ancestry, stage: number): readonly AncestryVariant[] {
  const variants = all.filter(({ of }) => of === stage);
  return variants.length > 0 ? variants : [{ stage, of: stage, answers: [] }];
}
