/** Recordings that can be read in parts, by several readers at once. */
import { closeSync, openSync, readSync, statSync } from "node:fs";
import { shardsOfLog } from "./evtx/evtx-reader.ts";
import type { ByteRange } from "./files/file-pieces.ts";
import { HEAD_SIZE, recognise } from "./recognise.ts";

/**
 * Returns how an event log can be cut into parts of about so many bytes; `null` if the recording must
 * be read as a whole: it is small, no event log, or no plain file.
 */
export function shardsOfEventLog(path: string, bytesPerPart: number): readonly ByteRange[] | null {
  let file: number | undefined;
  try {
    const stat = statSync(path);
    if (!stat.isFile() || stat.size < 2 * bytesPerPart) return null;
    file = openSync(path, "r");
    const head = new Uint8Array(HEAD_SIZE);
    readSync(file, head);
    return recognise(head).kind === "evtx" ? shardsOfLog(stat.size, bytesPerPart) : null;
  } catch {
    // Whoever reads it says what is wrong with it.
    return null;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
