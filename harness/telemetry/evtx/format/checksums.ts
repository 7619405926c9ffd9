/**
 * The checksums of an event log, CRC-32 throughout.
 *
 *   where   of                                       stands at
 *   file    its header, 0 to 120                     124 of the file
 *   chunk   its header, 0 to 120 and 128 to 512      124 of the chunk
 *   chunk   its records, 512 to the free space       52 of the chunk
 *
 * Logs that say in their flags that they keep no checksums have none that are right.
 *
 * @see libevtx, "Windows XML Event Log (EVTX) format": file header, chunk header
 */
import { crc32 } from "node:zlib";
import type { Diagnostic } from "../../../text/diagnostic.ts";
import type { ReadLog } from "../../read-log.ts";
import { FREE_SPACE_AT, RECORDS_START, type Chunk } from "./chunk.ts";

const FLAGS_AT = 120;
const NO_CHECKSUMS = 4;
const HEADER_CHECKSUM_AT = 124;
const RECORDS_CHECKSUM_AT = 52;
/** Where the header of a chunk goes on behind its checksum. */
const TABLES_START = 128;

/** Puts down in the log if the header of the file is not what its checksum says. */
export function verifyHeader(block: Uint8Array, log: ReadLog): void {
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  if ((view.getUint32(FLAGS_AT, true) & NO_CHECKSUMS) !== 0) return;
  const stated = view.getUint32(HEADER_CHECKSUM_AT, true);
  compare("file header", stated, crc32(block.subarray(0, FLAGS_AT)), HEADER_CHECKSUM_AT, log);
}

/** Puts down in the log if the header of a chunk or its records are not what their checksums say. */
export function verifyChunk({ bytes, view, fileOffset }: Chunk, log: ReadLog): void {
  if ((view.getUint32(FLAGS_AT, true) & NO_CHECKSUMS) !== 0) return;
  const fields = crc32(bytes.subarray(0, FLAGS_AT));
  const header = crc32(bytes.subarray(TABLES_START, RECORDS_START), fields);
  const statedOfHeader = view.getUint32(HEADER_CHECKSUM_AT, true);
  compare("chunk header", statedOfHeader, header, fileOffset + HEADER_CHECKSUM_AT, log);
  const end = view.getUint32(FREE_SPACE_AT, true);
  // What the free space cannot be is told where the records are read.
  if (end < RECORDS_START || end > bytes.length) return;
  const statedOfRecords = view.getUint32(RECORDS_CHECKSUM_AT, true);
  const records = crc32(bytes.subarray(RECORDS_START, end));
  compare("chunk's records", statedOfRecords, records, fileOffset + RECORDS_CHECKSUM_AT, log);
}

function compare(what: string, stated: number, found: number, offset: number, log: ReadLog): void {
  if (stated === found) return;
  const message = `The checksum of the ${what} is ${hex(stated)}, what stands there gives ${hex(found)}.`;
  const hint =
    "It was changed after it was written, or not written to its end; it was read all the same.";
  log.warn("evtx/bad-checksum", message, { kind: "byte", offset }, hint);
}

/** Whether it says that a checksum is wrong, which costs no record, so that none is counted. */
export function isWrongChecksum({ code }: Diagnostic): boolean {
  return code === "evtx/bad-checksum";
}

function hex(value: number): string {
  return `0x${value.toString(16).padStart(8, "0")}`;
}
