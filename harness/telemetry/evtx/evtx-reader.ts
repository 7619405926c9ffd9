/**
 * Reads an event log that comes in pieces, block by block: the file header, then one chunk after
 * another. Each chunk is walked when it is complete; its events keep it.
 *
 *   offset  size
 *        0     8  magic "ElfFile\0"
 *        8    16  number of the first and of the last chunk
 *       24     8  next record identifier
 *       32     4  size of the header's fields, 128
 *       36     4  minor and major version
 *       40     2  size of the header, 4096
 *       42     2  number of chunks
 *      120     4  flags
 *      124     4  CRC-32
 *
 * @see libevtx, "Windows XML Event Log (EVTX) format": file header
 */
import type { ReadLog, SeeEvent } from "../read-log.ts";
import type { ReadOptions } from "../read-options.ts";
import { verifyHeader } from "./format/checksums.ts";
import type { ByteRange } from "../files/open-file.ts";
import { Chunk, CHUNK_SIZE, NO_VALUES } from "./format/chunk.ts";
import { cutOffChunk, readRecords } from "./records.ts";

const HEADER_SIZE = 4096;
/** What of the header is read. */
const HEADER_FIELDS = 128;
const MAGIC = "ElfFile\0";
const VERSIONS = ["3.1", "3.2"];

/** One table of values to be used again: that of the last chunk whose events were not kept. */
let spare = NO_VALUES;

export class EvtxReader {
  readonly #log: ReadLog;
  readonly #see: SeeEvent;
  readonly #options: ReadOptions;
  /** The block that is being filled, and up to where. */
  #block: Uint8Array | null = null;
  #filled = 0;
  #needed = HEADER_SIZE;
  #offset: number;
  #hasHeader = false;

  /** @param from where in the log the pieces begin: at its header, or at a chunk */
  constructor(log: ReadLog, see: SeeEvent, options: ReadOptions, from = 0) {
    this.#log = log;
    this.#see = see;
    this.#options = options;
    this.#offset = from;
    if (from > 0) this.#expectChunks();
  }

  write(piece: Uint8Array): void {
    for (let at = 0; at < piece.length;) {
      const rest = piece.length - at;
      if (this.#filled === 0 && rest >= this.#needed) {
        const block = piece.subarray(at, at + this.#needed);
        at += this.#needed;
        this.#take(block);
        continue;
      }
      this.#block ??= new Uint8Array(this.#needed);
      const part = piece.subarray(at, at + Math.min(rest, this.#needed - this.#filled));
      this.#block.set(part, this.#filled);
      this.#filled += part.length;
      at += part.length;
      if (this.#filled === this.#needed) this.#takeFilled();
    }
  }

  end(): void {
    if (this.#filled > 0) this.#takeFilled();
  }

  #takeFilled(): void {
    const block = this.#block!.subarray(0, this.#filled);
    this.#block = null;
    this.#filled = 0;
    this.#take(block);
  }

  #take(block: Uint8Array): void {
    const offset = this.#offset;
    this.#offset += block.length;
    if (!this.#hasHeader) return this.#takeHeader(block);
    const { reuseBuffers = false } = this.#options;
    const chunk = new Chunk(block, offset, reuseBuffers, reuseBuffers ? spare : NO_VALUES);
    // Whoever is shown an event may read another recording: its table is its own.
    spare = NO_VALUES;
    const { chunks } = this.#log;
    if (chunk.isUnused) {
      chunks.blank++;
      return cutOffChunk(chunk, this.#log);
    }
    // A log is filled from its beginning on: where records follow, blank chunks were overwritten.
    this.#log.takeBlankChunks();
    chunks.used++;
    readRecords(chunk, this.#log, this.#see, this.#options);
    if (reuseBuffers) spare = chunk.values;
  }

  #expectChunks(): void {
    this.#hasHeader = true;
    this.#needed = CHUNK_SIZE;
  }

  #takeHeader(block: Uint8Array): void {
    this.#expectChunks();
    const place = { kind: "byte", offset: 0 } as const;
    if (block.length < HEADER_FIELDS) {
      const message = `The file header needs ${HEADER_FIELDS} bytes, the file has ${block.length}.`;
      return this.#log.fail("evtx/bad-header", message, undefined, place);
    }
    if (block.length < HEADER_SIZE) {
      const message = `The file ends inside its header, after ${block.length} of ${HEADER_SIZE} bytes.`;
      return this.#log.skip("recording/truncated", message, place);
    }
    if (this.#options.verify) verifyHeader(block, this.#log);
    const header = new DataView(block.buffer, block.byteOffset, block.byteLength);
    const declared = header.getUint16(42, true);
    const version = `${header.getUint16(38, true)}.${header.getUint16(36, true)}`;
    const magic = Buffer.from(block.subarray(0, 8)).toString("latin1");
    if (magic !== MAGIC)
      this.#log.warn(
        "evtx/bad-header",
        "The file does not begin as event logs do, but its chunks do.",
        place,
      );
    else this.#log.chunks.declared = declared;
    if (magic === MAGIC && !VERSIONS.includes(version)) {
      const message = `The log is of version ${version}; ${VERSIONS.join(" and ")} are known.`;
      this.#log.warn("evtx/bad-header", message, place, "It is read as if it were of version 3.2.");
    }
  }
}

/** Cuts a log of so many bytes between chunks into shards of about that many bytes; none is empty. */
export function shardsOfLog(bytes: number, bytesPerShard: number): ByteRange[] {
  const perShard = Math.max(1, Math.floor(bytesPerShard / CHUNK_SIZE)) * CHUNK_SIZE;
  const count = Math.max(1, Math.ceil((bytes - HEADER_SIZE) / perShard));
  return Array.from({ length: count }, (_, shard) => ({
    from: shard === 0 ? 0 : HEADER_SIZE + shard * perShard,
    // What is written meanwhile belongs to the last shard.
    to: shard === count - 1 ? Infinity : HEADER_SIZE + (shard + 1) * perShard,
  }));
}
