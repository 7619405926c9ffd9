import { mostTelling, uncounted } from "../../liveness/liveness.ts";
import type { Ancestry } from "../../model/ancestry.ts";
import type { Occurrence } from "../../model/matcher.ts";
import type { SequenceState } from "../../model/sequence.ts";
import type { Stage } from "../../model/stage.ts";
import { fieldsOfOrder } from "../../streams/ordinal.ts";
import { NO_COUNTS, type EventCounts } from "../../model/dropped-events.ts";
import type { StageBlindness, StateBehavior } from "../state-behavior.ts";
import { AncestryMatcher, type InnerMatcher } from "./ancestry-matcher.ts";
import { silentConditions, withAncestry } from "./liveness.ts";

/**
 * Returns what can be done with conditions on ancestry, which stand before another state, or alone.
 *
 * @param kindOf gives what can be done with the state behind
 */
export function ancestryKind(
  kindOf: (state: SequenceState) => StateBehavior<SequenceState>,
): StateBehavior<Ancestry> {
  return {
    matcher<Event extends Occurrence>(ancestry: Ancestry) {
      const { inner } = ancestry;
      const behind: InnerMatcher<Event> | null = inner
        ? {
            matcher: kindOf(inner).matcher<Event>(inner),
            reads: (stage) => kindOf(inner).reads(inner, stage),
          }
        : null;
      return new AncestryMatcher(ancestry, behind);
    },
    reads(ancestry, stage) {
      const { inner, variants, own } = ancestry;
      const { host, process, parent, ancestors } = ancestry.fields;
      const standsFor = variants.find((variant) => variant.stage === stage)?.of ?? stage;
      const behind = inner && standsFor < own ? kindOf(inner).reads(inner, standsFor) : [];
      const names = [...host, process, parent, ...(ancestors === null ? [] : [ancestors])];
      return [...new Set([...fieldsOfOrder(ancestry), ...names, ...behind])];
    },
    matchesEachEvent: ({ inner }) => inner === undefined || kindOf(inner).matchesEachEvent(inner),
    joinFields: ({ inner }) => (inner ? kindOf(inner).joinFields(inner) : []),
    blindness(ancestry, blindnessOf, counts) {
      const { inner, own } = ancestry;
      const stageBlindness = withAncestry(ancestry, blindnessOf, counts);
      if (inner) return kindOf(inner).blindness(inner, ...behindAncestry(stageBlindness, counts));
      return mostTelling(Array.from({ length: own }, (_, stage) => stageBlindness(stage, [])));
    },
    silentByAbsence(ancestry, blindnessOf, counts) {
      const { inner } = ancestry;
      const stageBlindness = withAncestry(ancestry, blindnessOf, counts);
      const behind = inner
        ? kindOf(inner).silentByAbsence(inner, ...behindAncestry(stageBlindness, counts))
        : [];
      return [...behind, ...silentConditions(ancestry, blindnessOf, counts)];
    },
    neededStages,
  };
}

/** What the state behind is told of its stages, and of what it was shown. */
function behindAncestry(
  stageBlindness: StageBlindness,
  { inner = NO_COUNTS }: EventCounts,
): [StageBlindness, EventCounts] {
  const blindnessOf: StageBlindness = (stage, fields, more) =>
    stageBlindness(stage, fields, more) ?? uncounted(inner.stages, stage);
  return [blindnessOf, inner];
}

/** The rule's own stages, and those of conditions that must hold for it. */
function neededStages(
  { own, conditions, variants }: Ancestry,
  stages: readonly Stage[],
): readonly Stage[] {
  const asked = conditions.filter((_, number) => {
    const answers = variants.flatMap((variant) => (variant.of < own ? variant.answers : []));
    const concerned = answers.filter(({ condition }) => condition === number);
    return concerned.length > 0 && concerned.every(({ isTrue }) => isTrue);
  });
  return [...stages.slice(0, own), ...asked.map(({ stage }) => stages[stage]!)];
}
