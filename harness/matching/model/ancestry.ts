import type { SequenceState } from "./sequence.ts";

/**
 * Conditions on the ancestors of an event's process, as data: whether the recording had an event of some
 * kind for one of them before. What a stage asks of its event itself depends on the answers; so each
 * variant of it is a stage of its own in `stages`, and the matcher takes the one that applies.
 */
export interface Ancestry {
  readonly kind: "ancestry";
  /** What the events that pass must come to together; absent: each is a match of its own. */
  readonly inner?: SequenceState;
  /** So many stages from the front are those of the rule; those behind serve what is said here. */
  readonly own: number;
  /** A condition stands behind those on whose answers its own stage depends. */
  readonly conditions: readonly AncestryCondition[];
  /** Stages that count only with some answers; one that is not here counts whatever the answers are. */
  readonly variants: readonly AncestryVariant[];
  /** The stage of process starts, which say what the parent of a process is. */
  readonly starts: number;
  /** As for a sequence. */
  readonly timeField?: string;
  readonly fields: ProcessFields;
}

/** A condition on the process of an event, or on its ancestors. */
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

/** A stage that stands for the stage `of` if the conditions have these answers. */
export interface AncestryVariant {
  readonly stage: number;
  readonly of: number;
  readonly answers: readonly AncestryAnswer[];
}

/** What a condition must come to. */
export interface AncestryAnswer {
  readonly condition: number;
  readonly isTrue: boolean;
}

/** The names of the fields that identify processes. */
export interface ProcessFields {
  /** The machine: the first of these fields that an event has. */
  readonly host: readonly string[];
  /** An identifier that no other process of the machine ever has. */
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
