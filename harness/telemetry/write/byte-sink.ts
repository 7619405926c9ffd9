/** Where a recording is written to: bytes one after another, and a beginning that is known last. */
export interface ByteSink {
  /** Takes the bytes before it returns: the writer uses the same memory again. */
  append(bytes: Uint8Array): void;
  /** Writes over bytes that were appended before. */
  overwrite(offset: number, bytes: Uint8Array): void;
}

/** Keeps what is written in memory. */
export class MemorySink implements ByteSink {
  #bytes = Buffer.alloc(0x11000);
  #size = 0;

  append(bytes: Uint8Array): void {
    const size = this.#size + bytes.length;
    if (size > this.#bytes.length) {
      const larger = Buffer.alloc(Math.max(size, 2 * this.#bytes.length));
      larger.set(this.#bytes.subarray(0, this.#size));
      this.#bytes = larger;
    }
    this.#bytes.set(bytes, this.#size);
    this.#size = size;
  }

  overwrite(offset: number, bytes: Uint8Array): void {
    this.#bytes.set(bytes, offset);
  }

  /** Everything that was written so far. */
  get bytes(): Buffer {
    return this.#bytes.subarray(0, this.#size);
  }
}
