/**
 * The records of a chunk. What is sound is shown; what is not is counted, and reading goes on at the
 * next record, inside the chunk.
 *
 *   offset  size
 *        0     4  magic 2a 2a 00 00
 *        4     4  size of the whole record, this header and the closing copy included
 *        8     8  record number
 *       16     8  time written, FILETIME
 *       24     …  BinXML
 *   size-4     4  the size again
 *
 * @see libevtx, "Windows XML Event Log (EVTX) format": event record
 */
import type { ReadLog, SeeEvent } from "../read-log.ts";
import type { ReadOptions } from "../read-options.ts";
import type { EventClass } from "../../events/event-class.ts";
import type { BytePlace } from "../../text/source.ts";
import { verifyChunk } from "./format/checksums.ts";
import {
  type Chunk,
  CHUNK_SIZE,
  FREE_SPACE_AT,
  LAST_RECORD_AT,
  RECORDS_START,
} from "./format/chunk.ts";
import { EvtxEvent } from "./evtx-event.ts";
import { InstanceReader } from "./templates/template-instance.ts";
import { recordLayoutOf } from "./templates/layout-builder.ts";
import { MalformedRecord } from "./format/malformed-record.ts";

const MAGIC = 0x2a2a;
const HEADER_SIZE = 24;
const SMALLEST = HEADER_SIZE + 4;

/** Shows the events of a chunk; one that is shorter than a chunk is the cut-off end of a file. */
export function readRecords(chunk: Chunk, log: ReadLog, see: SeeEvent, options: ReadOptions): void {
  if (!chunk.hasMagic || chunk.bytes.length < RECORDS_START)
    return log.skip(
      "evtx/bad-chunk",
      "No chunk begins here: its records are not read.",
      placeIn(chunk, 0),
    );
  if (options.verify) verifyChunk(chunk, log);
  const [events, skipped] = [log.events, log.skipped];
  walkRecords(chunk, log, see, options);
  if (log.skipped === skipped) missingRecords(chunk, log, log.events - events);
}

/** Where nothing was wrong with any record, the header's numbers tell whether there were more. */
function missingRecords(chunk: Chunk, log: ReadLog, found: number): void {
  const missing = (chunk.recordCount ?? found) - found;
  if (missing <= 0) return;
  const message = `The chunk says it has ${found + missing} records, ${found} are there.`;
  log.skip("evtx/bad-chunk", message, placeIn(chunk, 0), missing);
}

function walkRecords(chunk: Chunk, log: ReadLog, see: SeeEvent, { wants }: ReadOptions): void {
  const end = endOfRecords(chunk, log);
  const limit = Math.min(end, chunk.bytes.length);
  const reader = new InstanceReader(chunk);
  let at = RECORDS_START;
  while (at + SMALLEST <= limit) {
    const fault = faultAt(chunk, at, limit);
    if (fault === null) {
      const size = chunk.view.getUint32(at + 4, true);
      const cls = wants ? classAt(at, size, reader) : null;
      if (cls && !wants!(cls)) log.events++;
      else {
        const event = eventAt(chunk, at, size, reader, log);
        if (event) {
          log.events++;
          if (!wants || cls || wants(event.class)) see(event);
        }
      }
      at += size;
    } else {
      // A record that the end of the file cuts off is told below.
      const next = nextRecord(chunk, at + 4, limit);
      if (next === null && limit < end) break;
      if (next === null && isBlank(chunk, at, limit)) return;
      log.skip("evtx/bad-record", `${fault}.`, placeIn(chunk, at));
      if (next === null) return;
      at = next;
    }
  }
  if (limit < end) {
    const message = `The file ends inside a record: the chunk's records need ${end} bytes, ${limit} are there.`;
    log.skip("recording/truncated", message, placeIn(chunk, at));
  } else cutOffChunk(chunk, log);
}

