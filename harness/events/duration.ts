import { TICKS_PER_MILLISECOND, TICKS_PER_SECOND } from "./time.ts";

const UNITS: Readonly<Record<string, bigint>> = {
  ms: TICKS_PER_MILLISECOND,
  s: TICKS_PER_SECOND,
  m: 60n * TICKS_PER_SECOND,
  h: 3_600n * TICKS_PER_SECOND,
  d: 86_400n * TICKS_PER_SECOND,
};

/** The form of a duration: a whole number and its unit. */
export const DURATION = /^(\d+)(ms|s|m|h|d)$/;

/** Returns a duration such as `5s` in ticks of 100 ns, or null if the text is none. */
export function durationOf(text: string): bigint | null {
  const found = DURATION.exec(text);
  return found ? BigInt(found[1]!) * UNITS[found[2]!]! : null;
}
