import type { ByteSink } from "../../../harness/telemetry/write/byte-sink.ts";

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
