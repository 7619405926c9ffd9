/** Appends little-endian data to the bytes of a chunk, and cannot leave them. */

/** Thrown when a record does not fit into what is left of a chunk; caught where records are added. */
export class ChunkFull extends Error {}

const FULL = new ChunkFull("the chunk is full");

export class ChunkBytes {
  readonly bytes: Buffer;
  at: number;

  constructor(size: number, start: number) {
    this.bytes = Buffer.alloc(size);
    this.at = start;
  }

  u8(value: number): void {
    this.bytes[this.take(1)] = value;
  }

  u16(value: number): void {
    const at = this.take(2);
    this.bytes.writeUInt16LE(value, at);
  }

  u32(value: number): void {
    const at = this.take(4);
    this.bytes.writeUInt32LE(value, at);
  }

  u64(value: bigint): void {
    const at = this.take(8);
    this.bytes.writeBigUInt64LE(value, at);
  }

  raw(bytes: Uint8Array): void {
    this.bytes.set(bytes, this.take(bytes.length));
  }

  /** The UTF-16 units of a text. */
  units(text: string): void {
    const at = this.take(2 * text.length);
    this.bytes.write(text, at, "utf16le");
  }

  /** Reserves bytes, to be filled in later, and returns where they stand. */
  take(size: number): number {
    const at = this.at;
    if (at + size > this.bytes.length) throw FULL;
    this.at = at + size;
    return at;
  }

  /** Writes how many bytes have followed since the place for that number was taken. */
  sizeSince(place: number): void {
    this.bytes.writeUInt32LE(this.at - place - 4, place);
  }
}
