/**
 * Telemetry says the same over and over: providers, paths, users, GUIDs. The texts of short values that
 * were decoded of late are kept with their bytes. A value that comes again is compared with those, in
 * place of being decoded anew, and whoever looks its text up need not hash it again.
 *
 * This is run for most values, so bytes are taken four at a time, and nothing is made for a value that
 * is known. What is kept is bounded: a value stands where its hash says until another takes its place.
 * `tests/telemetry/evtx/kept-texts.test.ts` checks that no value is ever taken for another.
 */

/** A power of two. */
const KEPT = 8192;
/** Longer values seldom come again. In bytes. */
export const LONGEST_CACHED = 256;

const texts = new Array<string>(KEPT).fill("");
/** By place: `type << 16 | size`; no value has none of both. */
const kinds = new Int32Array(KEPT);
/** By place: the bytes, four in a row, those of the last row filled up with zeros. */
const ROWS = LONGEST_CACHED / 4;
const rows = new Int32Array(KEPT * ROWS);

/** Of the value that was looked for last. */
let place = 0;

/**
 * Returns the text of the value of this type at an offset, or `null` if it is not kept; then `keep`
 * its text. The value has at least one byte and no more than `LONGEST_KEPT`.
 */
export function findText(type: number, view: DataView, at: number, size: number): string | null {
  const whole = size >> 2;
  const kind = (type << 16) | size;
  let hash = kind;
  for (let i = 0; i < whole; i++)
    hash = Math.imul(hash ^ view.getInt32(at + 4 * i, true), 0x5bd1e995);
  const rest = (size & 3) === 0 ? 0 : restOf(view, at + 4 * whole, size & 3);
  hash = Math.imul(hash ^ rest, 0x5bd1e995);
  place = (hash ^ (hash >>> 13) ^ (hash >>> 19)) & (KEPT - 1);
  if (kinds[place] !== kind) return null;
  const first = place * ROWS;
  for (let i = 0; i < whole; i++)
    if (rows[first + i] !== view.getInt32(at + 4 * i, true)) return null;
  return (size & 3) === 0 || rows[first + whole] === rest ? texts[place]! : null;
}

/** Keeps, and returns, the text of the value that was looked for last. */
export function keepText(
  type: number,
  view: DataView,
  at: number,
  size: number,
  text: string,
): string {
  const first = place * ROWS;
  const whole = size >> 2;
  for (let i = 0; i < whole; i++) rows[first + i] = view.getInt32(at + 4 * i, true);
  if ((size & 3) !== 0) rows[first + whole] = restOf(view, at + 4 * whole, size & 3);
  kinds[place] = (type << 16) | size;
  texts[place] = text;
  return text;
}

/** The last one to three bytes as a number. */
function restOf(view: DataView, at: number, size: number): number {
  if (size === 2) return view.getUint16(at, true);
  const first = view.getUint8(at);
  return size === 1 ? first : first | (view.getUint16(at + 1, true) << 8);
}
