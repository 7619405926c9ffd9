import { ATTACK_VERSION } from "../attack/techniques.ts";
import type { RuleSet } from "../languages/compilation.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import { withoutScenarioEnding } from "../languages/scenario-name.ts";
import { compareCodeUnits } from "../text/code-units.ts";
import { LivenessLog } from "./liveness-log.ts";
import type { Run, RunCounts } from "./run.ts";
import type { Outcome, ScenarioResult } from "./judge/verdict.ts";

/** What a run holds beside its results. */
export interface RunFrame {
  readonly version: string;
  /** ISO 8601. */
  readonly generated: string;
  readonly seconds: number;
  readonly rules: RuleSet;
  /** What else of that which was asked for cannot be used: paths, rules, ids of scenarios. */
  readonly diagnostics?: readonly Diagnostic[];
  /** What the rules could see of the recordings that were played. */
  readonly liveness?: LivenessLog;
}

/** Returns the results of a run with their counts, scenarios sorted by file. */
export function runOf(
  results: readonly ScenarioResult[],
  {
    version,
    generated,
    seconds,
    rules,
    diagnostics = [],
    liveness = new LivenessLog(rules.rules),
  }: RunFrame,
): Run {
  const scenarios = [...results].sort((a, b) => compareCodeUnits(a.file, b.file));
  const recordings = scenarios.flatMap(({ file, recordings: own }) =>
    own.map(({ name }) => ({ scenario: file, name })),
  );
  return {
    schema: 2,
    tool: { name: "firedrill", version },
    generated,
    attack: { version: ATTACK_VERSION },
    rules: {
      loaded: rules.rules.length,
      ...liveness.rules(recordings),
      broken: rules.broken.map(({ path, diagnostics }) => ({ path, diagnostics })),
    },
    diagnostics,
    scenarios,
    counts: countsOf(scenarios),
    seconds,
  };
}

/** Returns what there is in scenarios, and how much of it passed or failed. */
export function countsOf(scenarios: readonly ScenarioResult[]): RunCounts {
  const all = scenarios.flatMap((scenario) => scenario.verdicts);
  const verdicts = all.filter(({ expectation }) => expectation !== "others");
  // A rule that nobody named, and that is only warned of, is no outcome of what was expected.
  const alarms = all.filter(({ expectation, passed }) => expectation === "others" && !passed);
  const signals = scenarios.flatMap((scenario) => scenario.signals);
  const comparisons = scenarios.flatMap((scenario) => scenario.parity);
  const outcomes: Record<Outcome, number> = {
    fired: 0,
    silent: 0,
    missed: 0,
    differs: 0,
    "false-alarm": 0,
    blind: 0,
    broken: 0,
    outdated: 0,
  };
  for (const { outcome } of [...verdicts, ...alarms]) outcomes[outcome]++;
  return {
    scenarios: scenarios.length,
    passedScenarios: scenarios.filter(({ passed }) => passed).length,
    verdicts: verdicts.length,
    failedVerdicts: verdicts.filter(({ passed }) => !passed).length,
    otherRules: alarms.length,
    signals: signals.length,
    comparisons: comparisons.length,
    failedComparisons: comparisons.filter(({ passed }) => !passed).length,
    unmetSignals: signals.filter(({ met }) => !met).length,
    outcomes,
  };
}

/** Whether a scenario passes: its recordings, signals and verdicts all do. */
export function passes({
  recordings,
  signals,
  verdicts,
  parity,
}: Pick<ScenarioResult, "recordings" | "signals" | "verdicts" | "parity">): boolean {
  return (
    recordings.every(({ passed }) => passed) &&
    signals.every(({ met }) => met) &&
    [...verdicts, ...parity].every(({ passed }) => passed)
  );
}

/** Returns the result of a scenario file that could not be used. */
export function unusableScenario(
  file: string,
  diagnostics: ScenarioResult["diagnostics"],
  name = nameOf(file),
): ScenarioResult {
  return {
    id: name,
    title: name,
    file,
    status: "stable",
    techniques: [],
    diagnostics,
    recordings: [],
    signals: [],
    verdicts: [],
    parity: [],
    others: { expected: "ignore", line: 1, column: 1 },
    warnings: [],
    passed: false,
    seconds: 0,
  };
}

function nameOf(file: string): string {
  return withoutScenarioEnding(file.split("/").at(-1)!);
}
