/** Why rules stayed silent. The events are read once more, for only now it is known which rules missed. */
import type { ShownEvent } from "../../events/event.ts";
import { NearestMiss, type Explanation } from "../../matching/evidence/explain.ts";
import { neededStages } from "../../matching/states/states.ts";
import type { CompiledRule } from "../../matching/model/rule.ts";
import type { Target } from "../plan/plan.ts";
import type { ScenarioRecording } from "../format/scenario.ts";

/** A rule that did not match on a target, or did not match one event of it. */
export interface Miss {
  readonly rule: CompiledRule;
  readonly target: Target;
  /** Of the one event; null for any. */
  readonly position: number | null;
}

/** The event that came nearest to a match. */
export interface ExplainedMiss {
  /** null if no event was of the rule's log source, or if every stage held for some event. */
  readonly explanation: Explanation | null;
  /** Whether each stage that the rule needs held for some event. */
  readonly everyStageHeld: boolean;
}

/**
 * Explains each of the misses, in their order. Of a rule on several events it explains the first stage
 * that no event satisfied.
 *
 * @param readAgain shows the events of a recording; asked for each recording at most once
 */
export async function explainMisses(
  misses: readonly Miss[],
  readAgain: (recording: ScenarioRecording, see: (event: ShownEvent) => void) => Promise<unknown>,
): Promise<ExplainedMiss[]> {
  const searches = misses.map((miss) => ({ miss, stages: nearestMissesOf(miss) }));
  for (const recording of new Set(misses.map(({ target }) => target.recording))) {
    const here = searches.filter(({ miss }) => miss.target.recording === recording);
    await readAgain(recording, (event) => {
      for (const { miss, stages } of here)
        if (concerns(miss, event)) for (const stage of stages) stage.see(event);
    });
  }
  return searches.map(({ stages }) => {
    const lacking = stages.find(({ held }) => !held);
    return { explanation: lacking?.explanation ?? null, everyStageHeld: !lacking };
  });
}

function nearestMissesOf({ rule, target }: Miss): NearestMiss[] {
  return neededStages(rule).map((stage) => new NearestMiss(stage, target.recording.path));
}

function concerns({ target, position }: Miss, event: ShownEvent): boolean {
  return (
    (position === null || position === event.position) &&
    (target.sensor === null || target.sensor === event.class.sensor)
  );
}
