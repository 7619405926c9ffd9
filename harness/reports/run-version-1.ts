import { isRecord } from "../text/record.ts";

/**
 * Returns a run of version 1 in the form of version 2. What version 1 did not say is empty: the rules
 * and what they could see, the classes of recordings, the version of ATT&CK. There, `sound` said
 * whether a recording could be relied on, whatever had been lost.
 *
 * @param run a JSON value that says it is a run of version 1; parts that it lacks stay missing
 */
export function fromVersion1(run: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { counts, rules, scenarios } = run;
  return {
    ...run,
    schema: 2,
    attack: { version: null },
    diagnostics: [],
    counts: isRecord(counts) ? countsOf(counts, scenarios) : counts,
    rules: isRecord(rules) ? { ...rules, list: [], liveness: [] } : rules,
    scenarios: Array.isArray(scenarios) ? scenarios.map(scenarioOf) : scenarios,
  };
}

/** Version 1 counted other rules that fired among the expectations. */
function countsOf(counts: Readonly<Record<string, unknown>>, scenarios: unknown): unknown {
  const verdicts = (Array.isArray(scenarios) ? scenarios : []).flatMap((scenario: unknown) =>
    isRecord(scenario) && Array.isArray(scenario["verdicts"]) ? scenario["verdicts"] : [],
  );
  const otherRules = verdicts.filter(
    (one: unknown) => isRecord(one) && one["expectation"] === "others" && one["passed"] === false,
  ).length;
  return {
    ...counts,
    verdicts: Number(counts["verdicts"]) - otherRules,
    failedVerdicts: Number(counts["failedVerdicts"]) - otherRules,
    otherRules,
  };
}

function scenarioOf(scenario: unknown): unknown {
  if (!isRecord(scenario)) return scenario;
  const { recordings, signals, verdicts } = scenario;
  return {
    ...scenario,
    recordings: Array.isArray(recordings) ? recordings.map(recordingOf) : recordings,
    signals: Array.isArray(signals) ? signals.map(signalOf) : signals,
    verdicts: Array.isArray(verdicts) ? verdicts.map(verdictOf) : verdicts,
    // What was expected of other rules was not said.
    others: {
      expected: Array.isArray(verdicts) ? othersIn(verdicts) : "ignore",
      line: 1,
      column: 1,
    },
  };
}

function othersIn(verdicts: readonly unknown[]): "fail" | "warn" | "ignore" {
  const others = verdicts.filter((one) => isRecord(one) && one["expectation"] === "others");
  if (others.length === 0) return "ignore";
  return others.some((one) => isRecord(one) && one["passed"] === true) ? "warn" : "fail";
}

function signalOf(signal: unknown): unknown {
  if (!isRecord(signal)) return signal;
  return { ...signal, outcome: signal["met"] === true ? "met" : "unmet", explanation: null };
}

/** The rule of a verdict on others had two keys more than that of an expectation. */
function verdictOf(verdict: unknown): unknown {
  if (!isRecord(verdict) || !isRecord(verdict["rule"])) return verdict;
  const { logSource: _logSource, name: _name, ...rule } = verdict["rule"];
  return { ...verdict, rule };
}

function recordingOf(recording: unknown): unknown {
  if (!isRecord(recording)) return recording;
  const { sound, skipped, unreadable } = recording;
  return {
    ...recording,
    classes: [],
    moreClasses: 0,
    announced: null,
    passed: sound,
    sound: unreadable === false && skipped === 0,
  };
}
