/** Escapes of regular expressions, and what RE2 writes for them. */
import type { Span } from "../../../text/source.ts";
import { place, plain, unit, type Piece } from "./regex-piece.ts";

/** A place in an expression that is being read. */
export interface Cursor {
  readonly source: string;
  at: number;
}

/** Why an expression is refused: one sentence, and the piece of the expression that it is about. */
export interface RegexRefusal {
  readonly error: string;
  /**
   * `unsupported`: sound elsewhere, but not to be had in linear time. `malformed`: sound nowhere. `costly`:
   * sound, but too slow or large.
   */
  readonly reason: "unsupported" | "malformed" | "costly";
  readonly span: Span;
}

/** The white space of one line. */
export const BLANK =
  "\\t\\x20\\x{a0}\\x{1680}\\x{180e}\\x{2000}-\\x{200a}\\x{202f}\\x{205f}\\x{3000}";

/** Escapes that stand for a set: what they are inside a class, and so also on their own. */
export const SETS: Readonly<Record<string, string>> = {
  d: "0-9",
  D: "\\D",
  w: "0-9A-Za-z_",
  W: "\\W",
  s: "\\t-\\r\\x20",
  S: "\\x00-\\x08\\x0e-\\x1f!-\\x{10ffff}",
  h: BLANK,
};

/** `$`, and `\Z`: also before a line break that ends the text. */
export const END_OF_TEXT = "(?:\\n?\\z)";
const LINE_BREAK = "(?:\\r\\n|[\\n-\\r\\x{85}\\x{2028}\\x{2029}])";
/** Escapes that stand for something else outside a class. */
export const ATOMS: Readonly<Record<string, Piece>> = {
  b: place("\\b"),
  B: place("\\B"),
  A: place("\\A"),
  z: place("\\z"),
  Z: plain(END_OF_TEXT, 3),
  H: unit(`[^${BLANK}]`),
  N: unit("[^\\n]"),
  R: plain(LINE_BREAK, 4),
};

/** A property of characters: `\p{Lu}`, `\pL`. */
export const PROPERTY = /\\[pP](?:\{\^?[A-Za-z_]+\}|[A-Z])/y;

/** What the tables of a property come to, about. */
export const CHARACTERS_OF_PROPERTY = 2000;

const CONTROLS: Readonly<Record<string, number>> = {
  n: 10,
  r: 13,
  t: 9,
  f: 12,
  v: 11,
  a: 7,
  e: 27,
};

const CODE =
  /\\(?:x([0-9A-Fa-f]{1,2})|x\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))/y;
const OCTAL = /\\(0[0-7]{0,2}|[1-3][0-7]{2})/y;

/** Reads an escape that stands for one character; `undefined` if it stands for something else. */
export function readCode(cursor: Cursor): { code: number; length: number } | undefined {
  const { source, at } = cursor;
  const hexadecimal = match(CODE, cursor);
  if (hexadecimal) {
    const code = Number.parseInt(
      hexadecimal.slice(1).find((digits) => digits !== undefined)!,
      16,
    );
    return code <= 0x10ffff ? { code, length: hexadecimal[0].length } : undefined;
  }
  const octal = match(OCTAL, cursor);
  if (octal) return { code: Number.parseInt(octal[1]!, 8), length: octal[0].length };
  const letter = source[at + 1];
  if (letter === undefined) return undefined;
  if (letter === "c" && /[A-Za-z@[\]^_?]/.test(source[at + 2] ?? ""))
    return { code: source[at + 2]!.toUpperCase().charCodeAt(0) ^ 64, length: 3 };
  const control = CONTROLS[letter];
  if (control !== undefined) return { code: control, length: 2 };
  if (/[A-Za-z0-9]/.test(letter)) return undefined;
  const code = source.codePointAt(at + 1)!;
  return { code, length: code > 0xffff ? 3 : 2 };
}

/** Refuses an escape that nobody knows. */
export function unknownEscape({ source, at }: Cursor): RegexRefusal {
  if (at + 1 >= source.length)
    return malformed("The backslash at the end escapes nothing.", at, at + 1);
  return malformed(`"${source.slice(at, at + 2)}" is no known escape.`, at, at + 2);
}

/** Returns a character as RE2 writes it, inside a class and outside. */
export function literal(code: number): string {
  if (code < 0x20 || (code >= 0xd800 && code <= 0xdfff)) return `\\x{${code.toString(16)}}`;
  const sign = String.fromCodePoint(code);
  return /[\\.+*?()|[\]{}^$-]/.test(sign) ? `\\${sign}` : sign;
}

/** Matches a sticky pattern where the cursor is. */
export function match(pattern: RegExp, { source, at }: Cursor): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(source);
}

/** Refuses what is sound nowhere. */
export function malformed(error: string, start: number, end: number): RegexRefusal {
  return { error, reason: "malformed", span: { start, end } };
}
