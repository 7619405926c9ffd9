import { ticksOf, TICKS_PER_MILLISECOND } from "../../../events/time.ts";
import { addressKey, isWithin } from "../address.ts";
import { NUMBER } from "../typed-values.ts";
import { compareNumbers } from "../value.ts";
import { foldCase } from "../case-fold.ts";
import { contains } from "../network.ts";
import { guardedRegex } from "../regex/guarded-regex.ts";
import type { Comparison, TextPattern, TimePart, Network } from "../../model/pattern.ts";
import { compareCodePoints } from "../code-point-order.ts";
import { compileWildcard } from "./wildcard.ts";

/** A pattern made ready to be asked of texts. */
export interface TextTest {
  /** Whether `holds` wants the text as it is (`true`) or folded (`false`). */
  readonly cased: boolean;
  holds(text: string): boolean;
}

/**
 * The test of each pattern that was compiled. The owner is the pattern: its test goes when no rule has it
 * any more.
 */
const testOf = new WeakMap<TextPattern, TextTest>();

/** Returns the test of a pattern, compiled once. A regular expression must be one that `compileRegex` takes. */
export function textTestOf(pattern: TextPattern): TextTest {
  let test = testOf.get(pattern);
  if (!test) testOf.set(pattern, (test = compileText(pattern)));
  return test;
}

/** Returns the test for a pattern. A regular expression must be one that `compileRegex` takes. */
export function compileText(pattern: TextPattern): TextTest {
  switch (pattern.kind) {
    case "equals":
    case "contains":
    case "startswith":
    case "endswith": {
      const { cased } = pattern;
      return { cased, holds: compare(pattern.kind, cased ? pattern.text : foldCase(pattern.text)) };
    }
    case "wildcard": {
      const { cased } = pattern;
      const parts = pattern.parts.map((part) =>
        typeof part === "string" && !cased ? foldCase(part) : part,
      );
      return { cased, holds: compileWildcard(parts) };
    }
    case "regex":
      return { cased: true, holds: guardedRegex(pattern) };
    case "network": {
      const { network, mapped } = pattern;
      if (!mapped) return { cased: true, holds: (text) => contains(network, text) };
      return { cased: true, holds: (text) => isWithinMapped(network, text) };
    }
    case "compare": {
      const holds = HOLDS[pattern.operator];
      const compare = comparison(pattern.number);
      return { cased: true, holds: (text) => NUMBER.test(text) && holds(compare(text)) };
    }
    case "order": {
      const { cased } = pattern;
      const holds = HOLDS[pattern.operator];
      const other = cased ? pattern.text : foldCase(pattern.text);
      return { cased, holds: (text) => holds(compareCodePoints(text, other)) };
    }
    case "time-part": {
      const { part, number } = pattern;
      return { cased: true, holds: (text) => timePart(part, text) === number };
    }
  }
}

/** Returns the test of one text against another, both folded or both as they are. */
export function compare(
  how: "equals" | "contains" | "startswith" | "endswith",
  wanted: string,
): (text: string) => boolean {
  switch (how) {
    case "equals":
      return (text) => text === wanted;
    case "contains":
      return (text) => text.includes(wanted);
    case "startswith":
      return (text) => text.startsWith(wanted);
    case "endswith":
      return (text) => text.endsWith(wanted);
  }
}

/** By what a value is against the number or text of the pattern: below zero, zero or above. */
const HOLDS: Readonly<Record<Comparison | "eq", (order: number) => boolean>> = {
  lt: (order) => order < 0,
  lte: (order) => order <= 0,
  gt: (order) => order > 0,
  gte: (order) => order >= 0,
  eq: (order) => order === 0,
};

const WHOLE = /^[+-]?\d+$/;

/** Returns the comparison of a text that is a number with another number. */
function comparison(number: number | string): (text: string) => number {
  if (typeof number === "number") return (text) => compareNumbers(Number(text), number);
  const whole = BigInt(number);
  return (text) => {
    const written = text.trim();
    if (!WHOLE.test(written)) return compareNumbers(Number(written), Number(whole));
    return compareNumbers(BigInt(written.replace("+", "")), whole);
  };
}

function isWithinMapped(network: Network, text: string): boolean {
  const key = addressKey(text);
  return key !== null && isWithin(network, key);
}

function timePart(part: TimePart, text: string): number | null {
  const ticks = ticksOf(text);
  if (ticks === null) return null;
  const time = new Date(Number(ticks / TICKS_PER_MILLISECOND));
  switch (part) {
    case "minute":
      return time.getUTCMinutes();
    case "hour":
      return time.getUTCHours();
    case "day":
      return time.getUTCDate();
    case "week":
      return isoWeek(time);
    case "month":
      return time.getUTCMonth() + 1;
    case "year":
      return time.getUTCFullYear();
  }
}

/** @see ISO 8601, week date: week 1 is the one that holds the year's first Thursday. */
function isoWeek(time: Date): number {
  const day = 86_400_000;
  const midnight = Date.UTC(time.getUTCFullYear(), time.getUTCMonth(), time.getUTCDate());
  const thursday = new Date(midnight + (4 - (time.getUTCDay() || 7)) * day);
  const newYear = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return Math.floor((thursday.getTime() - newYear) / day / 7) + 1;
}
