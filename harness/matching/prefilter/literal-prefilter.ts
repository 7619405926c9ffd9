/**
 * Whether any of a few texts might stand in a value, at a fraction of its units looked at.
 *
 * Of a text of n units that stands somewhere, windows of four units begin at n − 3 places in a row: if
 * windows are looked at every n − 3 units only, one of them falls into it. So the step is taken from the
 * shortest text, and of each text as many windows in a row as the step is long are known: the rarest such
 * row. A window is the low bytes of its units, with the bit set that distinguishes lower from upper case;
 * so some windows are taken for equal that are not, which the literal index finds out. Two units beyond
 * ASCII fold to letters of ASCII, the Kelvin sign and the long s: windows are known also with their low
 * bytes, `*` and DEL, in the place of `k` and `s`. Further units do not, so texts are of ASCII alone.
 *
 * The slow twin is `String.prototype.includes`; `tests/matching/prefilter/literal-prefilter.test.ts`
 * compares.
 */
import { isOfPlainValue, type BytePrefilter } from "../../events/byte-prefilter.ts";
import { WINDOW, windowAt, WindowCounts } from "../values/literal-frequency.ts";

const BITS = 18;
const LONGEST_STEP = 8;
const ASCII = /^[\0-\x7f]*$/;

/** The bit that distinguishes lower from upper case, in each byte of a window. */
const LOWER = 0x20202020;

/** Returns the prefilter for texts in the form of the index; null if one is too short or not of ASCII. */
export function literalPrefilter(texts: readonly string[]): BytePrefilter | null {
  const shortest = Math.min(...texts.map((text) => text.length));
  if (shortest < WINDOW || !texts.every((text) => ASCII.test(text))) return null;
  return new LiteralPrefilter(texts, Math.min(LONGEST_STEP, shortest - WINDOW + 1));
}

class LiteralPrefilter implements BytePrefilter {
  readonly asksPlainValues: boolean;
  readonly #step: number;
  readonly #windows = new Set<number>();
  readonly #bitmap = new Uint32Array(1 << (BITS - 5));

  constructor(texts: readonly string[], step: number) {
    this.asksPlainValues = texts.some(isOfPlainValue);
    this.#step = step;
    const counts = new WindowCounts();
    for (const text of texts) {
      const from = rarestRow(text, step, counts);
      for (let at = from; at < from + step; at++)
        for (const form of formsOf(text.slice(at, at + WINDOW)))
          this.#add(windowAt(form, 0) | LOWER);
    }
  }

  passes(text: string): boolean {
    const step = this.#step;
    for (let at = 0; at + WINDOW <= text.length; at += step)
      if (this.#knows(windowAt(text, at) | LOWER)) return true;
    return false;
  }

  passesUnits(bytes: Uint8Array, at: number, end: number): boolean {
    const step = 2 * this.#step;
    const last = end - 2 * WINDOW;
    for (let i = at; i <= last; i += step) {
      const window =
        (bytes[i]! << 24) | (bytes[i + 2]! << 16) | (bytes[i + 4]! << 8) | bytes[i + 6]!;
      if (this.#knows(window | LOWER)) return true;
    }
    return false;
  }

  #add(window: number): void {
    const hash = hashOf(window);
    this.#bitmap[hash >>> 5]! |= 1 << (hash & 31);
    this.#windows.add(window);
  }

  #knows(window: number): boolean {
    const hash = hashOf(window);
    return (this.#bitmap[hash >>> 5]! & (1 << (hash & 31))) !== 0 && this.#windows.has(window);
  }
}

function hashOf(window: number): number {
  return Math.imul(window, 0x9e3779b1) >>> (32 - BITS);
}

/** Returns what a few units may look like in a value, letter case aside: low bytes as units. */
function formsOf(units: string): readonly string[] {
  return Array.from(units).reduce<readonly string[]>(
    (forms, unit) => {
      const others = unit === "k" ? ["k", "*"] : unit === "s" ? ["s", "\x7f"] : [unit];
      return others.flatMap((other) => forms.map((form) => form + other));
    },
    [""],
  );
}

/** Returns where in a text so many windows in a row begin that together occur most seldom. */
function rarestRow(text: string, step: number, counts: WindowCounts): number {
  let [best, from] = [Infinity, 0];
  for (let start = 0; start + step + WINDOW - 1 <= text.length; start++) {
    let often = 0;
    for (let at = start; at < start + step; at++) often += counts.of(windowAt(text, at));
    if (often < best) [best, from] = [often, start];
  }
  return from;
}
