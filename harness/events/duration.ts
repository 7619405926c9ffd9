const UNITS: Readonly<Record<string, bigint>> = {
  ms: 10_000n,
  s: 10_000_000n,
  m: 600_000_000n,
  h: 36_000_000_000n,
  d: 864_000_000_000n,
};

/** The form of a duration: a whole number and its unit. */
export const DURATION = /^(\d+)(ms|s|m|h|d)$/;

/** Returns a duration such as `5s` in ticks of 100 ns, or null if the text is none. */
export function durationOf(text: string): bigint | null {
  const found = DURATION.exec(text);
  return found ? BigInt(found[1]!) * UNITS[found[2]!]! : null;
}
