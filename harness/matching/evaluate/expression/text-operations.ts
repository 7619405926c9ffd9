/** Positions and lengths are in UTF-16 units and count from 0. */
import { foldCase } from "../../values/case-fold.ts";
import { ANY_CHARACTER, ANY_TEXT, type WildcardPart } from "../../model/pattern.ts";
import { compileWildcard } from "../../values/patterns/wildcard.ts";
import { fixedArity, variadic, type Operation, type Operations } from "./operation.ts";
import { textOfValue, type Value } from "../../values/value.ts";

type Form = (text: string) => string;

/** Operations on texts. */
export const TEXTS: Operations = {
  /**
   * `between(text, left, right, greedy)`: what stands behind the first `left` and before the next
   * `right`, or, if `greedy`, before the last one; null if either is not there.
   */
  ...inBothCases("between", (form) => ({
    operands: [3, 4],
    needs: 3,
    evaluate(text, left, right, greedy = false) {
      if (!isText(text) || !isText(left) || !isText(right)) return null;
      return between(text, form(text), form(left), form(right), greedy === true);
    },
  })),
  /** All operands as one text. */
  concat: variadic(1, Infinity, (...of) => of.map(textOfValue).join("")),
  ...inBothCases("endsWith", (form) => ofTwoTexts((text, end) => form(text).endsWith(form(end)))),
  /** `indexOf(text, piece, start)`: where the piece first stands at or after `start`. */
  ...inBothCases("indexOf", (form) => ({
    operands: [2, 3],
    needs: 2,
    evaluate(text, piece, start = null) {
      if (!isText(text) || !isText(piece) || !isPosition(start)) return null;
      const found = form(text).indexOf(form(piece), Number(start ?? 0n));
      return found < 0 ? null : BigInt(found);
    },
  })),
  length: fixedArity(1, (text) => (isText(text) ? BigInt(text.length) : null)),
  ...inBothCases("startsWith", (form) =>
    ofTwoTexts((text, start) => form(text).startsWith(form(start))),
  ),
  /** Any value as text. */
  string: fixedArity(1, (value) => textOfValue(value)),
  ...inBothCases("stringContains", (form) =>
    ofTwoTexts((text, piece) => form(text).includes(form(piece))),
  ),
  /** `substring(text, start, end)`: below zero counts from the end; `end` does not belong to it. */
  substring: {
    operands: [2, 3],
    needs: 1,
    evaluate(text, start = null, end = null) {
      if (!isText(text) || !isPosition(start) || !isPosition(end)) return null;
      return text.slice(Number(start ?? 0n), end === null ? undefined : Number(end));
    },
  },
  /** `wildcard(text, pattern…)`: whether the whole text has one of the patterns of `*` and `?`. */
  ...inBothCases("wildcard", (form) =>
    variadic(2, 1, (text, ...patterns) => {
      if (!isText(text)) return null;
      const known = patterns.filter(isText);
      const found = known.some((pattern) => wildcardOf(form(pattern))(form(text)));
      return found ? true : known.length < patterns.length ? null : false;
    }),
  ),
};

/** Returns an operation, and under its name and `~` the same without regard to letter case. */
function inBothCases(name: string, operation: (form: Form) => Operation): Operations {
  return { [name]: operation((text) => text), [`${name}~`]: operation(foldCase) };
}

/** Folding keeps places, so that what is found in the folded text is there in the text as it is. */
function between(
  text: string,
  searched: string,
  left: string,
  right: string,
  greedy: boolean,
): string | null {
  const found = searched.indexOf(left);
  if (found < 0) return null;
  const start = found + left.length;
  const end = greedy ? searched.lastIndexOf(right) : searched.indexOf(right, start);
  return end < start ? null : text.slice(start, end);
}

function wildcardOf(pattern: string): (text: string) => boolean {
  const parts = pattern.split(/([*?])/).map((part): WildcardPart => {
    if (part === "*") return ANY_TEXT;
    return part === "?" ? ANY_CHARACTER : part;
  });
  return compileWildcard(parts);
}

function ofTwoTexts(evaluate: (text: string, piece: string) => Value): Operation {
  return fixedArity(2, (text, piece) =>
    isText(text) && isText(piece) ? evaluate(text, piece) : null,
  );
}

function isText(value: Value): value is string {
  return typeof value === "string";
}

function isPosition(value: Value): value is bigint | null {
  return value === null || typeof value === "bigint";
}
