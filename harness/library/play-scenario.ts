import type { RuleSet } from "../languages/compilation.ts";
import { Engine } from "../matching/engine.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import type { DiagnosticCode } from "../text/diagnostic-codes.ts";
import { loadScenario } from "../scenario/format/load.ts";
import type { ScenarioResult } from "../scenario/judge/verdict.ts";
import { LivenessLog } from "../scenario/liveness-log.ts";
import type { Scenario } from "../scenario/format/scenario.ts";
import { planOf } from "../scenario/plan/plan.ts";
import {
  playRecordings as playEach,
  playScenario as play,
  type LoadedRules,
} from "../scenario/play.ts";
import type { RecordingResult } from "../scenario/replay/recording-result.ts";
import type { Run } from "../scenario/run.ts";
import { runOf as run, unusableScenario } from "../scenario/summary.ts";
import { version } from "../scenario/version.ts";

/** How scenarios are played. */
export interface PlayOptions {
  /** Whether the checksums of event logs are compared, too; `false` if absent. */
  readonly verify?: boolean;
  /** Folders outside of the scenario's project below which its recordings may lie, too; none if absent. */
  readonly allowOutside?: readonly string[];
}

/** Owned by the rule sets: the engine of each, and what its rules could see so far. */
const loadedOf = new WeakMap<RuleSet, LoadedRules & { readonly liveness: LivenessLog }>();

/**
 * Plays a scenario file and judges it. Rules are made ready with the first scenario that they are played
 * with: give all scenarios the same rule set.
 *
 * @param file the path of a scenario file, from which the paths of its recordings count
 * @returns the verdicts, with `seconds` it took. A file that is no usable scenario has not passed, and says
 * why in `diagnostics`; what is wrong with recordings and rules is in the verdicts. Nothing is thrown
 */
export async function playScenario(
  file: string,
  rules: RuleSet,
  { verify = false, allowOutside = [] }: PlayOptions = {},
): Promise<ScenarioResult> {
  const start = performance.now();
  const { scenario, diagnostics } = loadScenario(file, { allowOutside });
  const plan = scenario && planOf(scenario, rules);
  const all = [...diagnostics, ...(plan?.diagnostics ?? [])];
  const errors = all.filter(({ severity }) => severity === "error");
  if (!scenario || !plan || errors.length > 0) return unusableScenario(file, errors);
  const played = await play(scenario, plan, { ...loaded(rules), readOptions: { verify } });
  const warnings = diagnostics.flatMap(({ severity, message }) =>
    severity === "warning" ? message : [],
  );
  return { ...played, warnings, seconds: (performance.now() - start) / 1000 };
}

/**
 * Plays the rules over the recordings of a scenario, in its order, and leaves it to the caller to `judge`
 * them. Nothing is thrown: what could not be read is in the reports.
 */
export function playRecordings(
  scenario: Scenario,
  rules: RuleSet,
  { verify = false }: Pick<PlayOptions, "verify"> = {},
): Promise<RecordingResult[]> {
  return playEach(scenario, { ...loaded(rules), readOptions: { verify } });
}

/** What a run says of itself, beside its results. */
export interface RunOptions {
  /** Now if absent. */
  readonly generated?: Date;
  /** How long all of it took; the sum of the scenarios if absent. */
  readonly seconds?: number;
  /** What else was asked for and could not be used; paths of rules that lead nowhere are told in any case. */
  readonly diagnostics?: readonly Diagnostic[];
}

/**
 * Puts the results of scenarios together: what `run.json` holds, and what all reports are made of.
 *
 * @param rules with which the scenarios were played: the same object, no copy
 * @throws if a scenario was played with other rules, or if `generated` or `seconds` is no time
 */
export function runOf(
  results: readonly ScenarioResult[],
  rules: RuleSet,
  { generated = new Date(), seconds = secondsOf(results), diagnostics = [] }: RunOptions = {},
): Run {
  if (!loadedOf.has(rules) && results.some(({ recordings }) => recordings.length > 0))
    throw new Error("the scenarios were played with other rules than these");
  if (!Number.isFinite(seconds)) throw new RangeError(`${seconds} are no seconds`);
  const { liveness } = loaded(rules);
  const missing = rules.diagnostics.filter(({ code }) => UNUSABLE_PATHS.has(code));
  return run(results, {
    version,
    generated: generated.toISOString(),
    seconds,
    rules,
    liveness,
    diagnostics: [...missing, ...diagnostics],
  });
}

/** What is said of paths of rules that lead nowhere. */
const UNUSABLE_PATHS: ReadonlySet<DiagnosticCode> = new Set(["file/not-found", "file/unreadable"]);

function secondsOf(results: readonly ScenarioResult[]): number {
  return results.reduce((sum, result) => sum + result.seconds, 0);
}

function loaded(rules: RuleSet): LoadedRules & { readonly liveness: LivenessLog } {
  let known = loadedOf.get(rules);
  if (!known) {
    known = {
      rules,
      engine: new Engine(rules.rules),
      readOptions: {},
      liveness: new LivenessLog(rules.rules),
    };
    loadedOf.set(rules, known);
  }
  return known;
}
