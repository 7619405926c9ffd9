/** Judges whether rules that say the same in several languages matched the same events. */
import type { EventReference, Match } from "../../matching/model/match.ts";
import type { CompiledRule } from "../../matching/model/rule.ts";
import {
  blindnessOn,
  droppedOn,
  matchesOf,
  recordingUnreliable,
  ruleUnusable,
  verdictRule,
} from "./preconditions.ts";
import { plural } from "../../text/plural.ts";
import type { ParityCase, Target } from "../plan/plan.ts";
import type { Scenario } from "../format/scenario.ts";
import type { RecordingResult } from "../replay/recording-result.ts";
import type { Disagreement, ParityVerdict, RecordingVerdict, SignalVerdict } from "./verdict.ts";

/** Judges a comparison; explanations of what did not match are added by `playScenario`. */
export function judgeParity(
  { rules, target, path, why }: ParityCase,
  result: RecordingResult | undefined,
  recordings: readonly RecordingVerdict[],
  signals: readonly SignalVerdict[],
  scenario: Scenario,
): ParityVerdict {
  const { line, column } = scenario.place(path);
  const compared = rules.map(({ reference, found }) => verdictRule(reference, found));
  const frame = { rules: compared, recording: target?.name ?? null, why, line, column };
  const broken = rules.map(({ found }) => ruleUnusable(found)).find((one) => one !== null);
  if (broken) return { ...frame, ...failed("broken", broken.reason) };
  const unreliable = target
    ? recordingUnreliable(target, recordings, signals)
    : { reason: "No recording of the scenario is of the log source of each of the rules." };
  if (unreliable) return { ...frame, ...failed("blind", unreliable.reason) };
  const sound = rules.flatMap(({ found }) => (found.kind === "rule" ? [found.rule] : []));
  return { ...frame, ...compare(sound, target!, result!) };
}

type Comparison = Pick<ParityVerdict, "outcome" | "passed" | "reason" | "events" | "disagreements">;

function failed(outcome: "blind" | "broken", reason: string): Comparison {
  return { outcome, passed: false, reason, events: [], disagreements: [] };
}

function compare(
  rules: readonly CompiledRule[],
  target: Target,
  result: RecordingResult,
): Comparison {
  const answers = rules.map((rule) => byEvent(matchesOf(rule, target, result)));
  const matched = new Map(answers.flatMap((one) => [...one].map(([at, { event }]) => [at, event])));
  const events: EventReference[] = [];
  const disagreements: Disagreement[] = [];
  for (const [position, event] of [...matched].sort(([a], [b]) => a - b))
    if (answers.every((one) => one.has(position))) events.push(event);
    else
      disagreements.push({
        event,
        answers: answers.map((one) => {
          const answer = one.get(position);
          return { matched: answer !== undefined, via: answer?.via ?? [], explanation: null };
        }),
      });
  if (disagreements.length > 0) {
    const reason = `They disagree on ${plural(disagreements.length, "event")}, and agree on ${events.length}.`;
    return { outcome: "disagreed", passed: false, reason, events, disagreements };
  }
  // Rules that are all silent because one of them cannot see anything have not been compared.
  const blind = events.length > 0 ? null : firstBlind(rules, target, result);
  if (blind) return failed("blind", blind);
  const reason = `They match the same ${plural(events.length, "event")}.${uncounted(rules, target, result)}`;
  return { outcome: "agreed", passed: true, reason, events, disagreements };
}

function uncounted(
  rules: readonly CompiledRule[],
  target: Target,
  result: RecordingResult,
): string {
  const said = rules.map((rule) => ({ rule, dropped: droppedOn(rule, target, result) }));
  return said
    .flatMap(({ rule: { rule }, dropped }) =>
      dropped === null ? [] : ` "${rule.title}" (${rule.path}) did not count ${dropped}.`,
    )
    .join("");
}

function firstBlind(
  rules: readonly CompiledRule[],
  target: Target,
  result: RecordingResult,
): string | null {
  for (const rule of rules) {
    const blind = blindnessOn(rule, target, result);
    if (blind) return `"${rule.rule.title}" (${rule.rule.path}) is blind here: ${blind}.`;
  }
  return null;
}

function byEvent(
  matches: readonly Match[],
): Map<number, { event: EventReference; via: readonly string[] }> {
  const found = new Map<number, { event: EventReference; via: readonly string[] }>();
  for (const { events, via } of matches)
    for (const event of events) {
      const fields = [...(found.get(event.position)?.via ?? []), ...via];
      found.set(event.position, { event, via: [...new Set(fields)].sort() });
    }
  return found;
}
