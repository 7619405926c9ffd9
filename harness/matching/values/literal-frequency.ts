/**
 * Windows: four neighbouring units of a text as one number, by which texts are looked for. Which of a
 * text's windows is looked for is decided by how often each occurs in values of telemetry.
 */
import { FREQUENT_TEXTS } from "../../events/frequent-texts.ts";

export const WINDOW = 4;

const FREQUENT_WEIGHT = 1000;

/** How often each unit occurs in frequent texts; filled once, below. */
const unitCounts = new Map<number, number>();
for (const text of FREQUENT_TEXTS)
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    unitCounts.set(unit, (unitCounts.get(unit) ?? 0) + 1);
  }

/** Returns how often a unit occurs in frequent texts. */
export function unitCount(unit: number): number {
  return unitCounts.get(unit) ?? 0;
}

/** Whether a text is part of a frequent text. */
export function isFrequent(text: string): boolean {
  return FREQUENT_TEXTS.some((frequent) => frequent.includes(text));
}

/** Returns four units as one number; of each unit the low byte, by which most differ. */
export function windowAt(text: string, at: number): number {
  return (
    ((text.charCodeAt(at) & 0xff) << 24) |
    ((text.charCodeAt(at + 1) & 0xff) << 16) |
    ((text.charCodeAt(at + 2) & 0xff) << 8) |
    (text.charCodeAt(at + 3) & 0xff)
  );
}

/**
 * Windows are counted by a hash of so many bits: who shares a count is only thought to be more frequent.
 */
const BITS = 15;

/** Counts how often windows occur in frequent texts, and in the texts that are looked for. */
export class WindowCounts {
  readonly #counts = new Uint32Array(1 << BITS);

  constructor(texts: Iterable<string> = []) {
    for (const text of FREQUENT_TEXTS) this.#count(text, FREQUENT_WEIGHT);
    for (const text of texts) this.#count(text, 1);
  }

  of(window: number): number {
    return this.#counts[Math.imul(window, 0x9e3779b1) >>> (32 - BITS)]!;
  }

  #count(text: string, weight: number): void {
    for (let at = 0; at + WINDOW <= text.length; at++)
      this.#counts[Math.imul(windowAt(text, at), 0x9e3779b1) >>> (32 - BITS)]! += weight;
  }
}
