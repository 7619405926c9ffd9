/**
 * A scenario's result as one list: whatever was asked, in the order of judging, with a title and a
 * state. Reporters walk this list, so that all of them count and name the same things.
 */
import type {
  ParityVerdict,
  RecordingVerdict,
  ScenarioResult,
  SignalVerdict,
  Verdict,
  VerdictRule,
} from "../scenario/judge/verdict.ts";
import { hasErrors } from "../text/diagnostic.ts";

/**
 * How a check ended. `known` passed, but as something the author wrote down as missing or wrong;
 * `warned` is a false alarm that the scenario only warns of; `quarantined` failed in a scenario that
 * never fails a build.
 */
export type CheckState = "passed" | "known" | "warned" | "quarantined" | "failed";

/** What was asked for. */
export type CheckSubject =
  | { readonly kind: "scenario"; readonly scenario: ScenarioResult }
  | { readonly kind: "recording"; readonly recording: RecordingVerdict }
  | { readonly kind: "signal"; readonly signal: SignalVerdict }
  | { readonly kind: "verdict"; readonly verdict: Verdict }
  | { readonly kind: "parity"; readonly parity: ParityVerdict };

/** One thing a scenario asks, and what came of it. Text of rules and recordings is as it was found. */
export interface Check {
  readonly subject: CheckSubject;
  /** In the present tense: `fires "Title" [sysmon]`. */
  readonly title: string;
  readonly state: CheckState;
  /** The outcome of a verdict or comparison, `met`,
   * `unmet` or `blind`, `passed`, `unsound` or
   * `unreadable`, or `broken`. */
  readonly outcome: string;
  /** One sentence: why the outcome is this; may be "". */
  readonly reason: string;
  /** In the scenario file, from 1. */
  readonly line: number;
}

/** Returns everything a scenario asks: recordings, signals, rules, comparisons. */
export function checksOf(scenario: ScenarioResult): Check[] {
  const { recordings, signals, verdicts, parity, status } = scenario;
  const checks = [
    ...(hasErrors(scenario.diagnostics) ? [checkOfFile(scenario)] : []),
    ...recordings.map(checkOfRecording),
    ...signals.map(checkOfSignal),
    ...verdicts.map(checkOfVerdict),
    ...parity.map(checkOfParity),
  ];
  if (status !== "quarantined") return checks;
  return checks.map((check) =>
    check.state === "failed" ? { ...check, state: "quarantined" as const } : check,
  );
}

function checkOfFile(scenario: ScenarioResult): Check {
  const place = scenario.diagnostics[0]?.place;
  return {
    subject: { kind: "scenario", scenario },
    title: "the scenario file can be used",
    state: "failed",
    outcome: "broken",
    reason: scenario.diagnostics[0]?.message ?? "",
    line: place?.kind === "text" ? place.line : 1,
  };
}

function checkOfRecording(recording: RecordingVerdict): Check {
  return {
    subject: { kind: "recording", recording },
    title: `recording ${recording.name} can be relied on`,
    state: !recording.passed ? "failed" : recording.announced === null ? "passed" : "known",
    outcome: recording.passed ? "passed" : recording.unreadable ? "unreadable" : "unsound",
    reason: recording.reason || (recording.announced ?? ""),
    line: recording.line,
  };
}

function checkOfSignal(signal: SignalVerdict): Check {
  return {
    subject: { kind: "signal", signal },
    title: `signal ${signal.signal} is there ${on(signal.recording)}`,
    state: signal.met ? "passed" : "failed",
    outcome: signal.outcome,
    reason: signal.reason,
    line: signal.line,
  };
}

function checkOfVerdict(verdict: Verdict): Check {
  const { expectation, passed, known } = verdict;
  return {
    subject: { kind: "verdict", verdict },
    title: `${DOES[expectation](ruleTitle(verdict.rule))} ${on(verdict.recording)}`,
    state: !passed ? "failed" : expectation === "others" ? "warned" : known ? "known" : "passed",
    outcome: verdict.outcome,
    reason: verdict.reason,
    line: verdict.line,
  };
}

function checkOfParity(parity: ParityVerdict): Check {
  return {
    subject: { kind: "parity", parity },
    title: `agree ${rulesOf(parity)} ${on(parity.recording)}`,
    state: parity.passed ? "passed" : "failed",
    outcome: parity.outcome,
    reason: parity.reason,
    line: parity.line,
  };
}

function rulesOf({ rules }: ParityVerdict): string {
  return rules.map(({ reference }) => reference).join(", ");
}

const DOES: Readonly<Record<Verdict["expectation"], (title: string) => string>> = {
  fire: (title) => `fires ${title}`,
  silent: (title) => `stays silent ${title}`,
  blind: (title) => `is blind ${title}`,
  others: (title) => `is named by no expectation ${title}`,
};

const EXPECTED: Readonly<Record<Verdict["expectation"], (title: string) => string>> = {
  fire: (title) => `expected ${title} to fire`,
  silent: (title) => `expected ${title} to stay silent`,
  blind: (title) => `expected ${title} to be blind`,
  others: (title) => `expected no other rule to fire, ${title} did`,
};

/** Returns the title of a check that failed: `expected "Title" to fire [sysmon]`. */
export function failureTitle({ subject }: Check): string {
  switch (subject.kind) {
    case "scenario":
      return "the scenario file cannot be used";
    case "recording":
      return `recording ${subject.recording.name} cannot be relied on`;
    case "signal":
      return `expected signal ${subject.signal.signal} ${on(subject.signal.recording)}`;
    case "verdict": {
      const { expectation, rule, recording } = subject.verdict;
      return `${EXPECTED[expectation](ruleTitle(rule))} ${on(recording)}`;
    }
    case "parity":
      return `expected ${rulesOf(subject.parity)} to agree ${on(subject.parity.recording)}`;
  }
}

/** Whether a check that failed did so because something could not be used, not because of what it did. */
export function isError({ outcome }: Check): boolean {
  return outcome === "broken" || outcome === "unreadable";
}

function ruleTitle({ title, reference }: VerdictRule): string {
  return `"${title ?? reference}"`;
}

function on(recording: string | null): string {
  return `[${recording ?? "no recording"}]`;
}
