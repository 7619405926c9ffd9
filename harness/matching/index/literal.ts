import { fold } from "../fold.ts";

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

/**
 * How often, roughly, one of some literals is found for nothing: short texts are found everywhere, a
 * whole value seldom is.
 */
export function costOf(literals: readonly Literal[]): number {
  return literals.reduce((sum, { how, text }) => {
    if (how === "equals") return sum + 0.2;
    if (text === "") return Infinity;
    return (
      sum +
      (text.length < 4 ? 60 / text.length : how === "contains" ? 8 / text.length : 4 / text.length)
    );
  }, 0);
}
