/** Recordings that can be read in shards, by several readers at once. */
import { closeSync, openSync, readSync, statSync } from "node:fs";
import { shardsOfLog } from "./evtx/evtx-reader.ts";
import type { ByteRange } from "./files/open-file.ts";
import { HEAD_SIZE, recognise } from "./recognise.ts";

/**
 * Returns how an event log can be cut into shards of about so many bytes; `null` if the recording must
 * be read as a whole: it is small, no event log, or no plain file.
 */
export function shardsOfEventLog(path: string, bytesPerShard: number): readonly ByteRange[] | null {
  let file: number | undefined;
  try {
    const stat = statSync(path);
    if (!stat.isFile() || stat.size < 2 * bytesPerShard) return null;
    file = openSync(path, "r");
    const head = new Uint8Array(HEAD_SIZE);
    readSync(file, head);
    return recognise(head).kind === "evtx" ? shardsOfLog(stat.size, bytesPerShard) : null;
  } catch {
    // Whoever reads it says what is wrong with it.
    return null;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
