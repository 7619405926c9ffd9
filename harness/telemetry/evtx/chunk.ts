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
import type { Template } from "./template.ts";
import { Unsound } from "./unsound.ts";
import { utf16, type ValueBytes } from "./value.ts";

export const CHUNK_SIZE = 0x10000;
export const RECORDS_START = 512;
export const LAST_RECORD_AT = 44;
export const FREE_SPACE_AT = 48;

/** Names of elements and attributes are short; a longer one is an attempt to fill the memory. */
const MAX_NAME = 1024;

/** The bytes of a chunk, which its events keep, and what has been read of them once for all. */
export class Chunk implements ValueBytes {
  readonly bytes: Buffer;
  readonly view: DataView;
  /** Where the chunk begins in its file. */
  readonly fileOffset: number;
  /** By the offset of their definition. */
  readonly templates = new Map<number, Template>();
  readonly #names = new Map<number, string>();

  constructor(block: Uint8Array, fileOffset: number) {
    const { buffer, byteOffset, length } = block;
    this.bytes = Buffer.from(buffer, byteOffset, length);
    this.view = new DataView(buffer, byteOffset, length);
    this.fileOffset = fileOffset;
  }

  get hasMagic(): boolean {
    return this.bytes.toString("latin1", 0, 8) === "ElfChnk\0";
  }

  /** Never written: the file was made larger than its records. */
  get isUnused(): boolean {
    return !this.bytes.subarray(0, RECORDS_START).some((byte) => byte !== 0);
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
      const length = offset + 8 <= this.bytes.length ? this.view.getUint16(offset + 6, true) : -1;
      if (length < 0 || offset + 8 + 2 * length > this.bytes.length)
        throw new Unsound("a name lies outside the chunk", offset);
      if (length > MAX_NAME)
        throw new Unsound(`a name is ${length} characters long, more than ${MAX_NAME}`, offset);
      name = utf16(this, offset + 8, 2 * length);
      this.#names.set(offset, name);
    }
    return name;
  }
}

/** Returns the bytes that a name takes, its closing NUL included. */
export function nameSize(length: number): number {
  return 8 + 2 * length + 2;
}
