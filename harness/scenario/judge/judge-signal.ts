import { referenceOf } from "../../matching/evidence/stage-match.ts";
import { describeCount, fits } from "../describe.ts";
import type { Scenario, Signal } from "../format/scenario.ts";
import { signalTargets } from "../plan/signal-target.ts";
import type { RecordingResult } from "../replay/recording-result.ts";
import type { SignalVerdict } from "./verdict.ts";

/** Judges a signal on each recording it concerns; on none, it is unmet. */
export function judgeSignal(
  signal: Signal,
  recordingResults: readonly RecordingResult[],
  scenario: Scenario,
): SignalVerdict[] {
  const { line, column } = scenario.place(["signals", signal.name]);
  const concerned = recordingResults.flatMap((result) =>
    signalTargets(signal, result.recording).map((target) => ({ ...target, result })),
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
  return concerned.map(({ name, result, sensor }) => {
    const captured = (result.captures.get(signal.name) ?? []).filter(
      (event) => sensor === null || event.class.sensor === sensor,
    );
    const wanted = signal.item.count ?? { min: 1 };
    const met = fits(captured.length, wanted);
    const reason = met
      ? ""
      : `expected ${describeCount(wanted, "event")}, found ${captured.length}`;
    const events = captured.map((event) => referenceOf(event, result.recording.path));
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
