/**
 * UTF-16 in a chunk → strings. Telemetry says the same over and over, so the short texts decoded of
 * late are kept: what comes again is compared with what was made of it, in place of being made anew,
 * and whoever looks such a text up need not hash it again. Text in Latin-1 becomes a string of one byte
 * per unit, of which JavaScript is faster in everything.
 */
import type { ValueBytes } from "./value.ts";

/** Longer texts seldom come again. In units. */
const LONGEST_KEPT = 128;
/** A power of two. A text stands where its hash says, until another takes its place. */
const KEPT = 8192;
/** Longer texts are decoded as they are. */
const LONGEST_NARROWED = 32 * 1024;

const kept = new Array<string | undefined>(KEPT).fill(undefined);
const narrow = Buffer.alloc(LONGEST_NARROWED);

/** Returns the text without the NULs that close it; lone surrogates stay what they are. */
export function utf16(chunk: ValueBytes, at: number, size: number): string {
  const { view } = chunk;
  let units = size >>> 1;
  while (units > 0 && view.getUint16(at + 2 * units - 2, true) === 0) units--;
  if (units === 0) return "";
  if (units > LONGEST_NARROWED) return chunk.bytes.toString("utf16le", at, at + 2 * units);
  let all = 0;
  let hash = units;
  for (let i = 0; i < units; i++) {
    const unit = view.getUint16(at + 2 * i, true);
    all |= unit;
    hash = (Math.imul(hash, 31) + unit) | 0;
    narrow[i] = unit;
  }
  if (units > LONGEST_KEPT) return made(chunk, at, units, all);
  const place = (hash ^ (hash >>> 13)) & (KEPT - 1);
  const known = kept[place];
  if (known !== undefined && isSame(known, view, at, units)) return known;
  return (kept[place] = made(chunk, at, units, all));
}

/** @param all the bits that any unit has; if they fit into a byte, the units stand in `narrow` */
function made({ bytes }: ValueBytes, at: number, units: number, all: number): string {
  return all < 0x100
    ? narrow.toString("latin1", 0, units)
    : bytes.toString("utf16le", at, at + 2 * units);
}

function isSame(text: string, view: DataView, at: number, units: number): boolean {
  if (text.length !== units) return false;
  for (let i = 0; i < units; i++)
    if (text.charCodeAt(i) !== view.getUint16(at + 2 * i, true)) return false;
  return true;
}
