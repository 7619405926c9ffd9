/**
 * Plays a scenario: the one place where rules meet telemetry. Recordings are read once for rules
 * and signals together, and once more only where a rule that was to fire stayed silent.
 */
import type { LogEvent } from "../events/event.ts";
import type { RuleSet } from "../languages/load.ts";
import { Engine } from "../matching/engine.ts";
import { NearestMiss, type Explanation } from "../matching/explain.ts";
import { readRecording, type ReadOptions } from "../telemetry/read.ts";
import { sha256OfFile } from "../telemetry/sha256.ts";
import { rebasing } from "./clock.ts";
import { SignalCapture } from "./capture.ts";
import { judge } from "./judge.ts";
import type { Expectation, Plan } from "./plan.ts";
import type { Scenario, ScenarioRecording } from "./scenario.ts";
import type { Trial } from "./trial.ts";
import type { ScenarioResult, Verdict } from "./verdict.ts";

/** Rules made ready once, for any number of scenarios. */
export interface RuleBook {
  readonly rules: RuleSet;
  readonly engine: Engine;
}

/** Returns a rule set with its engine. */
export function ruleBook(rules: RuleSet): RuleBook {
  return { rules, engine: new Engine(rules.rules) };
}

/**
 * Plays and judges a scenario by its plan. `seconds` is left for the caller, who has the clock, and
 * so are the warnings of its file.
 */
export async function playScenario(
  scenario: Scenario,
  plan: Plan,
  { engine }: RuleBook,
): Promise<Omit<ScenarioResult, "seconds" | "warnings">> {
  const trials: Trial[] = [];
  for (const recording of scenario.recordings)
    trials.push(await playRecording(recording, scenario, engine));
  const { recordings, signals, verdicts } = judge(scenario, plan, trials);
  const explained = await explainMisses(scenario, plan, verdicts);
  const { document, source } = scenario;
  return {
    id: document.id,
    title: document.title,
    file: source.path,
    status: document.status ?? "stable",
    techniques: document.attack?.techniques ?? [],
    diagnostics: [],
    recordings,
    signals,
    verdicts: explained,
    passed:
      recordings.every(({ sound }) => sound) &&
      signals.every(({ met }) => met) &&
      verdicts.every(({ passed }) => passed),
  };
}

async function playRecording(
  recording: ScenarioRecording,
  { signals, document }: Scenario,
  engine: Engine,
): Promise<Trial> {
  const pass = engine.open(recording.path);
  const capture = new SignalCapture(signals, recording);
  const onTime = rebasing(document.clock?.rebase);
  const see = (read: LogEvent): void => {
    const event = onTime(read);
    pass.see(event);
    capture.see(event);
  };
  const report = await readRecording(recording.path, see, optionsOf(recording));
  const sha256 = report.unreadable ? null : await sha256OfFile(fileOf(recording.path));
  return { recording, report, ...pass.end(), captures: capture.end(), sha256 };
}

function optionsOf({ declared }: ScenarioRecording): ReadOptions {
  return declared ? { declared } : {};
}

/** Returns the file on disk: for a member of an archive, the archive. */
function fileOf(path: string): string {
  return path.split("!/")[0]!;
}

/** Adds to each missed rule the event that came nearest to it. */
async function explainMisses(
  scenario: Scenario,
  plan: Plan,
  verdicts: readonly Verdict[],
): Promise<Verdict[]> {
  const explanations = new Map<Verdict, Explanation>();
  for (const recording of scenario.recordings) {
    const misses = verdicts.flatMap((verdict, index) => {
      const expectation = plan.expectations[index];
      return verdict.outcome === "missed" && expectation?.target?.recording === recording
        ? [{ verdict, miss: nearestMiss(expectation) }]
        : [];
    });
    if (misses.length === 0) continue;
    const see = (event: LogEvent): void => {
      for (const { miss } of misses)
        if (miss.sensor === null || miss.sensor === event.class.sensor) miss.search.see(event);
    };
    await readRecording(recording.path, see, optionsOf(recording));
    for (const { verdict, miss } of misses)
      if (miss.search.explanation) explanations.set(verdict, miss.search.explanation);
  }
  return verdicts.map((verdict) => ({
    ...verdict,
    explanation: explanations.get(verdict) ?? null,
  }));
}

function nearestMiss({ found, target }: Expectation): {
  search: NearestMiss;
  sensor: string | null;
} {
  if (found.kind !== "rule") throw new Error("only a rule that was found can miss");
  return {
    search: new NearestMiss(found.rule.stages[0]!, target!.recording.path),
    sensor: target!.sensor,
  };
}
