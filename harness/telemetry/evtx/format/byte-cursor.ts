import { MalformedRecord } from "./malformed-record.ts";

/** Little-endian reads that cannot leave their slice of a chunk. */
export class ByteCursor {
  at: number;
  readonly end: number;
  readonly #view: DataView;

  constructor(view: DataView, at: number, end: number) {
    this.#view = view;
    this.at = at;
    this.end = Math.min(end, view.byteLength);
  }

  /** Returns where `size` bytes stand, and moves behind them. */
  take(size: number, what: string): number {
    const at = this.at;
    if (at + size > this.end)
      throw new MalformedRecord(
        `${what} needs ${size} bytes, ${Math.max(0, this.end - at)} are left`,
        at,
      );
    this.at = at + size;
    return at;
  }

  u8(what: string): number {
    return this.#view.getUint8(this.take(1, what));
  }

  u16(what: string): number {
    return this.#view.getUint16(this.take(2, what), true);
  }

  u32(what: string): number {
    return this.#view.getUint32(this.take(4, what), true);
  }
}
