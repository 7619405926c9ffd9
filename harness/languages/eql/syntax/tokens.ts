import type { Span } from "../../../text/source.ts";

/**
 * A piece of a query; blanks and comments stand between tokens and are none. What `text` holds:
 *
 *   word     identifiers and reserved words alike, a `~` at once after them included; `$entry`
 *   name     what stood in backticks, without them
 *   text     the value of a text, without quotes and escapes
 *   integer  digits
 *   decimal  digits with a point or an exponent
 *   sign     operators and punctuation; `![` is one
 *   end      nothing; it is the last token, and behind the last sign
 */
export interface Token extends Span {
  readonly kind: "word" | "name" | "text" | "integer" | "decimal" | "sign" | "end";
  readonly text: string;
}

/**
 * Words that can be the name of no field, category or function unless they stand in backticks.
 * `runs`, `as`, `head`, `tail` and the units of time are words only where the grammar wants them.
 *
 * @see Elasticsearch, EqlBase.g4
 */
export const RESERVED_WORDS: ReadonlySet<string> = new Set([
  "and",
  "any",
  "by",
  "false",
  "in",
  "in~",
  "join",
  "like",
  "like~",
  "maxspan",
  "not",
  "null",
  "of",
  "or",
  "regex",
  "regex~",
  "sample",
  "sequence",
  "true",
  "until",
  "where",
  "with",
]);

/** Whether a token can begin or continue the name of a field. */
export function isIdentifier({ kind, text }: Token): boolean {
  return kind === "name" || (kind === "word" && !RESERVED_WORDS.has(text) && !text.endsWith("~"));
}
