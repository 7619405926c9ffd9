import { referenceOf } from "../../matching/evidence/stage-match.ts";
import { describeCount, fits } from "../count.ts";
import type { Scenario, Signal } from "../format/scenario.ts";
import { signalTargets } from "../plan/signal-target.ts";
import type { Trial } from "../replay/recording-result.ts";
import type { SignalVerdict } from "./verdict.ts";

/** Judges a signal on each recording it concerns; on none, it is unmet. */
export function judgeSignal(
  signal: Signal,
  trials: readonly Trial[],
  scenario: Scenario,
): SignalVerdict[] {
  const { line, column } = scenario.place(["signals", signal.name]);
  const concerned = trials.flatMap((trial) =>
    signalTargets(signal, trial.recording).map((target) => ({ ...target, trial })),
  );
  if (concerned.length === 0) {
    const reason = "no recording is of a sensor that it names";
    return [
      {
        signal: signal.name,
        recording: null,
        met: false,
        count: 0,
        reason,
        events: [],
        line,
        column,
      },
    ];
  }
  return concerned.map(({ name, trial, sensor }) => {
    const captured = (trial.captures.get(signal.name) ?? []).filter(
      (event) => sensor === null || event.class.sensor === sensor,
    );
    const wanted = signal.item.count ?? { min: 1 };
    const met = fits(captured.length, wanted);
    const reason = met
      ? ""
      : `expected ${describeCount(wanted, "event")}, found ${captured.length}`;
    const events = captured.map((event) => referenceOf(event, trial.recording.path));
    return {
      signal: signal.name,
      recording: name,
      met,
      count: captured.length,
      reason,
      events,
      line,
      column,
    };
  });
}
