import { describeLosses, isAnnounced, lossesOf } from "./losses.ts";
import type { Scenario } from "../format/scenario.ts";
import type { RecordingResult } from "../replay/recording-result.ts";
import { compareCodeUnits } from "../../text/code-units.ts";
import type { ClassCount, RecordingVerdict } from "./verdict.ts";

/** Judges whether a recording can be relied on: it is readable, the one that was meant, and not empty. */
export function judgeRecording(result: RecordingResult, scenario: Scenario): RecordingVerdict {
  const { recording, report } = result;
  const { damaged } = scenario.document.recordings[recording.name] ?? {};
  const losses = lossesOf(report);
  const announced = isAnnounced(losses, damaged);
  const reason = faultOf(result, announced ? "" : describeLosses(losses, damaged));
  const { line, column } = scenario.place(["recordings", recording.name, "file"]);
  return {
    name: recording.name,
    path: recording.path,
    format: report.format,
    sensors: [...sensorsOf(result)].sort(),
    provenance: scenario.document.recordings[recording.name]?.provenance?.kind ?? null,
    events: report.events,
    ...classCounts(result),
    skipped: report.unreadable ? report.skipped : losses.records,
    announced: announced ? (damaged?.why ?? null) : null,
    sound: !report.unreadable && losses.records === 0,
    passed: reason === "",
    reason,
    unreadable: report.unreadable,
    diagnostics: report.diagnostics,
    line,
    column,
  };
}

function faultOf(result: RecordingResult, loss: string): string {
  const { recording, report, sha256 } = result;
  if (report.unreadable) return report.diagnostics[0]?.message ?? "The recording cannot be read.";
  if (recording.sha256 !== null && sha256 !== recording.sha256)
    return `The file's SHA-256 is ${sha256}, not ${recording.sha256}: it is not the recording that was meant.`;
  if (loss !== "") return loss;
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

/** Classes that are listed: a hostile recording can have as many as it has events. */
const MAX_CLASSES = 500;

function classCounts({
  observed,
}: RecordingResult): Pick<RecordingVerdict, "classes" | "moreClasses"> {
  const counts = new Map<string, ClassCount>();
  for (const [{ sensor, channel, eventId }, { events }] of observed.classes) {
    const key = JSON.stringify([sensor, channel, eventId]);
    const count = (counts.get(key)?.count ?? 0) + events;
    counts.set(key, { sensor, channel, eventId, count });
  }
  const all = [...counts.values()].sort((a, b) => b.count - a.count || byName(a, b));
  const classes = all.slice(0, MAX_CLASSES).sort(byName);
  return { classes, moreClasses: all.length - classes.length };
}

function byName(a: ClassCount, b: ClassCount): number {
  return (
    compareCodeUnits(a.sensor, b.sensor) ||
    compareCodeUnits(a.channel ?? "", b.channel ?? "") ||
    (a.eventId ?? -1) - (b.eventId ?? -1)
  );
}

function sensorsOf({ observed }: RecordingResult): Set<string> {
  return new Set([...observed.classes.keys()].map(({ sensor }) => sensor));
}
