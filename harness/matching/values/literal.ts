import { fold } from "./fold.ts";
import { isOrdinary } from "./literal-frequency.ts";

/** A text that a value must hold, both in the form of the index, for a pattern to have any chance. */
export interface Literal {
  readonly how: "equals" | "contains" | "startswith" | "endswith";
  readonly text: string;
}

const LONG_S = "\u017f";

/**
 * Returns a text in the form in which the index looks for texts: folded, and with the long s as an
 * s, for regular expressions that do not regard letter case take the two for one.
 */
export function indexForm(text: string): string {
  const folded = fold(text);
  return folded.includes(LONG_S) ? folded.replaceAll(LONG_S, "s") : folded;
}

/** Of what ordinary values hold; and of a number that is as good as a truth value. */
const [ORDINARY_COST, SMALL_NUMBER_COST] = [12, 3];
const SMALL_NUMBER = /^\d{1,2}$/;

/**
 * How often, roughly, one of some literals is found for nothing: short texts are found everywhere, a
 * whole value seldom is.
 */
export function costOf(literals: readonly Literal[]): number {
  return literals.reduce((sum, literal) => sum + cost(literal), 0);
}

function cost({ how, text }: Literal): number {
  if (text === "") return how === "equals" ? 0.2 : Infinity;
  if (SMALL_NUMBER.test(text)) return how === "equals" ? SMALL_NUMBER_COST : 60 / text.length;
  if (text.length < 4) return how === "equals" ? 0.2 : 60 / text.length;
  if (isOrdinary(text)) return ORDINARY_COST;
  return how === "equals" ? 0.2 : (how === "contains" ? 8 : 4) / text.length;
}
