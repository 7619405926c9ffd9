/** What a run says of the recordings of its scenarios, beside the verdicts. */
import type { RecordingVerdict, ScenarioResult } from "../../scenario/judge/verdict.ts";
import { isWrongChecksum } from "../../telemetry/evtx/format/checksums.ts";
import type { Diagnostic } from "../../text/diagnostic.ts";

/** What archives hold beside what was read of them. */
export function archiveWarnings(results: readonly ScenarioResult[]): readonly Diagnostic[] {
  const all = diagnosticsOf(results.flatMap(({ recordings }) => recordings));
  return all.filter(
    ({ code }) => code === "archive/other-files" || code === "archive/bytes-around",
  );
}

export function wrongChecksums(results: readonly ScenarioResult[]): readonly Diagnostic[] {
  const all = diagnosticsOf(results.flatMap(({ recordings }) => recordings));
  return all.filter(isWrongChecksum);
}

export function unannouncedLosses(results: readonly ScenarioResult[]): readonly Diagnostic[] {
  const counted = results.filter(({ status }) => status !== "quarantined");
  return diagnosticsOf(counted.flatMap(({ recordings }) => recordings.filter(isUnannounced)));
}

/** Of each recording once, however many scenarios it serves. */
function diagnosticsOf(recordings: readonly RecordingVerdict[]): readonly Diagnostic[] {
  return [...new Map(recordings.map((recording) => [recording.path, recording])).values()].flatMap(
    ({ diagnostics }) => diagnostics,
  );
}

/** Whether it is damaged, and the scenario does not say so. Checksums are compared where that was asked for. */
export function isUnannounced({ skipped, announced, diagnostics }: RecordingVerdict): boolean {
  return (skipped > 0 || diagnostics.some(isWrongChecksum)) && announced === null;
}
