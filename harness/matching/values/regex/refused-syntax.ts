/** What other engines take in a regular expression, and none can match in linear time. */
import { match, type Cursor, type RegexRefusal } from "./regex-escape.ts";

/** Openings of groups that RE2 has no like of, and what they are. */
export const REFUSED_GROUPS: readonly (readonly [RegExp, string])[] = [
  [/\(\?=/y, "Lookahead"],
  [/\(\?!/y, "Negative lookahead"],
  [/\(\?<=/y, "Lookbehind"],
  [/\(\?<!/y, "Negative lookbehind"],
  [/\(\?>/y, "An atomic group"],
  [/\(\?P=\w*\)?/y, "A backreference"],
  [/\(\?(?:R|[+-]?\d+|&\w*|P>\w*)\)?/y, "Recursion"],
  [/\(\?\(/y, "A conditional group"],
  [/\(\*[A-Z:]*\)?/y, "A backtracking verb"],
];

export const REFUSED_ESCAPES: readonly (readonly [RegExp, string])[] = [
  [/\\(?:[1-9]\d*|[kg](?:\{[^}]*\}|<[^>]*>|'[^']*'|-?\d+)?)/y, "A backreference"],
  [/\\K/y, "A match reset"],
  [/\\G/y, "The anchor to the previous match"],
  [/\\[XC]/y, "Matching by grapheme or byte"],
  [/\\N\{[^}]*\}/y, "A character by name"],
];

/** Refuses what the table names, if that is where the cursor is. */
export function refuse(table: typeof REFUSED_GROUPS, cursor: Cursor): RegexRefusal | undefined {
  for (const [pattern, name] of table) {
    const found = match(pattern, cursor);
    if (found) return unsupported(name, cursor, found[0].length);
  }
  return undefined;
}

/** Refuses the next characters, which are sound elsewhere. */
export function unsupported(name: string, { source, at }: Cursor, length: number): RegexRefusal {
  const span = { start: at, end: at + length };
  const written = source.slice(span.start, span.end);
  return {
    error: `${name}, here "${written}", cannot be matched in linear time.`,
    reason: "unsupported",
    span,
  };
}
