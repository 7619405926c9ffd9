/** What must hold before a rule is judged on a recording, and what the rule did there. */
import { ruleBlindness } from "../../matching/rule-liveness.ts";
import type { Match } from "../../matching/model/match.ts";
import type { CompiledRule, DetectionRule } from "../../matching/model/rule.ts";
import { countsOfSensor, droppedOf } from "../../matching/model/dropped-events.ts";
import { describeBlindness, describeDroppedEvents } from "../describe.ts";
import type { Target } from "../plan/plan.ts";
import type { FoundRule } from "../plan/rule-reference.ts";
import type { RecordingResult } from "../replay/recording-result.ts";
import type { RecordingVerdict, SignalVerdict, Verdict, VerdictRule } from "./verdict.ts";

/** The outcome of a rule on a recording, whether it passes, and why. */
export type JudgedOutcome = Pick<Verdict, "outcome" | "passed" | "reason">;

/** Returns the outcome of an expectation whose rule cannot be used; null if it can be used. */
export function ruleUnusable(found: FoundRule): JudgedOutcome | null {
  if (found.kind === "rule") return null;
  const reason =
    found.kind === "unknown"
      ? found.reason
      : `The rule cannot be used: ${found.broken.diagnostics[0]?.message ?? "it is broken."}`;
  return { outcome: "broken", passed: false, reason };
}

/** Returns the outcome of every rule on a recording that cannot be relied on; null if it can be. */
export function recordingUnreliable(
  target: Target | null,
  recordings: readonly RecordingVerdict[],
  signals: readonly SignalVerdict[],
): JudgedOutcome | null {
  const blind = (reason: string): JudgedOutcome => ({ outcome: "blind", passed: false, reason });
  if (!target) return blind("No recording of the scenario is of the rule's log source.");
  const { name } = target.recording;
  const recording = recordings.find((one) => one.name === name);
  if (recording && !recording.passed)
    return blind(`The recording cannot be relied on. ${recording.reason}`);
  const unmet = signals.find(
    ({ met, recording: on }) => !met && (on === null || on === name || on.startsWith(`${name}/`)),
  );
  return unmet
    ? blind(`The signal ${unmet.signal} is ${unmet.outcome}: ${sentence(unmet.reason)}`)
    : null;
}

function sentence(reason: string): string {
  return /[.?]$/.test(reason) ? reason : `${reason}.`;
}

/** Returns why a rule could not have fired on a target, in words; null if it could. */
export function blindnessOn(
  rule: CompiledRule,
  { sensor }: Target,
  { observed, dropped = [] }: RecordingResult,
): string | null {
  const counts = dropped.find((one) => one.rule === rule.rule)?.counts;
  const blind = ruleBlindness(rule, observed, { counts, sensor });
  return blind && describeBlindness(blind);
}

/** Returns in words which events a rule could not take into account on a target; null if there are none. */
export function droppedOn(
  { rule }: CompiledRule,
  { sensor }: Target,
  { dropped = [] }: RecordingResult,
): string | null {
  const found = dropped.find((one) => one.rule === rule);
  if (!found) return null;
  const own = sensor === null ? found.dropped : droppedOf(countsOfSensor(found.counts, sensor));
  return describeDroppedEvents(own).join(", ") || null;
}

/** Returns the matches of a rule on a target. */
export function matchesOf(
  { rule }: CompiledRule,
  { sensor }: Target,
  { matches }: RecordingResult,
): Match[] {
  return matches.filter(
    (match) =>
      match.rule === rule &&
      (sensor === null || match.events.every((event) => event.sensor === sensor)),
  );
}

/** Returns a rule as a verdict has it. */
export function ruleInVerdict(
  reference: string,
  { id, title, path, level, language, techniques }: DetectionRule,
): VerdictRule {
  return { reference, id, title, path, level, language, techniques };
}

/** Returns the rule of an expectation, as far as it was found. */
export function verdictRule(reference: string, found: FoundRule): VerdictRule {
  switch (found.kind) {
    case "rule":
      return ruleInVerdict(reference, found.rule.rule);
    case "broken": {
      const { id, title, path } = found.broken;
      return { reference, id, title, path, level: null, language: null, techniques: [] };
    }
    case "unknown":
      return {
        reference,
        id: null,
        title: null,
        path: null,
        level: null,
        language: null,
        techniques: [],
      };
  }
}
