/**
 * A chunk: 64 KiB that stand for themselves. All offsets inside a chunk count from its beginning.
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
 *      124     4  CRC-32 of the header
 *      128   256  offsets of the names most recently used
 *      384   128  offsets of the templates
 *      512     …  records
 *
 * @see libevtx, "Windows XML Event Log (EVTX) format": chunk
 */
import { MalformedRecord } from "./malformed-record.ts";
import { utf16 } from "./utf16.ts";
import type { ValueBytes } from "./value-bytes.ts";

export const CHUNK_SIZE = 0x10000;
export const RECORDS_START = 512;
const FIRST_RECORD_AT = 8;
/** As many as fit, if each were only a header. */
const MAX_RECORDS = (CHUNK_SIZE - RECORDS_START) / 28;
export const LAST_RECORD_AT = 44;
export const FREE_SPACE_AT = 48;

/** Names of elements and attributes are short; a longer one is an attempt to fill the memory. */
const MAX_NAME = 1024;

/**
 * Where values stand: for each `type << 20 | offset in the chunk`. A value ends where the next row says
 * that the next one begins; behind the last of an instance stands a row without a value.
 */
export type ValueTable = Int32Array;

const BLANK = Buffer.alloc(CHUNK_SIZE);
export const NO_VALUES: ValueTable = new Int32Array(0);
/** The table begins with room for one value in so many bytes of the chunk, and grows. */
const BYTES_PER_VALUE = 16;

let count = 0;

/** The bytes of a chunk, which its events keep, and what has been read of them once for all. */
export class Chunk implements ValueBytes {
  readonly bytes: Buffer;
  readonly view: DataView;
  /** Where the chunk begins in its file. */
  readonly fileOffset: number;
  /** Whether its memory is read to again, once its events were shown. */
  readonly isTransient: boolean;
  /** Counts the chunks of the process. */
  readonly id = ++count;
  /** Of all records of the chunk, one after another. */
  values: ValueTable;
  readonly #names = new Map<number, string>();

  /** @param values a table that is no longer looked at, to be used again */
  constructor(block: Uint8Array, fileOffset: number, isTransient = false, values = NO_VALUES) {
    const { buffer, byteOffset, length } = block;
    this.bytes = Buffer.from(buffer, byteOffset, length);
    this.view = new DataView(buffer, byteOffset, length);
    this.fileOffset = fileOffset;
    this.isTransient = isTransient;
    this.values = values;
  }

  /** Returns the table of values with room for so many of them. */
  valueTable(count: number): ValueTable {
    const { values } = this;
    if (count <= values.length) return values;
    const used = Math.min(this.bytes.length, this.view.getUint32(FREE_SPACE_AT, true));
    const rows = Math.max(count, 2 * values.length, Math.ceil(used / BYTES_PER_VALUE));
    this.values = new Int32Array(rows);
    this.values.set(values);
    return this.values;
  }

  get hasMagic(): boolean {
    return this.bytes.toString("latin1", 0, 8) === "ElfChnk\0";
  }

  /** Never written: the file was made larger than its records. Or what was written was overwritten. */
  get isUnused(): boolean {
    const { bytes } = this;
    return bytes[0] === 0 && bytes.equals(BLANK.subarray(0, bytes.length));
  }

  /** How many records there are by what the header says; null if that cannot be. */
  get recordCount(): number | null {
    const first = this.view.getBigUint64(FIRST_RECORD_AT, true);
    const count = Number(this.view.getBigUint64(FIRST_RECORD_AT + 8, true) - first) + 1;
    return first > 0n && count > 0 && count <= MAX_RECORDS ? count : null;
  }

  /**
   * Returns the name of an element or attribute at an offset.
   *
   *   offset  size
   *        0     4  offset of the next name with this hash
   *        4     2  hash
   *        6     2  number n of UTF-16 units
   *        8   2·n  the units, then a NUL
   *
   * @see [MS-EVEN6] "BinXml" 2.2.12: Name; libevtx, "Windows XML Event Log (EVTX) format": name
   */
  nameAt(offset: number): string {
    let name = this.#names.get(offset);
    if (name === undefined) {
      const length = this.nameLengthAt(offset);
      if (length < 0) throw new MalformedRecord("a name lies outside the chunk", offset);
      if (length > MAX_NAME)
        throw new MalformedRecord(
          `a name is ${length} characters long, more than ${MAX_NAME}`,
          offset,
        );
      name = utf16(this, offset + 8, 2 * length);
      this.#names.set(offset, name);
    }
    return name;
  }

  /** Returns the UTF-16 units of the name at an offset, -1 if it lies outside the chunk. */
  nameLengthAt(offset: number): number {
    const { length: size } = this.bytes;
    const length = offset + 8 <= size ? this.view.getUint16(offset + 6, true) : -1;
    return offset + 8 + 2 * length <= size ? length : -1;
  }
}

/** The parts of a row of the table. */
export const ROW_TYPE = 20;
export const ROW_OFFSET = (1 << ROW_TYPE) - 1;

/** Returns the bytes that a name takes, its closing NUL included. */
export function nameSize(length: number): number {
  return 8 + 2 * length + 2;
}

/** Returns the bytes of the value at an index of a table. */
export function sizeAt(values: ValueTable, index: number): number {
  return (values[index + 1]! & ROW_OFFSET) - (values[index]! & ROW_OFFSET);
}
