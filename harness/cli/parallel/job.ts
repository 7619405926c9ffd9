/**
 * What a replay is cut into, and what comes of each piece. Jobs and answers cross threads: they are
 * plain data.
 */
import type { EventClass } from "../../events/event-class.ts";
import type { LogSource } from "../../events/log-sources/log-source.ts";
import type { DroppedEvents } from "../../matching/model/dropped-events.ts";
import type { EngineProfile } from "../../matching/candidates/rule-profiler.ts";
import type { ObservedCounts } from "../../matching/liveness/observed.ts";
import type { Shard } from "../../matching/shard.ts";
import type { ByteRange, ReadReport, ReadCounts } from "../../telemetry/read.ts";
import type { MatchFormat } from "../output/match-format.ts";

/** A recording, or a part of one. The parts of a recording stand next to each other, in order. */
export interface Job {
  readonly path: string;
  /** Of content, as far as the file system tells. */
  readonly bytes: number;
  /** Absent: the whole recording. */
  readonly range?: ByteRange;
}

/** How all jobs of a replay are done. */
export interface JobOptions {
  readonly format: MatchFormat;
  readonly colored: boolean;
  readonly declared: LogSource | null;
  readonly verify: boolean;
  /** Whether to count what was asked, and to take the times. */
  readonly measured: boolean;
}

/** What came of a job. */
export type Answer =
  | { readonly kind: "recording"; readonly recording: RecordingAnswer }
  | { readonly kind: "part"; readonly shard: Shard; readonly read: ReadCounts };

/** What came of a recording: its matches as they are printed. */
export interface RecordingAnswer {
  readonly path: string;
  readonly report: ReadReport;
  readonly matches: number;
  /** One line per match, some thousand in each text, without its last line break. */
  readonly lines: readonly string[];
  readonly dropped: readonly { readonly title: string; readonly dropped: DroppedEvents }[];
  /** If it was to be measured. */
  readonly observed: readonly (readonly [EventClass, ObservedCounts])[] | null;
}

/** What one thread measured over all its jobs. */
export interface Measured {
  readonly profile: EngineProfile;
  readonly times: StageTimes;
}

/** Milliseconds. */
export interface StageTimes {
  /** Starting, and getting the rules. */
  readonly load: number;
  readonly read: number;
  readonly match: number;
  /** Ending recordings, and writing matches down. */
  readonly finalize: number;
}
