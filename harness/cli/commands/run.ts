/** `firedrill run`: plays scenarios and judges what the rules did. */
import Mocha from "mocha";
import { loadRules } from "../../languages/load.ts";
import { defineScenario } from "../../mocha/define.ts";
import { terminalPainter } from "../../reports/painter.ts";
import { REPORTERS, type ReporterName } from "../../reports/reporter.ts";
import { printRun } from "../../reports/terminal.ts";
import { planned, type PlannedScenario, type Selectable } from "../../scenario/plan/plan.ts";
import { loadedRules, type LoadedRules } from "../../scenario/play.ts";
import { findSigmaRegression } from "../../scenario/sigma-regression/checkout.ts";
import { loadSigmaRegression } from "../../scenario/sigma-regression/load.ts";
import { LivenessLog } from "../../scenario/liveness-log.ts";
import type { Run } from "../../scenario/run.ts";
import { runOf } from "../../scenario/summary.ts";
import type { ScenarioResult } from "../../scenario/judge/verdict.ts";
import { isEmptyFolder } from "../../text/empty-folder.ts";
import { visible } from "../../text/print-diagnostic.ts";
import { findScenarios, type FoundScenarios } from "./find-scenarios.ts";
import {
  archiveWarnings,
  isUnannounced,
  unannouncedLosses,
  wrongChecksums,
} from "./recording-faults.ts";
import { generatedAt } from "../output/generated.ts";
import {
  idleSelectors,
  selects,
  selectsAny,
  selectsTechniques,
  type Selection,
} from "./selection.ts";
import { loadOptions, type LoadFlags } from "./load-options.ts";
import {
  ALLOW_OUTSIDE,
  CACHE,
  JSON_OUTPUT,
  many,
  PLACEHOLDERS,
  RULES,
  STRICT,
  VERIFY,
} from "./options.ts";
import { printDiagnostics, printRuleProblems } from "../output/print-diagnostics.ts";
import { version } from "../../scenario/version.ts";
import { writeReport } from "../output/write-report.ts";
import {
  EXIT,
  UsageError,
  type ExitCode,
  type Environment,
  type Register,
} from "../environment.ts";
import type { RuleSet } from "../../languages/compilation.ts";

export interface RunOptions extends Selection, LoadFlags {
  /** Files, folders, globs or ids of scenarios; if there are none, `scenarios`. */
  readonly paths: readonly string[];
  /** If there are none: `rules`, and for `sigmaRegression` the folders of rules beside the tests. */
  readonly rules: readonly string[];
  /** A checkout of SigmaHQ, or a folder in it, whose own tests are played in place of scenarios. */
  readonly sigmaRegression?: string | undefined;
  /** Folders outside of the project in which recordings may lie. */
  readonly allowOutside?: readonly string[];
  /** `name=file` each. */
  readonly reporters: readonly string[];
  readonly strict: boolean;
  /** Compare the checksums of event logs. */
  readonly verify: boolean;
  /** Print the run as JSON on stdout, in place of the text. */
  readonly json: boolean;
}

