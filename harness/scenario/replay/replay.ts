import { loadRules } from "../../languages/load.ts";
import { Engine, type RuleDroppedEvents } from "../../matching/engine.ts";
import type { Blindness } from "../../matching/liveness/liveness.ts";
import type { Match } from "../../matching/model/match.ts";
import type { Observed } from "../../matching/liveness/observed.ts";
import { joinShards, ShardPass, type Shard } from "../../matching/shard.ts";
import { ruleBlindness } from "../../matching/rule-liveness.ts";
import type { CompiledRule } from "../../matching/model/rule.ts";
import { findRecordings } from "../../telemetry/files/find-recordings.ts";
import {
  readEventLogShard,
  readRecording,
  reportOfShards,
  type ByteRange,
  type ReadOptions,
  type RecordingOptions,
  type ReadReport,
  type ReadCounts,
  type SeeEvent,
} from "../../telemetry/read.ts";
import { onlyRecordingOptions } from "../../telemetry/read-options.ts";
import type { Diagnostic } from "../../text/diagnostic.ts";
import type { Damaged } from "../format/schema.ts";
import { findRule, type FoundRule } from "../plan/rule-reference.ts";
import type { RuleSet } from "../../languages/compilation.ts";

/** Rules replayed over recordings: what matched, and what could have. */
export interface Replay {
  /** Sorted by recording (in the order of reading), position of the first event, path of the rule. */
  readonly matches: readonly Match[];
  readonly recordings: readonly ReplayedRecording[];
  readonly rules: RuleSet;
  /** Of rules and recordings alike. */
  readonly diagnostics: readonly Diagnostic[];
  /** What of recordings is known to be lost, as the request says. */
  readonly damaged?: ReplayRequest["damaged"];
}

export interface ReplayedRecording {
  readonly path: string;
  readonly report: ReadReport;
  readonly observed: Observed;
  readonly matches: readonly Match[];
  /** What rules on several events could not take into account. */
  readonly dropped: readonly RuleDroppedEvents[];
}

export interface ReplayRequest extends RecordingOptions {
  /** Files or folders of rules. */
  readonly rules: string | readonly string[];
  /** Files or folders of recordings. */
  readonly recordings: string | readonly string[];
  /**
   * What of recordings is known to be lost, by their paths as `Replay.recordings` has them: assertions
   * fail for every other loss, and for one that is not exactly this.
   */
  readonly damaged?: Readonly<Record<string, Damaged>>;
}

/**
 * Replays every rule over every recording. Files that cannot be used are listed in `diagnostics`; the
 * caller decides whether the rest is enough.
 *
 * @throws (the promise is rejected with) the reason of `signal`; nothing that a file may hold
 */
export async function replay({
  rules: rulePaths,
  recordings: recordingPaths,
  damaged,
  ...reading
}: ReplayRequest): Promise<Replay> {
  const rules = loadRules([rulePaths].flat());
  const found = await findRecordings([recordingPaths].flat());
  const options = onlyRecordingOptions(reading);
  const engine = new Engine(rules.rules);
  const recordings: ReplayedRecording[] = [];
  for (const path of found.recordings)
    recordings.push(await replayRecording(engine, path, options));
  const read = recordings.flatMap(({ report }) => report.diagnostics);
  return {
    matches: recordings.flatMap(({ matches }) => matches),
    recordings,
    rules,
    diagnostics: [...rules.diagnostics, ...found.diagnostics, ...read],
    ...(damaged && { damaged }),
  };
}

/**
 * Replays an engine's rules over one recording. If the reading is stopped, the matches are those that
 * were certain by then.
 *
 * @param around wraps the function that sees each event, and must call it
 */
export async function replayRecording(
  engine: Engine,
  path: string,
  options: ReadOptions = {},
  around: (see: SeeEvent) => SeeEvent = (see) => see,
): Promise<ReplayedRecording> {
  const pass = engine.open(path);
  const see = around((event) => pass.see(event));
  const report = await readRecording(path, see, { ...options, reuseBuffers: true });
  return { path, report, ...pass.end({ isWhole: !report.stopped }) };
}

/** The result of a shard of a recording, as plain data. */
export interface ReplayedShard {
  readonly shard: Shard;
  readonly read: ReadCounts;
}

/** Replays an engine's rules over a shard of an event log, to be joined with the shards around it. */
export async function replayShard(
  engine: Engine,
  path: string,
  range: ByteRange,
  options: ReadOptions = {},
  around: (see: SeeEvent) => SeeEvent = (see) => see,
): Promise<ReplayedShard> {
  const pass = new ShardPass(engine, path);
  const see = around((event) => pass.see(event));
  const read = await readEventLogShard(path, range, see, { ...options, reuseBuffers: true });
  return { shard: pass.end(), read };
}

/**
 * Joins the shards of a recording, in their order, into what `replayRecording` returns for all of it.
 *
 * @param isWhole whether these are all of its shards
 */
export function joinRecording(
  engine: Engine,
  path: string,
  shards: readonly ReplayedShard[],
  isWhole = true,
): ReplayedRecording {
  const report = reportOfShards(
    path,
    shards.map(({ read }) => read),
  );
  const seen = shards.map(({ shard }) => shard);
  const stopped = isWhole ? {} : ({ stopped: true } as const);
  return {
    path,
    report: { ...report, ...stopped },
    ...joinShards(engine, path, seen, { isWhole }),
  };
}

/** Finds a rule of a replay by its id or by its path below the rules folder. */
export function ruleOf(replay: Replay, reference: string): FoundRule {
  return findRule(reference, replay.rules);
}

/**
 * Returns why a rule could not have fired on the recordings; null if it is live on one, and dropped what
 * came to it on none.
 */
export function blindnessOf(replay: Replay, compiled: CompiledRule): Blindness | null {
  const { rule } = compiled;
  const reasons = replay.recordings.map(({ matches, observed, dropped }) => {
    if (matches.some((match) => match.rule === rule)) return null;
    const counts = dropped.find((one) => one.rule === rule)?.counts;
    return ruleBlindness(compiled, observed, { counts });
  });
  const uncounted = reasons.find((reason) => reason?.kind === "uncounted");
  if (uncounted) return uncounted;
  if (reasons.includes(null)) return null;
  const telling = reasons.find((reason) => reason !== null && reason.kind !== "log-source");
  return telling ?? reasons[0] ?? { kind: "log-source", logSource: rule.logSource };
}
