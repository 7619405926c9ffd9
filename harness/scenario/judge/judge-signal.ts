import { referenceOf } from "../../matching/evidence/stage-match.ts";
import { describeCount, fits } from "../describe.ts";
import { plural } from "../../text/plural.ts";
import type { Count } from "../format/schema.ts";
import type { Scenario, Signal } from "../format/scenario.ts";
import { signalTargets } from "../plan/signal-target.ts";
import type { RecordingResult } from "../replay/recording-result.ts";
import { signalBlindness } from "./signal-blindness.ts";
import type { RecordingVerdict, SignalVerdict } from "./verdict.ts";

/** Judges a signal on each recording it concerns; on none, it is unmet. */
export function judgeSignal(
  signal: Signal,
  recordingResults: readonly RecordingResult[],
  recordings: readonly RecordingVerdict[],
  scenario: Scenario,
): SignalVerdict[] {
  const { line, column } = scenario.place(["signals", signal.name]);
  const frame = { signal: signal.name, explanation: null, line, column };
  const concerned = recordingResults.flatMap((result) =>
    signalTargets(signal, result.recording).map((target) => ({ ...target, result })),
  );
  if (concerned.length === 0) {
    const reason = "no recording is of a sensor that it names";
    const unmet = { met: false, outcome: "unmet", recording: null, count: 0, events: [] } as const;
    return [{ ...frame, ...unmet, reason }];
  }
  return concerned.map(({ name, result, sensor }) => {
    const captured = (result.captures.get(signal.name) ?? []).filter(
      (event) => sensor === null || event.class.sensor === sensor,
    );
    const wanted = signal.item.count ?? { min: 1 };
    const verdict = recordings.find((one) => one.name === result.recording.name);
    // That there is no event says something only where there could have been one.
    const blind =
      whyUntimed(result.untimed?.get(signal.name) ?? 0, captured.length, wanted) ??
      (captured.length > 0
        ? null
        : (whyNothing(verdict) ?? signalBlindness(signal, result, sensor)));
    const met = blind === null && fits(captured.length, wanted);
    const expected = `expected ${describeCount(wanted, "event")}, found ${captured.length}`;
    return {
      ...frame,
      recording: name,
      met,
      outcome: met ? "met" : blind === null ? "unmet" : "blind",
      count: captured.length,
      reason: met ? "" : (blind ?? expected),
      events: captured.map((event) => referenceOf(event, result.recording.path)),
    };
  });
}

/** Events without a time matter only where to count them, too, would change whether the signal is met. */
function whyUntimed(untimed: number, captured: number, wanted: Count): string | null {
  if (untimed === 0 || !fits(captured, wanted) || fits(captured + untimed, wanted)) return null;
  return `${plural(untimed, "event")} that may be its own ${untimed === 1 ? "has" : "have"} no time, and it asks for one`;
}

function whyNothing(recording: RecordingVerdict | undefined): string | null {
  if (recording?.unreadable) return "the recording cannot be read";
  return recording?.events === 0 ? "the recording holds no event" : null;
}
