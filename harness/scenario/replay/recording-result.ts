import type { RuleDroppedEvents } from "../../matching/engine.ts";
import type { Match } from "../../matching/model/match.ts";
import type { Observed } from "../../matching/liveness/observed.ts";
import type { ReadReport } from "../../telemetry/read.ts";
import type { Captures } from "./signal-capture.ts";
import type { ScenarioRecording } from "../format/scenario.ts";

/** The result of playing a recording of a scenario: all that judging needs. */
export interface RecordingResult {
  readonly recording: ScenarioRecording;
  readonly report: ReadReport;
  readonly observed: Observed;
  readonly matches: readonly Match[];
  /** What rules on several events could not take into account. */
  readonly dropped?: readonly RuleDroppedEvents[];
  readonly captures: Captures;
  /** By signal, how many events may be its own or not: it asks for a time, and they have none. */
  readonly untimed?: ReadonlyMap<string, number>;
  /** Digest of the file, in lower-case hexadecimal; null if it could not be read. */
  readonly sha256: string | null;
}
