import type { Scenario } from "../format/scenario.ts";
import type { RecordingResult } from "../replay/recording-result.ts";
import type { RecordingVerdict } from "./verdict.ts";

/** Judges whether a recording can be relied on: it is readable, the one that was meant, and not empty. */
export function judgeRecording(result: RecordingResult, scenario: Scenario): RecordingVerdict {
  const { recording, report } = result;
  const reason = faultOf(result);
  const { line, column } = scenario.place(["recordings", recording.name, "file"]);
  return {
    name: recording.name,
    path: recording.path,
    format: report.format,
    sensors: [...sensorsOf(result)].sort(),
    provenance: scenario.document.recordings[recording.name]?.provenance?.kind ?? null,
    events: report.events,
    skipped: report.skipped,
    sound: reason === "",
    reason,
    unreadable: report.unreadable,
    diagnostics: report.diagnostics,
    line,
    column,
  };
}

function faultOf(result: RecordingResult): string {
  const { recording, report, sha256 } = result;
  if (report.unreadable) return report.diagnostics[0]?.message ?? "The recording cannot be read.";
  if (recording.sha256 !== null && sha256 !== recording.sha256)
    return `The file's SHA-256 is ${sha256}, not ${recording.sha256}: it is not the recording that was meant.`;
  if (report.events === 0) return "The recording holds no event.";
  const { sensors } = recording;
  if (sensors === null) return "";
  const held = sensorsOf(result);
  const missing = sensors.filter((sensor) => !held.has(sensor));
  const undeclared = [...held].filter((sensor) => !sensors.includes(sensor)).sort();
  const holds = `it holds events of ${[...held].sort().join(", ")}`;
  if (missing.length > 0)
    return `The recording has no event of the sensor ${missing.join(", ")}; ${holds}.`;
  if (undeclared.length > 0)
    return `The recording also has events of ${undeclared.join(", ")}, which "sensor" does not name.`;
  return "";
}

function sensorsOf({ observed }: RecordingResult): Set<string> {
  return new Set([...observed.classes.keys()].map(({ sensor }) => sensor));
}
