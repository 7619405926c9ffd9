/** Recordings → jobs, and how many threads they are worth. */
import { statSync } from "node:fs";
import { splitMemberPath } from "../../telemetry/archive-path.ts";
import { partsOfEventLog } from "../../telemetry/parts.ts";
import type { Job } from "./job.ts";

/** An event log of twice that many bytes is cut, if there is more than one thread. */
const BYTES_PER_PART = 1024 * 1024;
/**
 * A further thread must start, read the rules and get its code warm. On less than this it would not
 * be worth it (bench/README.md).
 */
export const BYTES_PER_THREAD = 4 * 1024 * 1024;

/** Returns the jobs of some recordings, in their order; parts only if there is somebody to share with. */
export function jobsOf(recordings: readonly Job[], threads: number): Job[] {
  if (threads === 1) return [...recordings];
  return recordings.flatMap((whole): Job[] => {
    const parts = partsOfEventLog(whole.path, BYTES_PER_PART);
    if (!parts) return [whole];
    return parts.map((range) => {
      const bytes = Math.min(range.to, whole.bytes) - range.from;
      return { path: whole.path, bytes, range };
    });
  });
}

/** Returns how many threads there should be, of those that may be. */
export function threadsFor(
  recordings: readonly Job[],
  most: number,
  bytesPerThread: number = BYTES_PER_THREAD,
): number {
  const bytes = recordings.reduce((sum, job) => sum + job.bytes, 0);
  return Math.max(1, Math.min(most, Math.floor(bytes / bytesPerThread)));
}

/** Returns recordings with their sizes. The members of an archive share its size. */
export function sized(paths: readonly string[]): Job[] {
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
