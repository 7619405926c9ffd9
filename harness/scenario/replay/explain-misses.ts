/** Why rules stayed silent: asked of the events once more, for only now it is known of which. */
import type { LogEvent } from "../../events/event.ts";
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

/** What came nearest. */
export interface Explained {
  /** null if no event was of the rule's log source, or if each of its parts had events. */
  readonly explanation: Explanation | null;
  /** Whether each of the parts of a rule on several events had one. */
  readonly hadAllParts: boolean;
}

/**
 * Explains each of the silences, in their order. Of a rule on several events it is the first part that
 * no event satisfied.
 *
 * @param readAgain shows the events of a recording; asked for each recording at most once
 */
export async function explainMisses(
  misses: readonly Miss[],
  readAgain: (recording: ScenarioRecording, see: (event: LogEvent) => void) => Promise<unknown>,
): Promise<Explained[]> {
  const searches = misses.map((miss) => ({ miss, shards: partsOf(miss) }));
  for (const recording of new Set(misses.map(({ target }) => target.recording))) {
    const here = searches.filter(({ miss }) => miss.target.recording === recording);
    await readAgain(recording, (event) => {
      for (const { miss, shards } of here)
        if (concerns(miss, event)) for (const shard of shards) shard.see(event);
    });
  }
  return searches.map(({ shards }) => {
    const lacking = shards.find(({ held }) => !held);
    return { explanation: lacking?.explanation ?? null, hadAllParts: !lacking };
  });
}

function partsOf({ rule, target }: Miss): NearestMiss[] {
  return neededStages(rule).map((stage) => new NearestMiss(stage, target.recording.path));
}

function concerns({ target, position }: Miss, event: LogEvent): boolean {
  return (
    (position === null || position === event.position) &&
    (target.sensor === null || target.sensor === event.class.sensor)
  );
}
