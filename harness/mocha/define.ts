/**
 * A scenario as a mocha suite: `before` plays it, and each test looks up its own judgement. Which
 * tests there are is known before anything is played, so that `--grep` and `--dry-run` work.
 */
import Mocha from "mocha";
import { checksOf, failureTitle, OTHERS, type Check } from "../reports/check.ts";
import type {
  Expectation,
  ParityCase,
  Plan,
  PlannedScenario,
  Selectable,
} from "../scenario/plan/plan.ts";
import { playScenario, type LoadedRules } from "../scenario/play.ts";
import type { Scenario } from "../scenario/format/scenario.ts";
import { passes, unusableScenario } from "../scenario/summary.ts";
import type { ParityVerdict, Verdict, ScenarioResult } from "../scenario/judge/verdict.ts";
import { defused } from "../text/ci-command.ts";
import { visible } from "../text/print-diagnostic.ts";
import { JudgementError } from "./judgement-error.ts";

export interface DefineOptions {
  /**
   * Which expectations become tests, and count in the result; all, if it is not given. A comparison
   * of rules does if one of them is selected.
   */
  readonly selects?: (expectation: Selectable) => boolean;
  /** Takes the result once the scenario has been played, or found unusable. */
  readonly report?: (result: ScenarioResult) => void;
  /** Milliseconds, for `seconds` of the result. */
  readonly now?: () => number;
}

/** Adds the suite of a scenario file to a suite. */
export function defineScenario(
  parent: Mocha.Suite,
  loaded: PlannedScenario,
  rules: LoadedRules,
  options: DefineOptions = {},
): void {
  const { plan } = loaded;
  const errors = [...loaded.diagnostics, ...(plan?.diagnostics ?? [])].filter(
    ({ severity }) => severity === "error",
  );
  if (!loaded.scenario || !plan || errors.length > 0) {
    const result = unusableScenario(loaded.file, errors, loaded.name);
    options.report?.(result);
    const suite = suiteOf(parent, loaded.file, loaded.file);
    suite.addTest(
      testOf("is a usable scenario", loaded.file, () => demand(checksOf(result), loaded.file)),
    );
    return;
  }
  const warnings = loaded.diagnostics.flatMap(({ severity, message }) =>
    severity === "warning" ? message : [],
  );
  definePlayable(parent, loaded.scenario, plan, rules, { ...options, warnings });
}

interface Playable extends DefineOptions {
  readonly warnings: readonly string[];
}

function definePlayable(
  parent: Mocha.Suite,
  scenario: Scenario,
  plan: Plan,
  loaded: LoadedRules,
  { selects = () => true, report, now = Date.now, warnings }: Playable,
): void {
  const { document, source } = scenario;
  const file = source.path;
  const techniques = (document.attack?.techniques ?? [])
    .map((technique) => ` @${technique}`)
    .join("");
  const suite = suiteOf(parent, `${document.id}: ${document.title}${techniques}`, file);
  const isCompared = ({ rules, target }: ParityCase): boolean =>
    rules.some(({ reference, found }) => selects({ item: { rule: reference }, found, target }));
  let checks: readonly Check[] = [];
  let judged: readonly Verdict[] = [];
  let compared: readonly ParityVerdict[] = [];
  suite.timeout(0);
  suite.beforeAll("play", async () => {
    const start = now();
    const played = await playScenario(scenario, plan, loaded);
    const verdicts = played.verdicts.filter((_, index) => {
      const expectation = plan.expectations[index];
      return !expectation || selects(expectation);
    });
    const parity = played.parity.filter((_, index) => isCompared(plan.parity[index]!));
    const result = { ...played, warnings, seconds: (now() - start) / 1000 };
    [checks, judged, compared] = [checksOf(result), result.verdicts, result.parity];
    const chosen = { ...result, verdicts, parity };
    report?.({ ...chosen, passed: passes(chosen) });
  });
  const add = (title: string, concerns: (check: Check) => boolean): void => {
    suite.addTest(
      testOf(title, file, function () {
        const own = checks.filter(concerns);
        demand(own, file);
        warn(this, own);
      }),
    );
  };

  for (const { name } of scenario.recordings)
    add(
      `recording ${name} can be relied on`,
      ({ subject }) => subject.kind === "recording" && subject.recording.name === name,
    );
  for (const name of Object.keys(document.signals ?? {}))
    add(
      `signal ${name} is there`,
      ({ subject }) => subject.kind === "signal" && subject.signal.signal === name,
    );
  for (const [index, expectation] of plan.expectations.entries())
    if (selects(expectation))
      add(
        titleOf(expectation),
        ({ subject }) => subject.kind === "verdict" && subject.verdict === judged[index],
      );
  for (const [index, parity] of plan.parity.entries())
    if (isCompared(parity))
      add(
        `agree: ${parity.rules.map(({ reference }) => reference).join(", ")} [${parity.target?.name ?? "no recording"}]`,
        ({ subject }) => subject.kind === "parity" && subject.parity === compared[index],
      );
  const { others = "fail" } = document.expect;
  if (others !== "ignore") add(OTHERS[others], ({ subject }) => subject.kind === "others");
}

const VERBS = { fire: "fires", silent: "stays silent:", blind: "is blind:" } as const;

function titleOf({ kind, item, found, target }: Expectation): string {
  const rule = found.kind === "rule" ? found.rule.rule.title : (item.title ?? item.rule);
  const known = "known" in item && item.known ? ` (known ${item.known})` : "";
  return `${VERBS[kind]} ${rule} [${target?.name ?? "no recording"}]${known}`;
}

/** Throws the first of the checks that failed. */
function demand(checks: readonly Check[], file: string): void {
  const failed = checks.find(({ state }) => state === "failed");
  if (failed) throw new JudgementError(failed, file);
}

/** Makes a test pending, with the warnings in its title, if there are some: mocha has no other place for them. */
function warn(context: Mocha.Context, checks: readonly Check[]): void {
  const warnings = checks.filter(({ state }) => state === "warned").map(failureTitle);
  if (warnings.length === 0) return;
  const test = context.test!;
  test.title = `${test.title}: ${defused(visible(warnings.join("; ")))}`;
  context.skip();
}

function suiteOf(parent: Mocha.Suite, title: string, file: string): Mocha.Suite {
  const suite = Mocha.Suite.create(parent, defused(visible(title)));
  suite.file = visible(file);
  return suite;
}

function testOf(title: string, file: string, body: Mocha.Func): Mocha.Test {
  const test = new Mocha.Test(defused(visible(title)), body);
  test.file = visible(file);
  return test;
}
