/** RE2JS, as it is used here: what it refuses is a value, and what it remembers is bounded. */
import { RE2JS, RE2JSException } from "re2js";
import type { RegexFlags } from "../../model/pattern.ts";
import type { RegexRefusal } from "./regex-escape.ts";

/**
 * Of one expression, in bytes as RE2JS counts them: states that it keeps so as not to make them again. It
 * would keep 8 MB of each, which a rule of a few hundred expressions makes gigabytes.
 */
export const MOST_CACHED = 512 * 1024;

/** Compiles an expression in RE2's syntax; `source` is how its author wrote it. */
export function compileRe2(text: string, flags: RegexFlags, source: string): RE2JS | RegexRefusal {
  try {
    return RE2JS.compile(text, flagBits(flags));
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    const message = error.message.replace(/^error parsing regexp: /, "");
    return {
      error: `RE2 refuses the regular expression: ${message}.`,
      reason: "unsupported",
      span: { start: 0, end: source.length },
    };
  }
}

/** Returns whether the expression is found in a text, with little memory for any number of texts. */
export function re2Test(compiled: RE2JS): (text: string) => boolean {
  let isBounded = false;
  return (text) => {
    if (!isBounded) {
      const { dfa } = compiled.re2();
      dfa.stateBudget = dfa.memBudget = MOST_CACHED;
      isBounded = true;
    }
    return compiled.test(text);
  };
}

/** Returns the flags as RE2JS has them. */
export function flagBits({ ignoreCase, multiline, dotAll }: RegexFlags): number {
  return (
    (ignoreCase ? RE2JS.CASE_INSENSITIVE : 0) |
    (multiline ? RE2JS.MULTILINE : 0) |
    (dotAll ? RE2JS.DOTALL : 0)
  );
}
