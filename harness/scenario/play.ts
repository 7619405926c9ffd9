/**
 * Plays a scenario: the one place where rules meet telemetry. Recordings are read once for rules
 * and signals together, and once more only where a rule that was to fire stayed silent.
 */
import type { ShownEvent } from "../events/event.ts";
import type { RuleSet } from "../languages/compilation.ts";
import { Engine } from "../matching/engine.ts";
import { readRecording, type ReadOptions } from "../telemetry/read.ts";
import { sha256OfFile } from "../telemetry/files/sha256.ts";
import { rebaseEvents } from "./replay/rebase-events.ts";
import { SignalCapture } from "./replay/signal-capture.ts";
import { judge, othersOf } from "./judge/judge.ts";
import type { LivenessLog } from "./liveness-log.ts";
import type { Plan } from "./plan/plan.ts";
import type { Scenario, ScenarioRecording } from "./format/scenario.ts";
import { explainSignals } from "./explain/explain-signals.ts";
import { explainMisses, type Miss } from "./explain/explain-misses.ts";
import { passes } from "./summary.ts";
import type { RecordingResult } from "./replay/recording-result.ts";
import type { RuleAnswer, ParityVerdict, ScenarioResult, Verdict } from "./judge/verdict.ts";

/** A rule set with its engine, made once for any number of scenarios, and how recordings are read. */
export interface LoadedRules {
  readonly rules: RuleSet;
  readonly engine: Engine;
  readonly readOptions: SharedReadOptions;
  /** Takes what the rules could see of each recording, for `run.json`. */
  readonly liveness?: LivenessLog;
}

/** The options of reading that are the same for all recordings. */
export type SharedReadOptions = Pick<ReadOptions, "verify">;

/** Returns a rule set with its engine. */
export function loadedRules(rules: RuleSet, readOptions: SharedReadOptions = {}): LoadedRules {
  return { rules, engine: new Engine(rules.rules), readOptions };
}

/**
 * Plays and judges a scenario by its plan. `seconds` is left for the caller, who has the clock, and
 * so are the warnings of its file.
 */
export async function playScenario(
  scenario: Scenario,
  plan: Plan,
  rules: LoadedRules,
): Promise<Omit<ScenarioResult, "seconds" | "warnings">> {
  const recordingResults = await playRecordings(scenario, rules);
  const { recordings, signals, verdicts, parity } = judge(scenario, plan, recordingResults);
  const readAgain = (recording: ScenarioRecording, see: (event: ShownEvent) => void) =>
    readRecording(recording.path, see, optionsOf(recording));
  const explained = await explainMissed(plan, verdicts, readAgain);
  const explainedSignals = await explainSignals(
    signals,
    scenario.signals,
    recordingResults,
    readAgain,
  );
  const compared = await explainDisagreements(plan, parity, readAgain);
  const { document, source } = scenario;
  return {
    id: document.id,
    title: document.title,
    file: source.path,
    status: document.status ?? "stable",
    techniques: document.attack?.techniques ?? [],
    diagnostics: [],
    recordings,
    signals: explainedSignals,
    verdicts: explained,
    parity: compared,
    others: othersOf(scenario),
    passed: passes({ recordings, signals, verdicts, parity }),
  };
}

/** Plays the rules over each recording of a scenario, in its order. */
export async function playRecordings(
  scenario: Scenario,
  { engine, readOptions, liveness }: LoadedRules,
): Promise<RecordingResult[]> {
  const results: RecordingResult[] = [];
  for (const recording of scenario.recordings) {
    const result = await playRecording(recording, scenario, engine, readOptions);
    results.push(result);
    liveness?.add(scenario.source.path, result);
  }
  return results;
}

async function playRecording(
  recording: ScenarioRecording,
  { signals, document }: Scenario,
  engine: Engine,
  readOptions: SharedReadOptions,
): Promise<RecordingResult> {
  const pass = engine.open(recording.path, { values: true });
  const capture = new SignalCapture(signals, recording);
  const rebase = rebaseEvents(document.clock?.rebase);
  const see = (read: ShownEvent): void => {
    const event = rebase(read);
    pass.see(event);
    capture.see(event);
  };
  const options = { ...readOptions, ...optionsOf(recording) };
  const report = await readRecording(recording.path, see, options);
  const sha256 = report.unreadable ? null : await sha256OfFile(fileOf(recording.path));
  return {
    recording,
    report,
    ...pass.end(),
    captures: capture.end(),
    untimed: capture.untimed,
    sha256,
  };
}

function optionsOf({ declared }: ScenarioRecording): ReadOptions {
  return declared ? { declared } : {};
}

/** Returns the file on disk: for a member of an archive, the archive. */
function fileOf(path: string): string {
  return path.split("!/")[0]!;
}

type ReadAgain = Parameters<typeof explainMisses>[1];

/** Adds to each missed rule the event that came nearest to it. */
async function explainMissed(
  plan: Plan,
  verdicts: readonly Verdict[],
  readAgain: ReadAgain,
): Promise<Verdict[]> {
  const missed = verdicts.flatMap((verdict, index) => {
    if (verdict.outcome !== "missed") return [];
    const { found, target } = plan.expectations[index]!;
    if (found.kind !== "rule") throw new Error("only a rule that was found can miss");
    return [{ verdict, rule: found.rule, target: target!, position: null }];
  });
  const explained = await explainMisses(missed, readAgain);
  const answers = new Map(missed.map(({ verdict }, index) => [verdict, explained[index]!]));
  return verdicts.map((verdict) => {
    const answer = answers.get(verdict);
    if (!answer) return verdict;
    const { explanation, everyStageHeld } = answer;
    const reason = everyStageHeld
      ? `${verdict.reason} Each of its parts had events, but they did not come together as it asks.`
      : verdict.reason;
    return { ...verdict, reason, explanation };
  });
}

/** Adds to each rule that did not match an event which others matched why it did not. */
async function explainDisagreements(
  plan: Plan,
  parity: readonly ParityVerdict[],
  readAgain: ReadAgain,
): Promise<ParityVerdict[]> {
  const misses = new Map<RuleAnswer, Miss>();
  for (const [index, { disagreements }] of parity.entries()) {
    const { rules, target } = plan.parity[index]!;
    for (const { event, answers } of disagreements)
      for (const [place, answer] of answers.entries()) {
        const { found } = rules[place]!;
        if (answer.matched || found.kind !== "rule") continue;
        const { position } = event;
        misses.set(answer, { rule: found.rule, target: target!, position });
      }
  }
  const explained = await explainMisses([...misses.values()], readAgain);
  const explanations = new Map(
    [...misses.keys()].map((answer, index) => [answer, explained[index]!.explanation]),
  );
  return parity.map((verdict) => ({
    ...verdict,
    disagreements: verdict.disagreements.map(({ event, answers }) => ({
      event,
      answers: answers.map((answer) => ({
        ...answer,
        explanation: explanations.get(answer) ?? null,
      })),
    })),
  }));
}
