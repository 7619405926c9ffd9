/**
 * A run as JUnit XML, in the form that Jenkins, GitLab, CircleCI and GitHub actions agree on: a
 * suite per scenario, a case per recording, signal and verdict; and one suite for what was asked for
 * besides, with one case. Readers differ in what they show,
 * so technique, rule and recording stand in the name of a case, and the reason in its body.
 */
import type { Run } from "../scenario/run.ts";
import type { ScenarioResult } from "../scenario/judge/verdict.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import { printDiagnostic } from "../text/print-diagnostic.ts";
import { checksOf, isError, type Check } from "./check.ts";
import { failureDetail } from "./failure-detail.ts";
import { FILE_PAINTER } from "./painter.ts";
import { xmlAttributes, xmlText } from "./xml.ts";

/** Made fit for XML when it is written. */
const { escapeUntrusted } = FILE_PAINTER;

/** Returns a run as JUnit XML. What is known or quarantined is a skipped case, with its reason. */
export function renderJunit(run: Run): string {
  const suites = run.scenarios.map((scenario) => ({ scenario, checks: checksOf(scenario) }));
  const timestamp = run.generated.replace(/\.\d+/, "").replace(/Z$/, "");
  const all = [...suites.flatMap(({ checks }) => checks), checkOfRun(run)];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${xmlAttributes({ name: "firedrill", ...countsOf(all), time: run.seconds.toFixed(3), timestamp })}>`,
    ...suites.map(({ scenario, checks }, id) => renderSuite(scenario, checks, id, timestamp)),
    renderRun(run, suites.length, timestamp),
    "</testsuites>",
    "",
  ].join("\n");
}

function renderSuite(
  scenario: ScenarioResult,
  checks: readonly Check[],
  id: number,
  timestamp: string,
): string {
  const { file, techniques, title, status } = scenario;
  const attributes = {
    name: scenario.id,
    id,
    file,
    ...countsOf(checks),
    time: scenario.seconds.toFixed(3),
    timestamp,
    hostname: "",
  };
  const properties = [
    ["title", title],
    ["status", status],
    ...techniques.map((technique) => ["attack.technique", technique]),
  ].map(([name, value]) => `      <property${xmlAttributes({ name: name!, value: value! })}/>`);
  const names = new Set<string>();
  return [
    `  <testsuite${xmlAttributes(attributes)}>`,
    "    <properties>",
    ...properties,
    "    </properties>",
    ...checks.map((check) => renderCase(check, scenario, names)),
    ...(scenario.warnings.length > 0
      ? [
          `    <system-err>${xmlText(scenario.warnings.map(escapeUntrusted).join("\n"))}</system-err>`,
        ]
      : []),
    "  </testsuite>",
  ].join("\n");
}

function renderCase(check: Check, scenario: ScenarioResult, names: Set<string>): string {
  const classname = [scenario.techniques[0], scenario.id]
    .filter((part) => part !== undefined)
    .join(".");
  const attributes = {
    classname,
    name: escapeUntrusted(nameOf(check, names)),
    file: scenario.file,
    line: check.line,
  };
  const result = renderResult(check, scenario.file);
  const tag = `    <testcase${xmlAttributes(attributes)}`;
  return result === null ? `${tag}/>` : `${tag}>\n      ${result}\n    </testcase>`;
}

/** A name that no other case of the suite has: readers take cases of one name for one case. */
function nameOf({ subject, title, line }: Check, names: Set<string>): string {
  const rule = subject.kind === "verdict" ? subject.verdict.rule : null;
  const plain = [title, ...(rule?.techniques ?? [])].join(" ");
  const candidates = [
    plain,
    `${plain} (${rule?.reference ?? line})`,
    `${plain} (line ${line}, ${names.size})`,
  ];
  const name = candidates.find((candidate) => !names.has(candidate)) ?? plain;
  names.add(name);
  return name;
}

function renderResult(check: Check, file: string): string | null {
  const { state, outcome, reason } = check;
  const message = escapeUntrusted(`${outcome}: ${reason}`);
  switch (state) {
    case "passed":
      return null;
    case "known":
    case "quarantined": {
      const why = check.subject.kind === "verdict" ? check.subject.verdict.why : null;
      const explained = why === null ? "" : ` ${escapeUntrusted(why.replace(/\s+/g, " ").trim())}`;
      return `<skipped${xmlAttributes({ message: `${state} ${message}${explained}` })}/>`;
    }
    case "warned":
      return `<system-err>${xmlText(message)}</system-err>`;
    case "failed": {
      const tag = isError(check) ? "error" : "failure";
      const body = failureDetail(check, file, FILE_PAINTER).join("\n");
      return `<${tag}${xmlAttributes({ type: outcome, message })}>${xmlText(body)}</${tag}>`;
    }
  }
}

function countsOf(
  checks: readonly Pick<Check, "state" | "outcome">[],
): Record<"tests" | "failures" | "errors" | "skipped", number> {
  const failed = checks.filter(({ state }) => state === "failed");
  const errors = failed.filter(isError).length;
  const skipped = checks.filter(({ state }) => state === "known" || state === "quarantined").length;
  return { tests: checks.length, failures: failed.length - errors, errors, skipped };
}

/** What was asked for besides scenarios; and broken rules that nobody named, which fail nothing, but must be seen. */
function renderRun(run: Run, id: number, timestamp: string): string {
  const { diagnostics, rules } = run;
  const counts = countsOf([checkOfRun(run)]);
  const attributes = { name: "run", id, ...counts, time: "0.000", timestamp, hostname: "" };
  const tag = `    <testcase${xmlAttributes({ classname: "run", name: "what was asked for can be used" })}`;
  const message = `broken: ${escapeUntrusted(diagnostics[0]?.message ?? "")}`;
  const error = `<error${xmlAttributes({ type: "broken", message })}>${xmlText(printed(diagnostics))}</error>`;
  const broken = printed(rules.broken.flatMap((rule) => rule.diagnostics));
  const head = `${rules.broken.length} broken, ${rules.loaded} loaded`;
  return [
    `  <testsuite${xmlAttributes(attributes)}>`,
    diagnostics.length === 0 ? `${tag}/>` : `${tag}>\n      ${error}\n    </testcase>`,
    ...(rules.broken.length > 0
      ? [`    <system-err>${xmlText(`${head}\n${broken}`)}</system-err>`]
      : []),
    "  </testsuite>",
  ].join("\n");
}

/** As far as counting goes. */
function checkOfRun({ diagnostics }: Run): Pick<Check, "state" | "outcome"> {
  return diagnostics.length > 0
    ? { state: "failed", outcome: "broken" }
    : { state: "passed", outcome: "passed" };
}

function printed(diagnostics: readonly Diagnostic[]): string {
  return diagnostics
    .map((one) => printDiagnostic({ ...one, message: escapeUntrusted(one.message) }))
    .join("\n");
}
