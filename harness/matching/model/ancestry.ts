import type { Stage } from "./stage.ts";

/**
 * Conditions on the processes from which that of an event comes, and on what the recording told of them
 * before, as data. What a stage asks of its event alone hangs on their answers; so for each of the
 * answers that differ a stage of its own stands in `stages`, and the matcher takes the one that applies.
 */
export interface Ancestry {
  /** So many stages from the front are those of the rule; those behind serve what is said here. */
  readonly own: number;
  /** A question comes behind those on whose answers its own stage hangs. */
  readonly conditions: readonly AncestryCondition[];
  /** Stages that hold only with some answers; one that is not here holds as it is. */
  readonly variants: readonly AncestryVariant[];
  /** The stage of events that tell who the parent of their process is. */
  readonly starts: number;
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
export function variantsOf(
  ancestry: Ancestry | undefined,
  stage: number,
): readonly AncestryVariant[] {
  const variants = ancestry?.variants.filter(({ of }) => of === stage) ?? [];
  return variants.length > 0 ? variants : [{ stage, of: stage, answers: [] }];
}

/**
 * Returns the stages of a rule for each of which there must be an event: its own, and those of questions
 * that must be answered with yes.
 */
export function neededStages({
  stages,
  ancestry,
}: {
  readonly stages: readonly Stage[];
  readonly ancestry?: Ancestry;
}): readonly Stage[] {
  if (!ancestry) return stages;
  const { own, conditions, variants } = ancestry;
  const asked = conditions.filter((_, number) => {
    const answers = variants.flatMap((one) => (one.of < own ? one.answers : []));
    const concerned = answers.filter(({ condition }) => condition === number);
    return concerned.length > 0 && concerned.every(({ isTrue }) => isTrue);
  });
  return [...stages.slice(0, own), ...asked.map(({ stage }) => stages[stage]!)];
}
