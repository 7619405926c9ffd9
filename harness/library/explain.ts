import type { ShownEvent } from "../events/event.ts";
import { NearestMiss, type Explanation } from "../matching/evidence/explain.ts";
import type { Blindness } from "../matching/liveness/liveness.ts";
import type { Match } from "../matching/model/match.ts";
import type { CompiledRule } from "../matching/model/rule.ts";
import { neededStages } from "../matching/states/states.ts";
import type { ReadReport, RecordingOptions } from "../telemetry/read.ts";
import { Engine } from "./engine.ts";
import { readRecording } from "./read-recording.ts";

/** What a rule makes of a recording, and why. */
export interface RuleExplanation {
  /** With the values of their fields, within bounds. None of a rule that is only a part of another (`partOf`). */
  readonly matches: readonly Match[];
  /** Why the rule could not have fired; null if it could have, or did. */
  readonly blindness: Blindness | null;
  /**
   * What kept a rule from firing that did not: for each of the parts that it needs, in their order, the
   * event that came nearest. A rule on single events has one part.
   */
  readonly parts: readonly ExplainedPart[];
  readonly report: ReadReport;
}

export interface ExplainedPart {
  /** Whether an event was all that the part asks for. */
  readonly held: boolean;
  /** null if no event was of its log source. */
  readonly nearest: Explanation | null;
}

/**
 * Explains why a rule fires on a recording, or why it does not. The recording is read once.
 *
 * @param path as `readRecording` takes it
 * @throws (the promise is rejected with) the reason of `signal`; nothing that a recording may hold
 */
export async function explain(
  rule: CompiledRule,
  path: string,
  options: RecordingOptions = {},
): Promise<RuleExplanation> {
  const pass = new Engine([rule]).open(path, { values: true });
  const searches = neededStages(rule).map((stage) => new NearestMiss(stage, path));
  const see = (event: ShownEvent): void => {
    pass.see(event);
    for (const search of searches) search.see(event);
  };
  const report = await readRecording(path, see, options);
  const { matches, blindnessOf } = pass.end();
  const parts = searches.map(({ held, explanation }) => ({ held, nearest: explanation }));
  return { matches, blindness: blindnessOf(rule), parts: matches.length > 0 ? [] : parts, report };
}
