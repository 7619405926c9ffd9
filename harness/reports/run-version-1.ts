import { isRecord } from "../text/record.ts";

/**
 * Returns a run of version 1 in the form of version 2. What version 1 did not say is empty: the rules
 * and what they could see, the classes of recordings, the version of ATT&CK. There, `sound` said
 * whether a recording could be relied on, whatever had been lost.
 *
 * @param run a JSON value that says it is a run of version 1; parts that it lacks stay missing
 */
export function fromVersion1(run: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { rules, scenarios } = run;
  return {
    ...run,
    schema: 2,
    attack: { version: null },
    rules: isRecord(rules) ? { ...rules, list: [], liveness: [] } : rules,
    scenarios: Array.isArray(scenarios) ? scenarios.map(scenarioOf) : scenarios,
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
  };
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
