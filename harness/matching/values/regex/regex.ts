import type { RegexFlags } from "../../model/pattern.ts";
import { BoundedCache } from "../../../caches/bounded-cache.ts";
import type { RegexRefusal } from "./regex-escape.ts";
import { compileRe2, flagBits, re2Test } from "./re2.ts";
import { translateRegex } from "./regex-syntax.ts";
import { CountingAutomaton } from "./counting-automaton.ts";
import { widestStep } from "./widest-step.ts";

/** A regular expression made ready. */
export interface Regex {
  /**
   * Whether the expression is found anywhere in the text, in time linear in its length. A unit of the text
   * costs no more steps than the expression has states.
   */
  test(text: string): boolean;
  /** States beyond those that an expression of this length has anyway; they are what a file has a budget of. */
  readonly excess: number;
}

/**
 * The most states of one expression, and the most excess of those of one file (`regex-budget.ts`): at some
 * ten nanoseconds for a step, a value of 64 KB takes a second at most.
 */
export const MOST_STATES = 2000;
/** The most characters of classes, see `Translated`; 50 ns each. */
const MOST_CHARACTERS = 500_000;
/**
 * Expressions by flags and source. Loading compiles them to check them, and matching needs the same ones
 * again; whoever has a compiled expression keeps it, so that one that is dropped here costs time only.
 */
const compiled = new BoundedCache<string, Regex | RegexRefusal>(8_192);

/**
 * Returns the compiled expression, or why it cannot be had. Nothing here backtracks, whatever the
 * expression and the text. Equal expressions are mostly compiled once.
 *
 * @see regex-syntax.ts for the dialect
 */
export function compileRegex(source: string, flags: RegexFlags): Regex | RegexRefusal {
  const key = `${flagBits(flags)}/${source}`;
  return compiled.get(key) ?? compiled.add(key, compile(source, flags));
}

function compile(source: string, flags: RegexFlags): Regex | RegexRefusal {
  const translated = translateRegex(source, flags);
  if ("error" in translated) return translated;
  const { text, states, counted, countedStates, counters, characters } = translated;
  if (characters > MOST_CHARACTERS)
    return costly(
      `Its classes come to ${characters} characters, each of which is looked at before anything is matched; the limit is ${MOST_CHARACTERS}.`,
      source,
    );
  const [due, most] = [dueTo(source), Math.max(MOST_STATES, source.length / 2)];
  const isCounted = states > due;
  const needed = isCounted ? countedStates : states;
  if (needed > Math.max(due, most)) return tooManyStates(needed, most, source);
  const compiled = compileRe2(isCounted ? counted : text, flags, source);
  if ("error" in compiled) return compiled;
  const { prog } = compiled.re2();
  const cost = needed <= most ? needed : Math.min(needed, widestStep(prog));
  if (cost > most) return tooManyStates(cost, most, source);
  const excess = Math.max(0, cost - due);
  if (!isCounted) return { test: re2Test(compiled), excess };
  const automaton = new CountingAutomaton(prog, counters);
  return { test: (value) => automaton.test(value), excess };
}

/**
 * Returns the states that an expression may have for its length. One with more is left to an automaton that
 * counts, and one with as many as this to RE2, which makes states only where a text leads to them.
 */
function dueTo(source: string): number {
  return 2 * source.length + 32;
}

function tooManyStates(states: number, most: number, source: string): RegexRefusal {
  const written = states < 1e9 ? String(states) : "more than a billion";
  return costly(
    `It takes up to ${written} steps for each character of a value; the limit is ${Math.floor(most)}.`,
    source,
  );
}

function costly(error: string, source: string): RegexRefusal {
  return { error, reason: "costly", span: { start: 0, end: source.length } };
}
