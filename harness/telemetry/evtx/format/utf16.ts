/**
 * UTF-16 in a chunk → strings. Text in Latin-1 becomes a string of one byte per unit, of which
 * JavaScript is faster in everything; short texts are cached.
 */
import { VALUE_TEXTS } from "./text-cache.ts";
import type { ValueBytes } from "./value-bytes.ts";

/** The type of these values. */
const STRING = 0x01;

/** Longer texts are decoded as they are. In units. */
const LONGEST_NARROWED = 32 * 1024;

const narrow = Buffer.alloc(LONGEST_NARROWED);

/** Returns the text without the NULs that close it; lone surrogates stay what they are. */
export function utf16(chunk: ValueBytes, at: number, size: number): string {
  const { view } = chunk;
  let end = at + (size & ~1);
  while (end > at && view.getUint16(end - 2, true) === 0) end -= 2;
  if (end === at) return "";
  return VALUE_TEXTS.text(STRING, chunk, at, end - at, decodeUnits);
}

function decodeUnits({ bytes, view }: ValueBytes, at: number, size: number): string {
  const units = size >> 1;
  if (units > LONGEST_NARROWED) return bytes.toString("utf16le", at, at + size);
  let all = 0;
  for (let i = 0; i < units; i++) {
    const unit = view.getUint16(at + 2 * i, true);
    all |= unit;
    narrow[i] = unit;
  }
  return all < 0x100
    ? narrow.toString("latin1", 0, units)
    : bytes.toString("utf16le", at, at + size);
}
