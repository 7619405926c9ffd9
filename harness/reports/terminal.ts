/**
 * A run as `firedrill run` prints it: a line per scenario, with whatever was written down as known
 * below it; then what failed, with detail; then the counts, so that the end of the output is the
 * answer.
 */
import { defused } from "../text/ci-command.ts";
import { plural } from "../text/plural.ts";
import { placeOnScreen } from "../text/print-diagnostic.ts";
import type { Run, RunCounts } from "../scenario/run.ts";
import { countsOf } from "../scenario/summary.ts";
import type { ScenarioResult } from "../scenario/judge/verdict.ts";
import { checksOf, failureTitle, type Check } from "./check.ts";
import { failureDetail } from "./failure-detail.ts";
import type { Painter } from "./painter.ts";

/** Of what cannot be used, so much is printed. */
const MOST_FAULTS = 5;

/** Returns the text of a run, with a newline at its end. */
export function printRun(run: Run, painter: Painter): string {
  const scenarios = run.scenarios.map((scenario) => ({ scenario, checks: checksOf(scenario) }));
  const failures = scenarios.flatMap(({ scenario, checks }) =>
    checks
      .filter(({ state }) => state === "failed")
      .map((check) => printFailure(check, scenario, painter)),
  );
  const blocks = [
    scenarios.map(({ scenario, checks }) => printScenario(scenario, checks, painter)).join("\n"),
    ...failures,
    printFaults(run, painter),
    printCounts(run, painter),
  ];
  return `${defused(wellFormed(blocks.filter((block) => block !== "").join("\n\n")))}\n`;
}

function printScenario(
  scenario: ScenarioResult,
  checks: readonly Check[],
  painter: Painter,
): string {
  const { escapeUntrusted } = painter;
  const notes = checks.filter(
    ({ state }) => state === "known" || state === "warned" || state === "quarantined",
  );
  return [
    `${markOf(scenario, painter)} ${escapeUntrusted(scenario.id)}  ${summaryOf(scenario, checks, painter)}`,
    ...notes.flatMap(oneByOne).map((check) => `    ${printNote(check, painter)}`),
    ...scenario.warnings.map(
      (warning) => `    ${painter.colors.yellow("warning")}  ${escapeUntrusted(warning)}`,
    ),
  ].join("\n");
}

/** Other rules that are only warned of have a line each. */
function oneByOne(check: Check): readonly Check[] {
  const { subject } = check;
  if (subject.kind !== "others") return [check];
  return subject.fired.map((one) => ({ ...check, subject: { ...subject, fired: [one] } }));
}

function markOf({ passed, status }: ScenarioResult, { colors }: Painter): string {
  if (status === "quarantined") return colors.yellow("○");
  return passed ? colors.green("✔") : colors.red("✖");
}

function summaryOf(
  scenario: ScenarioResult,
  checks: readonly Check[],
  { colors }: Painter,
): string {
  const { status, verdicts, signals, parity } = scenario;
  const label = status === "stable" ? "" : `${status}, `;
  const failed = checks.filter(({ state }) => state === "failed").length;
  if (failed > 0)
    return colors.red(`${label}${failed} of ${plural(checks.length, "check")} failed`);
  const asked = verdicts.filter(({ expectation }) => expectation !== "others").length;
  const parts = [
    plural(asked, "expectation"),
    ...(signals.length > 0 ? [plural(signals.length, "signal")] : []),
    ...(parity.length > 0 ? [plural(parity.length, "comparison")] : []),
  ];
  return colors.dim(label + parts.join(", "));
}

function printNote(check: Check, { colors, escapeUntrusted }: Painter): string {
  const { subject, state, reason } = check;
  const why = subject.kind === "verdict" ? (subject.verdict.why ?? reason) : reason;
  const text = `${escapeUntrusted(check.title)}: ${escapeUntrusted(why.replace(/\s+/g, " ").trim())}`;
  if (state === "warned")
    return `${colors.yellow("warning")}  ${escapeUntrusted(failureTitle(check))}`;
  if (state === "quarantined") return `${colors.yellow(`quarantined ${check.outcome}`)}  ${text}`;
  const known = subject.kind === "verdict" ? KNOWN[subject.verdict.known ?? "gap"] : "known damage";
  return `${colors.yellow(known)}  ${text}`;
}

