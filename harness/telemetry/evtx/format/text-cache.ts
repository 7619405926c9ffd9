/**
 * Telemetry says the same over and over: providers, paths, users, GUIDs. The texts of short values that
 * were decoded last are cached with their bytes. A value that comes again is compared with those, in
 * place of being decoded anew, and whoever looks its text up need not hash it again.
 *
 * This is run for most values, so bytes are taken four at a time, and nothing is made for a value that
 * is known. The cache is bounded: it is direct-mapped, so that a value has the one entry that its hash
 * says, until another value takes it. `tests/telemetry/evtx/format/text-cache.test.ts` checks that no
 * value is ever taken for another.
 */
import type { ValueBytes } from "./value-bytes.ts";

/** Decodes the value of so many bytes at an offset. */
export type DecodeValue = (chunk: ValueBytes, at: number, size: number) => string;

/** A power of two. */
const ENTRIES = 8192;
/** Longer values seldom come again. In bytes. */
export const LONGEST_CACHED = 256;
/** Rows of four bytes that an entry has for the bytes of its value. */
const ROWS = LONGEST_CACHED / 4;

export class TextCache {
  readonly #texts = new Array<string>(ENTRIES).fill("");
  /** By entry: `type << 16 | size`; an entry without value has none of both. */
  readonly #kinds = new Int32Array(ENTRIES);
  /** By entry: the bytes, four in a row, those of the last row filled up with zeros. */
  readonly #rows = new Int32Array(ENTRIES * ROWS);

  /** Returns the text of the value of this type at an offset, decoded only if it is not cached. */
  text(type: number, chunk: ValueBytes, at: number, size: number, decode: DecodeValue): string {
    if (size > LONGEST_CACHED) return decode(chunk, at, size);
    const { view } = chunk;
    const whole = size >> 2;
    const kind = (type << 16) | size;
    let hash = kind;
    for (let i = 0; i < whole; i++)
      hash = Math.imul(hash ^ view.getInt32(at + 4 * i, true), 0x5bd1e995);
    const rest = (size & 3) === 0 ? 0 : restOf(view, at + 4 * whole, size & 3);
    hash = Math.imul(hash ^ rest, 0x5bd1e995);
    const entry = (hash ^ (hash >>> 13) ^ (hash >>> 19)) & (ENTRIES - 1);
    if (this.#kinds[entry] === kind) {
      const rows = this.#rows;
      const first = entry * ROWS;
      let row = 0;
      while (row < whole && rows[first + row] === view.getInt32(at + 4 * row, true)) row++;
      if (row === whole && ((size & 3) === 0 || rows[first + whole] === rest))
        return this.#texts[entry]!;
    }
    return this.#put(entry, kind, view, at, decode(chunk, at, size));
  }

  /** Gives an entry to a value, and returns its text. */
  #put(entry: number, kind: number, view: DataView, at: number, text: string): string {
    const size = kind & 0xffff;
    const whole = size >> 2;
    const rows = this.#rows;
    const first = entry * ROWS;
    for (let i = 0; i < whole; i++) rows[first + i] = view.getInt32(at + 4 * i, true);
    if ((size & 3) !== 0) rows[first + whole] = restOf(view, at + 4 * whole, size & 3);
    this.#kinds[entry] = kind;
    this.#texts[entry] = text;
    return text;
  }
}

/** The cache of all recordings that are read: much of what one says stands in the next as well. */
export const VALUE_TEXTS = new TextCache();

/** Returns the last one to three bytes as a number. */
function restOf(view: DataView, at: number, size: number): number {
  if (size === 2) return view.getUint16(at, true);
  const first = view.getUint8(at);
  return size === 1 ? first : first | (view.getUint16(at + 1, true) << 8);
}
