import { RE2JS, RE2JSException } from "re2js";
import type { RegexFlags } from "../../model/pattern.ts";
import { BoundedCache } from "../../../caches/bounded-cache.ts";
import type { RegexRefusal } from "./regex-escape.ts";
import { translateRegex } from "./regex-syntax.ts";

/** A regular expression made ready. */
export interface Regex {
  /** Whether the expression is found anywhere in the text, in time linear in its length. */
  test(text: string): boolean;
}

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
  const bits = flagBits(flags);
  const key = `${bits}/${source}`;
  return compiled.get(key) ?? compiled.add(key, compile(source, flags, bits));
}

function compile(source: string, flags: RegexFlags, bits: number): Regex | RegexRefusal {
  const translated = translateRegex(source, flags);
  if ("error" in translated) return translated;
  try {
    const re2 = RE2JS.compile(translated.re2, bits);
    return { test: (text) => re2.test(text) };
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return {
      error: `RE2 refuses the regular expression: ${error.message.replace(/^error parsing regexp: /, "")}.`,
      reason: "unsupported",
      span: { start: 0, end: source.length },
    };
  }
}

function flagBits({ ignoreCase, multiline, dotAll }: RegexFlags): number {
  return (
    (ignoreCase ? RE2JS.CASE_INSENSITIVE : 0) |
    (multiline ? RE2JS.MULTILINE : 0) |
    (dotAll ? RE2JS.DOTALL : 0)
  );
}