const KNOWN = {
  gap: "known gap",
  "false-positive": "known false positive",
  blind: "known blind",
} as const;

function printFailure(check: Check, { id, file }: ScenarioResult, painter: Painter): string {
  const { colors, escapeUntrusted } = painter;
  const title = `${escapeUntrusted(id)} › ${escapeUntrusted(failureTitle(check))}`;
  const head = `${colors.red("✖")} ${colors.bold(title)}   ${colors.red(check.outcome)}`;
  return [
    head,
    ...failureDetail(check, file, painter).map((line) => (line === "" ? "" : `    ${line}`)),
  ].join("\n");
}

/** What was asked for and cannot be used, scenarios aside: it makes the run fail, whatever they came to. */
function printFaults({ diagnostics }: Run, { colors, escapeUntrusted }: Painter): string {
  if (diagnostics.length === 0) return "";
  const head = `${colors.red("✖")} ${colors.bold("what was asked for cannot be used")}   ${colors.red("broken")}`;
  const more = diagnostics.length - MOST_FAULTS;
  return [
    head,
    ...diagnostics
      .slice(0, MOST_FAULTS)
      .map((one) => `    ${escapeUntrusted(`${placeOnScreen(one)}  ${one.message}`)}`),
    ...(more > 0 ? [`    … and ${plural(more, "more diagnostic")}`] : []),
  ].join("\n");
}

/** What is quarantined fails no build, so that it counts by itself: as "failed" it would deny the exit code. */
function printCounts(run: Run, { colors }: Painter): string {
  const { counts, diagnostics, rules, seconds } = run;
  const quarantined = countsOf(run.scenarios.filter(({ status }) => status === "quarantined"));
  const tally = (count: (counts: RunCounts) => number): Tally => {
    const [all, apart] = [count(counts), count(quarantined)];
    return { failed: all - apart, quarantined: apart };
  };
  const scenarios = tally((one) => one.scenarios - one.passedScenarios);
  const verdicts = tally((one) => one.failedVerdicts);
  const signals = tally((one) => one.unmetSignals);
  const comparisons = tally((one) => one.failedComparisons);
  const others = tally((one) => one.otherRules);
  const line = [
    `${plural(counts.scenarios, "scenario")}${verdictOf(counts.scenarios, scenarios)}`,
    `${plural(counts.verdicts, "expectation")}${verdictOf(counts.verdicts, verdicts)}`,
    ...(counts.signals > 0 ? [`${plural(counts.signals, "signal")}${signalsOf(signals)}`] : []),
    ...(counts.comparisons > 0
      ? [`${plural(counts.comparisons, "comparison")}${verdictOf(counts.comparisons, comparisons)}`]
      : []),
    ...(others.failed > 0 ? [`${plural(others.failed, "other rule")} fired`] : []),
    ...(others.quarantined > 0
      ? [`${plural(others.quarantined, "other rule")} fired (quarantined)`]
      : []),
    `${plural(rules.loaded, "rule")}${rules.broken.length > 0 ? ` (and ${rules.broken.length} broken)` : ""}`,
    `${seconds.toFixed(1)} s`,
  ].join(" · ");
  const all = [scenarios, verdicts, signals, comparisons, others];
  if (diagnostics.length > 0 || all.some(({ failed }) => failed > 0)) return colors.red(line);
  return all.some((one) => one.quarantined > 0) ? colors.yellow(line) : colors.green(line);
}

/** What did not pass: of scenarios that fail a build, and of those that do not. */
interface Tally {
  readonly failed: number;
  readonly quarantined: number;
}

function verdictOf(all: number, { failed, quarantined }: Tally): string {
  if (failed + quarantined === 0) return " passed";
  const parts = [
    `${all - failed - quarantined} passed`,
    ...partsOf({ failed, quarantined }, "failed"),
  ];
  return ` (${parts.join(", ")})`;
}

function signalsOf(tally: Tally): string {
  const parts = partsOf(tally, "unmet");
  return parts.length === 0 ? " met" : ` (${parts.join(", ")})`;
}

function partsOf({ failed, quarantined }: Tally, word: string): string[] {
  return [
    ...(failed > 0 ? [`${failed} ${word}`] : []),
    ...(quarantined > 0 ? [`${quarantined} quarantined`] : []),
  ];
}

/** Replaces halves of surrogate pairs, which no encoding of a file or terminal has. */
function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, "\ufffd");
}
