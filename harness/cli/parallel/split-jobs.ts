/** Splits recordings into jobs, and decides how many threads they are worth. */
import { statSync } from "node:fs";
import { splitMemberPath } from "../../telemetry/files/archive-path.ts";
import { shardsOfEventLog } from "../../telemetry/event-log-shards.ts";
import type { Job } from "./job.ts";

const MB = 1024 * 1024;
/**
 * A shard is large, for each begins anew to observe which fields its events carry, and yet small: there
 * are so many to a thread that all threads end at about one time, and none takes longer than a user
 * would wait for after an interruption.
 */
const [MIN_SHARD, MAX_SHARD, SHARDS_PER_THREAD] = [MB, 8 * MB, 8];
/**
 * A further thread must start, read the rules, bind them and get its code warm: on less than this it
 * is not worth it (docs/decisions/0008-threads-and-one-file.md).
 */
const BYTES_PER_THREAD = 64 * MB;

/** Returns the jobs of some recordings, in their order; shards only if there are several threads. */
export function jobsOf(recordings: readonly Job[], threads: number): Job[] {
  if (threads === 1) return [...recordings];
  const bytesPerThread = bytesOf(recordings) / threads;
  const bytesPerShard = Math.min(
    MAX_SHARD,
    Math.max(MIN_SHARD, bytesPerThread / SHARDS_PER_THREAD),
  );
  return recordings.flatMap((whole): Job[] => {
    const shards = shardsOfEventLog(whole.path, bytesPerShard);
    if (!shards) return [whole];
    return shards.map((range) => {
      const bytes = Math.min(range.to, whole.bytes) - range.from;
      return { path: whole.path, bytes, range };
    });
  });
}

/** Returns how many threads there should be, `most` at most. */
export function threadsFor(
  recordings: readonly Job[],
  most: number,
  bytesPerThread: number = BYTES_PER_THREAD,
): number {
  return Math.max(1, Math.min(most, Math.floor(bytesOf(recordings) / bytesPerThread)));
}

/** Returns how many bytes there are in all. */
export function bytesOf(jobs: readonly Job[]): number {
  return jobs.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Returns recordings with their sizes. The members of an archive share its size. */
export function withSizes(paths: readonly string[]): Job[] {
  const archives = new Map<string, number>();
  const places = paths.map((path) => {
    const size = sizeOf(path);
    if (size !== null) return { path, size };
    const archive = splitMemberPath(path).find((way) => sizeOf(way.archive) !== null)?.archive;
    if (archive === undefined) return { path, size: 0 };
    archives.set(archive, (archives.get(archive) ?? 0) + 1);
    return { path, size: sizeOf(archive) ?? 0, archive };
  });
  return places.map(({ path, size, archive }) => ({
    path,
    bytes: archive === undefined ? size : Math.floor(size / archives.get(archive)!),
  }));
}

function sizeOf(path: string): number | null {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat ? stat.size : null;
  } catch {
    return null;
  }
}
