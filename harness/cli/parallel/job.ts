/** The jobs that a replay is split into, and their results. Both cross threads: they are plain data. */
import type { EventClass } from "../../events/event-class.ts";
import type { LogSource } from "../../events/log-sources/log-source.ts";
import type { DroppedEvents } from "../../matching/model/dropped-events.ts";
import type { EngineProfile } from "../../matching/candidates/rule-profiler.ts";
import type { ObservedCounts } from "../../matching/liveness/observed.ts";
import type { Shard } from "../../matching/shard.ts";
import type { ByteRange, ReadReport, ReadCounts } from "../../telemetry/read.ts";
import type { MatchFormat } from "../../reports/match-format.ts";

/** A recording or a shard of one. The shards of a recording stand next to each other, in order. */
export interface Job {
  readonly path: string;
  /** Size of the content, as far as the file system tells. */
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
  /** Whether to profile rules and fields, and to take the times. */
  readonly measured: boolean;
}

/** The result of a job. */
export type JobResult =
  | { readonly kind: "recording"; readonly recording: RecordingOutput }
  | { readonly kind: "shard"; readonly shard: Shard; readonly read: ReadCounts };

/** The result of a recording, with its matches as they are printed. */
export interface RecordingOutput {
  readonly path: string;
  readonly report: ReadReport;
  readonly matches: number;
  /** One line per match, some thousand in each text, without its last line break. */
  readonly lines: readonly string[];
  readonly dropped: readonly { readonly title: string; readonly dropped: DroppedEvents }[];
  /** What occurred in it, by class of events. */
  readonly observed: readonly (readonly [EventClass, ObservedCounts])[] | null;
}

/** What one thread measured over all its jobs. */
export interface Measurements {
  readonly profile: EngineProfile;
  readonly times: StageTimes;
}

/** Milliseconds. */
export interface StageTimes {
  /** Starting, and receiving the rules. */
  readonly load: number;
  readonly read: number;
  readonly match: number;
  /** Finalizing recordings, and printing matches into lines. */
  readonly finalize: number;
}
