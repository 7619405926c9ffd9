/** The entry point of this folder: files → log events. */
import { setImmediate as nextTurn } from "node:timers/promises";
import { ContentReader } from "./content-reader.ts";
import { EvtxReader } from "./evtx/evtx-reader.ts";
import { openFile, type ByteRange } from "./files/open-file.ts";
import { piecesOf } from "./files/recording-stream.ts";
import { ReadLog, type ReadReport, type ReadCounts, type SeeEvent } from "./read-log.ts";
import type { ReadOptions } from "./read-options.ts";

export type { ReadOptions, RecordingOptions } from "./read-options.ts";
export type { RecordingFormat } from "./recognise.ts";
export type { ReadReport, ReadCounts, SeeEvent } from "./read-log.ts";
export type { ByteRange } from "./files/open-file.ts";
export { eventOfJson } from "./json/event-of-json.ts";

/** After so many bytes other work gets its turn. */
const BYTES_PER_TURN = 1024 * 1024;

/**
 * Reads a recording and shows every event, in the order of the recording, to `see`. Never throws for
 * a bad file: what was wrong with it stands in the report, and what is sound is shown. What `see`
 * throws is passed on.
 *
 * @param path may name a member of an archive: `a.zip!/b.evtx`
 */
export async function readRecording(
  path: string,
  see: SeeEvent,
  options: ReadOptions = {},
): Promise<ReadReport> {
  const log = new ReadLog(path);
  const reader = new ContentReader(log, see, options);
  const feed = feederOf(reader, options);
  for await (const piece of piecesOf(path, log, options.reuseBuffers)) {
    options.signal?.throwIfAborted();
    const isDue = feed(piece);
    if (reader.isRefused) break;
    if (!isDue) continue;
    await nextTurn();
    if (!options.stop?.()) continue;
    log.stopped = true;
    return log.report();
  }
  options.signal?.throwIfAborted();
  reader.end();
  return log.report();
}

/** Returns what hands pieces to a reader, and says of each whether other work is to get its turn then. */
function feederOf(
  reader: { write(piece: Uint8Array): void },
  { onBytes }: ReadOptions,
): (piece: Uint8Array) => boolean {
  let bytes = 0;
  return (piece) => {
    reader.write(piece);
    onBytes?.(piece.length);
    bytes += piece.length;
    const isDue = bytes >= BYTES_PER_TURN;
    if (isDue) bytes = 0;
    return isDue;
  };
}

/**
 * Reads a shard of an event log that is a file, as `readRecording` reads all of it. The shards of
 * `shardsOfEventLog` hold together every event, in order; positions count from the shard's beginning.
 * A shard is read to its end, whoever wants it to stop: what comes behind a gap has no position.
 */
export async function readEventLogShard(
  path: string,
  range: ByteRange,
  see: SeeEvent,
  options: ReadOptions = {},
): Promise<ReadCounts> {
  const log = new ReadLog(path);
  const reader = new EvtxReader(log, see, options, range.from);
  log.format = "evtx";
  const file = openFile(path, log, options.reuseBuffers === true);
  try {
    const feed = feederOf(reader, options);
    for (const piece of file?.piecesOf(range) ?? []) if (feed(piece)) await nextTurn();
  } finally {
    file?.close();
  }
  reader.end();
  return log.counts();
}

/** Returns what reading a recording came to, from what reading its shards did, in their order. */
export function reportOfShards(path: string, shards: readonly ReadCounts[]): ReadReport {
  const log = new ReadLog(path);
  for (const shard of shards) log.add(shard);
  return log.report();
}
