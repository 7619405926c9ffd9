/**
 * A chunk that is being filled: 64 KiB that stand for themselves. All offsets in it count from its
 * beginning.
 *
 *   offset  size
 *        0     8  magic "ElfChnk\0"
 *        8    16  first and last record number
 *       24    16  first and last record identifier
 *       40     4  size of the header, 128
 *       44     4  offset of the last record
 *       48     4  offset of the free space
 *       52     4  CRC-32 of the records
 *      120     4  flags
 *      124     4  CRC-32 of the header: of the bytes 0 to 119 and 128 to 511
 *      128   256  offset of a name for each of 64 buckets
 *      384   128  offset of a template for each of 32 buckets
 *      512     …  records
 *
 * A bucket begins with what was put into it last, and each entry leads to the one before it. The
 * bucket of a name is its hash modulo 64. How Windows chooses that of a template is not documented;
 * readers find templates by their offset. Here it is the first group of the GUID modulo 32.
 *
 * @see libevtx, "Windows XML Event Log (EVTX) format": chunk
 */
import { crc32 } from "node:zlib";
import { nameHash, writeFragment, type ChunkIndex, type Instance } from "./binxml-writer.ts";
import { ChunkBytes, ChunkFull } from "./chunk-bytes.ts";

export const CHUNK_SIZE = 0x10000;
const RECORDS_START = 512;
const [NAMES_AT, NAME_BUCKETS] = [128, 64];
const [TEMPLATES_AT, TEMPLATE_BUCKETS] = [384, 32];
const RECORD_ALIGNMENT = 8;

/** What a record says of itself before its content. */
export interface RecordHeader {
  /** Counts the records of the file, from 1. */
  readonly number: bigint;
  readonly identifier: bigint;
  /** FILETIME. */
  readonly time: bigint;
}

export class ChunkWriter {
  readonly #chunk = new ChunkBytes(CHUNK_SIZE, RECORDS_START);
  readonly #index: ChunkIndex = { names: new Map(), templates: new Map() };
  #first: RecordHeader | null = null;
  #last: RecordHeader | null = null;
  #lastAt = 0;

  get isEmpty(): boolean {
    return this.#first === null;
  }

  /** Appends a record; one that does not fit leaves the chunk as it was, and gives false. */
  add(header: RecordHeader, content: Instance): boolean {
    const [start, names, templates] = [
      this.#chunk.at,
      this.#index.names.size,
      this.#index.templates.size,
    ];
    try {
      this.#record(header, content);
    } catch (error) {
      if (!(error instanceof ChunkFull)) throw error;
      this.#chunk.bytes.fill(0, start);
      this.#chunk.at = start;
      forget(this.#index.names, names);
      forget(this.#index.templates, templates);
      return false;
    }
    this.#first ??= header;
    this.#last = header;
    this.#lastAt = start;
    return true;
  }

  /**
   *   offset  size
   *        0     4  magic 2a 2a 00 00
   *        4     4  size of the whole record, this header and the closing copy included
   *        8     8  record identifier
   *       16     8  time written, FILETIME
   *       24     …  BinXML, and zeros up to a multiple of 8
   *   size-4     4  the size again
   */
  #record({ identifier, time }: RecordHeader, content: Instance): void {
    const chunk = this.#chunk;
    const start = chunk.at;
    chunk.u32(0x2a2a);
    const size = chunk.take(4);
    chunk.u64(identifier);
    chunk.u64(time);
    writeFragment(content, chunk, this.#index);
    chunk.take((RECORD_ALIGNMENT - ((chunk.at - start + 4) % RECORD_ALIGNMENT)) % RECORD_ALIGNMENT);
    chunk.u32(chunk.at - start + 4);
    chunk.bytes.writeUInt32LE(chunk.at - start, size);
  }

  /** Returns the bytes of the chunk with their tables and checksums. Nothing may be added after it. */
  finish(): Buffer {
    const { bytes, at: end } = this.#chunk;
    const [first, last] = [this.#first, this.#last];
    if (!first || !last) throw new Error("a chunk without records is not written");
    bytes.write("ElfChnk\0", 0, "latin1");
    bytes.writeBigUInt64LE(first.number, 8);
    bytes.writeBigUInt64LE(last.number, 16);
    bytes.writeBigUInt64LE(first.identifier, 24);
    bytes.writeBigUInt64LE(last.identifier, 32);
    bytes.writeUInt32LE(128, 40);
    bytes.writeUInt32LE(this.#lastAt, 44);
    bytes.writeUInt32LE(end, 48);
    for (const [name, offset] of this.#index.names)
      chain(bytes, NAMES_AT + 4 * (nameHash(name) % NAME_BUCKETS), offset);
    for (const { offset, guid } of this.#index.templates.values())
      chain(bytes, TEMPLATES_AT + 4 * (guid.readUInt32LE() % TEMPLATE_BUCKETS), offset);
    bytes.writeUInt32LE(crc32(bytes.subarray(RECORDS_START, end)), 52);
    const header = crc32(bytes.subarray(128, RECORDS_START), crc32(bytes.subarray(0, 120)));
    bytes.writeUInt32LE(header, 124);
    return bytes;
  }
}

/** Puts an entry at the head of its bucket. */
function chain(bytes: Buffer, bucket: number, entry: number): void {
  bytes.writeUInt32LE(bytes.readUInt32LE(bucket), entry);
  bytes.writeUInt32LE(entry, bucket);
}

/** Takes away what was added to a map after it had so many entries. */
function forget(map: Map<string, unknown>, size: number): void {
  if (map.size === size) return;
  for (const key of [...map.keys()].slice(size)) map.delete(key);
}