export const register: Register = (line, environment, end) =>
  line.command(
    "run [paths..]",
    "Play scenarios and judge what the rules did",
    (command) =>
      command
        .positional("paths", {
          type: "string",
          array: true,
          default: [] as string[],
          defaultDescription: '["scenarios"]',
          describe: "Files, folders, globs or ids of scenarios",
        })
        .options({
          rules: { ...RULES, default: [] as string[], defaultDescription: '["rules"]' },
          placeholders: PLACEHOLDERS,
          cache: CACHE,
          "allow-outside": ALLOW_OUTSIDE,
          "sigma-regression": {
            type: "string",
            requiresArg: true,
            describe: "Play SigmaHQ's own tests, with its rules: a checkout, or a folder in it",
          },
          rule: many("Only expectations of these rules (id, path or title)"),
          technique: many("Only scenarios of these ATT&CK techniques"),
          sensor: many("Only expectations on recordings of these sensors"),
          reporter: {
            type: "string",
            array: true,
            default: ["json=reports/run.json", "junit=reports/junit.xml"],
            describe: "Reports to write, as name=file; --no-reporter writes none",
          },
          strict: STRICT,
          verify: VERIFY,
          json: JSON_OUTPUT,
        })
        .example("$0 run", "Play every scenario below scenarios/")
        .example("$0 run mshta-inline-vbscript --rules rules", "Play one, by its id")
        .example(
          "$0 run --technique T1218 --reporter junit=out/junit.xml",
          "Play what is about a technique",
        )
        .example("$0 run --sigma-regression ../sigma", "Play the tests that SigmaHQ keeps"),
    // `--no-reporter` is a list of false to yargs.
    async ({ reporter, ...options }) =>
      end(await run({ ...options, reporters: reporter.filter(Boolean) }, environment)),
  );

/** Plays the scenarios, prints and writes the reports; returns how the command ends. */
export async function run(options: RunOptions, environment: Environment): Promise<ExitCode> {
  const start = environment.now();
  // A time that cannot be used is told before anything is played.
  generatedAt(environment);
  const reporters = options.reporters.map(reporterOf);
  const { rulePaths, find, where } = sourceOf(options);
  const rules = loadRules(rulePaths, loadOptions(options, environment));
  const unusableRules = printRuleProblems(rules, rulePaths, options.strict, environment);
  const found = find(rules);
  // Where there is none at all, one sentence says so.
  const faults = found.diagnostics.filter(
    (one) => found.scenarios.length > 0 || !isEmptyFolder(one),
  );
  printDiagnostics(faults, environment);
  const all = found.scenarios.map((loaded) => planned(loaded, rules));
  const chosen = all.filter(
    (scenario) => selectsTechniques(options, scenario) && selectsAny(options, scenario),
  );
  const diagnostics = [...unusableRules, ...faults];
  const idle = all.length === 0 ? [] : idleSelectors(options, all);
  for (const sentence of idle) environment.err(`${visible(sentence)}\n`);
  // What is unusable is played on: it may be what the name selects, and decides how the command ends.
  const isUsable = diagnostics.length === 0 && all.every(({ plan }) => plan !== null);
  if (idle.length > 0 && isUsable) return EXIT.nothingSelected;
  if (chosen.length === 0) {
    environment.err(nothing(found.scenarios.length, where));
    if (diagnostics.length === 0) return EXIT.nothingSelected;
  }
  const liveness = new LivenessLog(rules.rules);
  const loaded = { ...loadedRules(rules, { verify: options.verify }), liveness };
  const results = await play(
    chosen,
    loaded,
    (expectation) => selects(options, expectation),
    environment,
  );
  const frame = {
    version,
    generated: generatedAt(environment),
    seconds: (environment.now() - start) / 1000,
    rules,
    diagnostics,
    liveness,
  };
  const result = runOf(results, frame);
  if (result.counts.outcomes.broken > 0)
    printDiagnostics(
      rules.broken.flatMap(({ diagnostics }) => diagnostics.slice(0, 1)),
      environment,
    );
  const damage = [
    ...archiveWarnings(results),
    ...(options.verify ? wrongChecksums(results) : []),
    ...(options.strict ? unannouncedLosses(results) : []),
  ];
  printDiagnostics([...new Set(damage)], environment);
  const unwritten = reporters.flatMap(({ name, file }) =>
    writeReport(file, REPORTERS[name].render(result)),
  );
  printDiagnostics(unwritten, environment);
  environment.out(
    options.json
      ? REPORTERS.json.render(result)
      : printRun(result, terminalPainter(environment.colors.out)),
  );
  if (environment.interrupted.aborted) return EXIT.interrupted;
  return unwritten.length > 0 ? EXIT.unusable : exitOf(result, options.strict);
}

