import { foldCase } from "./case-fold.ts";
const LONG_S = "\u017f";

/**
 * Returns a text in the form in which the index looks for texts: folded, and with the long s as an
 * s, for regular expressions that do not regard letter case take the two for one.
 */
export function indexForm(text: string): string {
  const folded = foldCase(text);
  return folded.includes(LONG_S) ? folded.replaceAll(LONG_S, "s") : folded;
}
