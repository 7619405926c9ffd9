import type { Count } from "./format/schema.ts";

/** Whether a number is what was asked for: exactly n, or between `min` and `max`, both included. */
export function fits(number: number, wanted: Count): boolean {
  if (typeof wanted === "number") return number === wanted;
  return number >= (wanted.min ?? 0) && number <= (wanted.max ?? Infinity);
}

/** Returns what was asked for in words: `2 matches`, `at least 1 event`. */
export function describeCount(wanted: Count, noun: string): string {
  if (typeof wanted === "number") return plural(wanted, noun);
  const { min, max } = wanted;
  if (min !== undefined && max !== undefined) return `${min} to ${plural(max, noun)}`;
  return max !== undefined ? `at most ${plural(max, noun)}` : `at least ${plural(min ?? 0, noun)}`;
}

/** Returns a number with its noun: `1 match`, `2 matches`, `0 events`. */
export function plural(number: number, noun: string): string {
  const ending = number === 1 ? "" : /(?:s|x|z|ch|sh)$/.test(noun) ? "es" : "s";
  return `${number} ${noun}${ending}`;
}
