import type { Sieve } from "../../events/sieve.ts";
import { ROW_OFFSET, ROW_TYPE, sizeAt, type Chunk } from "./chunk.ts";
import { timeAt, valueAt, type Source } from "./layout.ts";

/** What of a type of values is looked at, by its code: its bytes as UTF-16, its text, or hardly ever anything. */
const [PLAIN, UNITS, TEXT] = [0, 1, 2];
const LOOKED_AT = Uint8Array.from({ length: 256 }, (_, code) =>
  [0x01, 0x23, 0x81].includes(code) ? UNITS : [0x02, 0x82].includes(code) ? TEXT : PLAIN,
);

/**
 * Whether one of some sources, whose values begin at `first` in a chunk's table, passes a sieve. Texts
 * are looked at where they stand, in UTF-16; other values only if the sieve asks for what they look
 * like when they are written.
 */
export function sourcesPass(
  sources: readonly Source[],
  chunk: Chunk,
  first: number,
  sieve: Sieve,
  decode: (source: Source) => string | readonly string[],
): boolean {
  for (let i = 0; i < sources.length; i++) {
    const source = sources[i]!;
    if (typeof source === "number") {
      if (valuePasses(chunk, first + source, sieve)) return true;
    } else if (typeof source === "string") {
      if (sieve.passes(source)) return true;
    } else if (source.kind === "time") {
      const index = first + source.index;
      if (valuePasses(chunk, index, sieve)) return true;
      // Times that were written as text are written anew.
      if (sieve.asksPlainValues && textPasses(timeAt(chunk, index), sieve)) return true;
    } else if (textPasses(decode(source), sieve)) return true;
  }
  return false;
}

function valuePasses(chunk: Chunk, index: number, sieve: Sieve): boolean {
  const { values } = chunk;
  const row = values[index]!;
  const lookedAt = LOOKED_AT[row >>> ROW_TYPE]!;
  if (lookedAt === UNITS) {
    const at = row & ROW_OFFSET;
    return sieve.passesUnits(chunk.bytes, at, at + sizeAt(values, index));
  }
  if (lookedAt === PLAIN && !sieve.asksPlainValues) return false;
  return textPasses(valueAt(chunk, index), sieve);
}

function textPasses(text: string | readonly string[], sieve: Sieve): boolean {
  return typeof text === "string" ? sieve.passes(text) : text.some((one) => sieve.passes(one));
}