/** The offset behind the last record, as the header says; where it lies, as the records say. */
function endOfRecords(chunk: Chunk, log: ReadLog): number {
  const end = chunk.view.getUint32(FREE_SPACE_AT, true);
  if (end >= RECORDS_START && end <= CHUNK_SIZE) return end;
  const message = `The free space begins at ${end}, outside the chunk's ${CHUNK_SIZE} bytes.`;
  log.warn(
    "evtx/bad-chunk",
    message,
    placeIn(chunk, FREE_SPACE_AT),
    "Its records were read up to the last one.",
  );
  const last = chunk.view.getUint32(LAST_RECORD_AT, true);
  const isLast = last >= RECORDS_START && faultAt(chunk, last, chunk.bytes.length) === null;
  return isLast ? last + chunk.view.getUint32(last + 4, true) : walkedEnd(chunk);
}

/** Where the records end that follow each other without a gap. */
function walkedEnd(chunk: Chunk): number {
  let at = RECORDS_START;
  while (faultAt(chunk, at, chunk.bytes.length) === null) at += chunk.view.getUint32(at + 4, true);
  return at;
}

/** What is wrong with the header of the record at an offset, or `null`. */
function faultAt({ view }: Chunk, at: number, limit: number): string | null {
  if (at + SMALLEST > limit) return "A record is cut off";
  if (view.getUint32(at, true) !== MAGIC) return "No record begins here";
  const size = view.getUint32(at + 4, true);
  if (size < SMALLEST) return `A record says it has ${size} bytes, fewer than its header needs`;
  if (at + size > limit) return `A record says it has ${size} bytes, ${limit - at} are left`;
  return null;
}

/** The next offset at which a record begins whose closing size agrees. */
function nextRecord(chunk: Chunk, from: number, limit: number): number | null {
  const { view, bytes } = chunk;
  for (let at = from; at + SMALLEST <= limit; at++) {
    at = bytes.indexOf(0x2a, at);
    if (at < 0 || at + SMALLEST > limit) return null;
    if (faultAt(chunk, at, limit) !== null) continue;
    const size = view.getUint32(at + 4, true);
    if (view.getUint32(at + size - 4, true) === size) return at;
  }
  return null;
}

function isBlank({ bytes }: Chunk, from: number, to: number): boolean {
  return !bytes.subarray(from, to).some((byte) => byte !== 0);
}

/** The class of a record, if its first values tell. */
function classAt(at: number, size: number, reader: InstanceReader): EventClass | null {
  try {
    return reader.classAt(at + HEADER_SIZE, at + size - 4);
  } catch (error) {
    // Whoever reads all of it says what is wrong with it.
    if (error instanceof MalformedRecord) return null;
    throw error;
  }
}

function eventAt(
  chunk: Chunk,
  at: number,
  size: number,
  reader: InstanceReader,
  log: ReadLog,
): EvtxEvent | null {
  try {
    const record = reader.read(at + HEADER_SIZE, at + size - 4);
    const layout = recordLayoutOf(chunk, record, reader.first);
    return new EvtxEvent(log.events + 1, chunk, reader.first, layout);
  } catch (error) {
    if (!(error instanceof MalformedRecord)) throw error;
    const number = chunk.view.getBigUint64(at + 8, true);
    log.skip(
      "evtx/bad-record",
      `Record ${number} is damaged: ${error.message}.`,
      placeIn(chunk, error.offset),
    );
    return null;
  }
}

/** A chunk that is cut off behind its last record has lost nothing. */
export function cutOffChunk(chunk: Chunk, log: ReadLog): void {
  const { length } = chunk.bytes;
  if (length === CHUNK_SIZE) return;
  const message = `The file ends inside a chunk, after ${length} of ${CHUNK_SIZE} bytes; no record is lost.`;
  log.warn("recording/truncated", message, placeIn(chunk, length));
}

function placeIn(chunk: Chunk, offset: number): BytePlace {
  return { kind: "byte", offset: chunk.fileOffset + offset };
}
