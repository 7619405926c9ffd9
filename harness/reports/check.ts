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

type AskedOfRule = Exclude<Verdict["expectation"], "others">;
/** The verdict of an expectation. */
type AskedVerdict = Verdict & { readonly expectation: AskedOfRule };

/** What was asked for. */
export type CheckSubject =
  | { readonly kind: "scenario"; readonly scenario: ScenarioResult }
  | { readonly kind: "recording"; readonly recording: RecordingVerdict }
  | { readonly kind: "signal"; readonly signal: SignalVerdict }
  | { readonly kind: "verdict"; readonly verdict: AskedVerdict }
  /** Whether rules that no expectation names stayed silent on a recording; those that did not. */
  | { readonly kind: "others"; readonly recording: string; readonly fired: readonly Verdict[] }
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

/**
 * Returns everything a scenario asks: recordings, signals, rules, comparisons, other rules. How many
 * there are does not depend on what came of them.
 */
export function checksOf(scenario: ScenarioResult): Check[] {
  const { recordings, signals, verdicts, parity, status } = scenario;
  const checks = [
    ...(hasErrors(scenario.diagnostics) ? [checkOfFile(scenario)] : []),
    ...recordings.map(checkOfRecording),
    ...signals.map(checkOfSignal),
    ...verdicts.filter(isAsked).map(checkOfVerdict),
    ...parity.map(checkOfParity),
    ...checksOfOthers(scenario),
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

function isAsked(verdict: Verdict): verdict is AskedVerdict {
  return verdict.expectation !== "others";
}

function checkOfVerdict(verdict: AskedVerdict): Check {
  const { expectation, passed, known } = verdict;
  return {
    subject: { kind: "verdict", verdict },
    title: `${DOES[expectation](ruleTitle(verdict.rule))} ${on(verdict.recording)}`,
    state: !passed ? "failed" : known ? "known" : "passed",
    outcome: verdict.outcome,
    reason: verdict.reason,
    line: verdict.line,
  };
}

function checksOfOthers({ others, recordings, verdicts }: ScenarioResult): Check[] {
  const { expected, line } = others;
  if (expected === "ignore") return [];
  return recordings.map(({ name }): Check => {
    const fired = verdicts.filter(
      ({ expectation, recording }) => expectation === "others" && recording === name,
    );
    const state = expected === "warn" ? "warned" : "failed";
    return {
      subject: { kind: "others", recording: name, fired },
      title: `${OTHERS[expected]} ${on(name)}`,
      state: fired.length > 0 ? state : "passed",
      outcome: fired[0]?.outcome ?? "silent",
      reason:
        fired.length > 0
          ? `${fired.map(({ rule }) => ruleTitle(rule)).join(", ")} fired, and no expectation names ${fired.length > 1 ? "them" : "it"} on this recording.`
          : "",
      line,
    };
  });
}

/** What is asked of rules that no expectation names, as the title of a check. */
export const OTHERS = {
  fail: "no other rule fires",
  warn: "warns of other rules that fire",
} as const;

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

const DOES: Readonly<Record<AskedOfRule, (title: string) => string>> = {
  fire: (title) => `fires ${title}`,
  silent: (title) => `stays silent ${title}`,
  blind: (title) => `is blind ${title}`,
};

const EXPECTED: Readonly<Record<AskedOfRule, (title: string) => string>> = {
  fire: (title) => `expected ${title} to fire`,
  silent: (title) => `expected ${title} to stay silent`,
  blind: (title) => `expected ${title} to be blind`,
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
    case "others": {
      const { fired, recording } = subject;
      const which = fired.length === 1 ? ruleTitle(fired[0]!.rule) : String(fired.length);
      return `expected no other rule to fire, ${which} did ${on(recording)}`;
    }
    case "parity":
      return `expected ${rulesOf(subject.parity)} to agree ${on(subject.parity.recording)}`;
  }
}

/** Whether a check that failed did so because something could not be used, not because of what it did. */
export function isError({ outcome }: Pick<Check, "outcome">): boolean {
  return outcome === "broken" || outcome === "unreadable";
}

function ruleTitle({ title, reference }: VerdictRule): string {
  return `"${title ?? reference}"`;
}

function on(recording: string | null): string {
  return `[${recording ?? "no recording"}]`;
}