/** What is to be played, and with which rules. */
interface ScenarioSource {
  readonly rulePaths: readonly string[];
  readonly find: (rules: RuleSet) => FoundScenarios;
  /** What to say if it holds nothing. */
  readonly where: string;
}

function sourceOf(options: RunOptions): ScenarioSource {
  const { paths, rules, sigmaRegression, allowOutside = [] } = options;
  if (sigmaRegression === undefined) {
    const from = orElse(paths, ["scenarios"]);
    return {
      rulePaths: orElse(rules, ["rules"]),
      find: () => findScenarios(from, allowOutside),
      where: `No scenario is in ${visible(from.join(", "))}: scenario files are called *.scenario.yml.\n`,
    };
  }
  if (paths.length > 0)
    throw new UsageError("--sigma-regression plays SigmaHQ's tests, and no scenarios beside them.");
  if (options.sensor.length > 0)
    throw new UsageError("--sensor selects nothing here: SigmaHQ's tests name no sensors.");
  const regression = findSigmaRegression(sigmaRegression);
  return {
    rulePaths: orElse(rules, regression.ruleFolders),
    find: (loaded) => ({
      scenarios: loadSigmaRegression(regression, loaded, allowOutside),
      diagnostics: regression.diagnostics,
    }),
    where: `No test is in ${visible(sigmaRegression)}: SigmaHQ's tests are called info.yml.\n`,
  };
}

function orElse(given: readonly string[], usual: readonly string[]): readonly string[] {
  return given.length > 0 ? given : usual;
}

/** Plays by mocha, which has the clock and the order; what it would print, the reports print. */
async function play(
  scenarios: readonly PlannedScenario[],
  rules: LoadedRules,
  chosen: (expectation: Selectable) => boolean,
  environment: Environment,
): Promise<ScenarioResult[]> {
  const results: ScenarioResult[] = [];
  const mocha = new Mocha({ reporter: class Silent {} as unknown as string, timeout: 0 });
  const report = (result: ScenarioResult): void => void results.push(result);
  for (const scenario of scenarios)
    defineScenario(mocha.suite, scenario, rules, {
      selects: chosen,
      report,
      now: () => environment.now(),
    });
  const bugs: Error[] = [];
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => resolve());
    environment.interrupted.addEventListener("abort", () => runner.abort());
    // A hook fails only if playing threw: that is a bug of ours, not a verdict.
    runner.on(
      "fail",
      (failed: Mocha.Runnable, error: Error) =>
        void (failed instanceof Mocha.Hook && bugs.push(error)),
    );
  });
  if (bugs[0]) throw bugs[0];
  return results;
}

function exitOf({ scenarios, diagnostics: faults }: Run, strict: boolean): ExitCode {
  const counted = scenarios.filter(({ status }) => status !== "quarantined");
  const unusable = counted.some(
    ({ diagnostics, recordings, verdicts, parity }) =>
      diagnostics.length > 0 ||
      recordings.some((one) => one.unreadable || (strict && isUnannounced(one))) ||
      [...verdicts, ...parity].some(({ outcome }) => outcome === "broken"),
  );
  if (unusable || faults.length > 0) return EXIT.unusable;
  return counted.every(({ passed }) => passed) ? EXIT.expected : EXIT.failed;
}

function reporterOf(written: string): { name: ReporterName; file: string } {
  const at = written.indexOf("=");
  const [name, file] = at < 0 ? [written, ""] : [written.slice(0, at), written.slice(at + 1)];
  const names = Object.keys(REPORTERS);
  if (!names.includes(name) || file === "")
    throw new UsageError(
      `--reporter takes name=file, with one of the names ${names.join(", ")}, not "${written}".`,
    );
  return { name: name as ReporterName, file };
}

function nothing(found: number, where: string): string {
  return found === 0
    ? where
    : `None of the ${found} scenarios has an expectation that was asked for.\n`;
}
