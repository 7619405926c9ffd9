/** Whether what a rule asks of the ancestry of processes could have been known on a recording. */
import { mostTelling, uncounted, type Blindness } from "../../liveness/liveness.ts";
import { variantsOf, type Ancestry, type AncestryCondition } from "../../model/ancestry.ts";
import type { EventCounts } from "../../model/dropped-events.ts";
import type { StageBlindness } from "../state-behavior.ts";

/**
 * Returns what tells the blindness of the rule's own stages: a stage is live if one that can stand for
 * it is, and what that one wants to know of the ancestry can be known.
 */
export function withAncestry(
  ancestry: Ancestry,
  blindnessOf: StageBlindness,
  { stages: counts }: EventCounts,
): StageBlindness {
  const { conditions, fields: names, timeField } = ancestry;
  const stageBlindness: StageBlindness = (stage, fields, more = {}) => {
    const needs = { ...more, time: { field: timeField } };
    const reasons = variantsOf(ancestry, stage).map((variant) => {
      const wanted = variant.answers.filter(({ isTrue }) => isTrue);
      const asked = wanted.map(({ condition }) => conditions[condition]!);
      return mostTelling([
        blindnessOf(variant.stage, fields, needs),
        ...asked.flatMap((condition) => [
          stageBlindness(condition.stage, [names.process]),
          kinBlindness(condition, variant.stage, ancestry, blindnessOf),
        ]),
      ]);
    });
    // What came to a stage is counted together, whatever variants of it held.
    return reasons.includes(null) ? uncounted(counts, stage) : mostTelling(reasons);
  };
  return stageBlindness;
}

/** Returns the names of the conditions that must not hold, and could not have. */
export function silentConditions(
  ancestry: Ancestry,
  blindnessOf: StageBlindness,
  counts: EventCounts,
): readonly string[] {
  const stageBlindness = withAncestry(ancestry, blindnessOf, counts);
  return ancestry.conditions.flatMap(({ stage, name }, number) => {
    const isUnwanted = ancestry.variants.some(({ answers }) =>
      answers.some(({ condition, isTrue }) => condition === number && !isTrue),
    );
    return isUnwanted && stageBlindness(stage, [ancestry.fields.process]) ? [name] : [];
  });
}

/** Whether it can be known of what process that of an event is the child. */
function kinBlindness(
  { relation }: AncestryCondition,
  stage: number,
  { starts, fields: { process, parent, ancestors } }: Ancestry,
  blindnessOf: StageBlindness,
): Blindness | null {
  if (relation === "event") return blindnessOf(stage, [process]);
  const ways = [
    blindnessOf(stage, [parent]),
    mostTelling([blindnessOf(stage, [process]), blindnessOf(starts, [])]),
    ...(ancestors !== null && relation === "descendant" ? [blindnessOf(stage, [ancestors])] : []),
  ];
  return ways.includes(null) ? null : ways[0]!;
}
