import { fold } from "../fold.ts";
import type { Pattern } from "../pattern.ts";

/** A text that a value must hold, folded, for a pattern to have any chance. */
export interface Literal {
  readonly how: "equals" | "contains" | "startswith" | "endswith";
  readonly text: string;
}

/**
 * Returns what a value must hold for the pattern to hold, or null if nothing can be said. It may ask
 * less than the pattern does (letter case, the rest of a wildcard), never more.
 */
export function literalOf(pattern: Pattern): Literal | null {
  switch (pattern.kind) {
    case "equals":
    case "contains":
    case "startswith":
    case "endswith":
      return { how: pattern.kind, text: fold(pattern.text) };
    case "wildcard": {
      const pieces = pattern.parts.filter((part) => typeof part === "string");
      const longest = pieces.reduce((a, b) => (b.length > a.length ? b : a), "");
      return longest === "" ? null : { how: "contains", text: fold(longest) };
    }
    default:
      return null;
  }
}
