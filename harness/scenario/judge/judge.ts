/**
 * Judges expectations by the results of recordings. Pure: nothing is read here. Silence counts as
 * success only where the rule could have fired (docs/decisions/0003-blind-is-a-verdict.md).
 */
import type { Match } from "../../matching/model/match.ts";
import type { CompiledRule } from "../../matching/model/rule.ts";
import { differences } from "./differences.ts";
import {
  blindnessOn,
  droppedOn,
  matchesOf,
  type JudgedOutcome,
  recordingUnreliable,
  ruleInVerdict,
  ruleUnusable,
  verdictRule,
} from "./preconditions.ts";
import { judgeParity } from "./judge-parity.ts";
import { judgeRecording } from "./judge-recording.ts";
import { judgeSignal } from "./judge-signal.ts";
import { plural } from "../../text/plural.ts";
import type { Expectation, ParityCase, Plan } from "../plan/plan.ts";
import type { Scenario } from "../format/scenario.ts";
import type { RecordingResult } from "../replay/recording-result.ts";
import type {
  Known,
  OthersExpectation,
  Outcome,
  ParityVerdict,
  RecordingVerdict,
  SignalVerdict,
  Verdict,
} from "./verdict.ts";

/** All verdicts on a scenario: recordings, then signals, then rules. */
export interface Judgement {
  readonly recordings: readonly RecordingVerdict[];
  readonly signals: readonly SignalVerdict[];
  /** One per expectation of the plan, in its order; then one per rule and recording under `others`. */
  readonly verdicts: readonly Verdict[];
  /** One per case of the plan, in its order. */
  readonly parity: readonly ParityVerdict[];
}

/** Judges a scenario that was played. */
export function judge(
  scenario: Scenario,
  plan: Plan,
  recordingResults: readonly RecordingResult[],
): Judgement {
  const recordings = recordingResults.map((result) => judgeRecording(result, scenario));
  const signals = scenario.signals
    .flatMap((signal) => judgeSignal(signal, recordingResults, recordings, scenario))
    .sort((a, b) => a.line - b.line || 0);
  const resultOf = ({ target }: Pick<Expectation, "target">): RecordingResult | undefined =>
    recordingResults.find(({ recording }) => recording === target?.recording);
  const judged = plan.expectations.map((one) =>
    judgeExpectation(one, resultOf(one), recordings, signals, scenario),
  );
  const parity = plan.parity.map((one) =>
    judgeParity(one, resultOf(one), recordings, signals, scenario),
  );
  const verdicts = [...judged, ...judgeOthers(scenario, plan, recordingResults)];
  return { recordings, signals, verdicts, parity };
}

function judgeExpectation(
  expectation: Expectation,
  result: RecordingResult | undefined,
  recordings: readonly RecordingVerdict[],
  signals: readonly SignalVerdict[],
  scenario: Scenario,
): Verdict {
  const { kind, item, found, target, path } = expectation;
  const { line, column } = scenario.place([...path, "rule"]);
  const matches = result && found.kind === "rule" ? matchesOf(found.rule, target!, result) : [];
  const outcomeOf =
    ruleUnusable(found) ??
    recordingUnreliable(target, recordings, signals) ??
    judgeRule(expectation, found.kind === "rule" ? found.rule : null, result!, matches);
  const dropped =
    found.kind === "rule" && target && result && outcomeOf.outcome !== "blind"
      ? droppedOn(found.rule, target, result)
      : null;
  const uncounted = dropped === null ? "" : ` It did not count ${dropped}.`;
  const known: Known | null = kind === "blind" ? "blind" : (item.known ?? null);
  return {
    expectation: kind,
    rule: verdictRule(item.rule, found),
    recording: target?.name ?? null,
    ...outcomeOf,
    reason: outcomeOf.reason + uncounted,
    known,
    why: item.why ?? null,
    matches,
    explanation: null,
    line,
    column,
  };
}

function judgeRule(
  { kind, item, target }: Expectation,
  compiled: CompiledRule | null,
  result: RecordingResult,
  matches: readonly Match[],
): JudgedOutcome {
  if (!compiled) throw new Error("a rule that was not found has been judged before");
  const fired = matches.length > 0;
  const blind = fired ? null : blindnessOn(compiled, target!, result);
  if (blind) return outcomeOf("blind", kind === "blind", `The rule is blind here: ${blind}.`);
  const did = fired ? `It fired (${plural(matches.length, "match")})` : "It stayed silent";
  switch (kind) {
    case "blind":
      return outcomeOf(
        "outdated",
        false,
        `${did}, so it is not blind here: give it an expectation.`,
      );
    case "silent":
      if (fired && item.known)
        return outcomeOf("outdated", false, `${did}: the gap is closed. Promote it to fire.`);
      if (fired) return outcomeOf("false-alarm", false, `${did}, and was to stay silent.`);
      return outcomeOf("silent", true, item.known ? "A known gap: it stayed silent." : `${did}.`);
    case "fire": {
      if (!fired && item.known)
        return outcomeOf("outdated", false, `${did}: the known false positive is gone. Remove it.`);
      if (!fired) return outcomeOf("missed", false, `${did}, and was to fire.`);
      const differing = differences(item, compiled, matches, target!, result);
      if (differing.length > 0)
        return outcomeOf("differs", false, `It fired otherwise: ${differing.join("; ")}.`);
      return outcomeOf("fired", true, item.known ? "A known false positive: it fired." : `${did}.`);
    }
  }
}

function outcomeOf(outcome: Outcome, passed: boolean, reason: string): JudgedOutcome {
  return { outcome, passed, reason };
}

/** Returns what a scenario expects of rules that it does not name. */
export function othersOf(scenario: Scenario): OthersExpectation {
  const { line, column } = scenario.place(["expect", "others"]);
  return { expected: scenario.document.expect.others ?? "fail", line, column };
}

/** Returns a verdict for each rule that fired on a recording for which no expectation names it. */
function judgeOthers(
  scenario: Scenario,
  { expectations, parity }: Plan,
  recordingResults: readonly RecordingResult[],
): Verdict[] {
  const { expected: others, line, column } = othersOf(scenario);
  if (others === "ignore") return [];
  return recordingResults.flatMap((result) => {
    const unnamed = result.matches.filter(
      (match) =>
        !expectations.some((one) => names(one, match, result)) &&
        !parity.some((one) => compares(one, match, result)),
    );
    return [...new Set(unnamed.map((match) => match.rule))].map((fired): Verdict => {
      const matches = unnamed.filter((match) => match.rule === fired);
      const reason = `It fired (${plural(matches.length, "match")}), and the scenario does not name it on this recording.`;
      return {
        expectation: "others",
        rule: ruleInVerdict(fired.id ?? fired.name, fired),
        recording: result.recording.name,
        outcome: "false-alarm",
        passed: others === "warn",
        known: null,
        reason,
        why: null,
        matches,
        explanation: null,
        line,
        column,
      };
    });
  });
}

function names({ found, target }: Expectation, match: Match, result: RecordingResult): boolean {
  if (found.kind !== "rule" || target?.recording !== result.recording) return false;
  return matchesOf(found.rule, target, result).includes(match);
}

/** Whether a comparison names the rule of a match: it is to match what the others match. */
function compares({ rules, target }: ParityCase, match: Match, result: RecordingResult): boolean {
  if (target?.recording !== result.recording) return false;
  return rules.some(
    ({ found }) => found.kind === "rule" && matchesOf(found.rule, target, result).includes(match),
  );
}
