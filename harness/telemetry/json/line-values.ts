/** Values in the text of a JSON document: where each ends, and what it is. */
import { copiedText } from "../records/copied-text.ts";
import { nextSign } from "../records/next-sign.ts";

/** Kinds of values: what stands between quotes, a whole number. */
export const STRING = 0;
export const NUMBER = 1;
/** What a value must be besides: not empty; not only white space either. */
export const NOT_EMPTY = 2;
export const NOT_BLANK = 4;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;
const LETTER_U = 0x75;
/** Characters that may stand behind a backslash. */
const ESCAPED = new Set(Array.from('"\\/bfnrt', (sign) => sign.charCodeAt(0)));
const FOUR_DIGITS = /[\da-fA-F]{4}/y;

/** The text looked at last, which is the only one kept, and a stretch of it without backslashes, up to one. */
let looked = "";
let plain = 0;
let backslash = -1;

/**
 * Returns where the value ends that begins at an offset, or -1 if it is not of that kind. Control
 * characters are not looked for.
 */
export function valueEnd(text: string, at: number, kind: number): number {
  const end = (kind & NUMBER) === NUMBER ? numberEnd(text, at) : stringEnd(text, at);
  if (kind <= NUMBER || end < 0) return end;
  if (end === at) return -1;
  if ((kind & NOT_BLANK) === 0) return end;
  const first = text.charCodeAt(at);
  const isPlain = first > 0x20 && first < 0x7f && first !== QUOTE && first !== BACKSLASH;
  return isPlain || valueText(text, at, end).trim() !== "" ? end : -1;
}

function stringEnd(text: string, at: number): number {
  let end = text.indexOf('"', at);
  if (end < 0) return -1;
  if (text !== looked || at < plain || at > backslash) {
    looked = text;
    plain = at;
    backslash = nextSign(text, "\\", at);
  }
  while (backslash < end) {
    const escaped = text.charCodeAt(backslash + 1);
    let behind = backslash + 2;
    if (escaped === LETTER_U) {
      FOUR_DIGITS.lastIndex = behind;
      if (!FOUR_DIGITS.test(text)) return -1;
      behind += 4;
    } else if (!ESCAPED.has(escaped)) return -1;
    if (escaped === QUOTE) {
      end = text.indexOf('"', behind);
      if (end < 0) return -1;
    }
    plain = behind;
    backslash = nextSign(text, "\\", behind);
  }
  return end;
}

/** Only numbers that have one way to be written: no sign before a zero, no zero before others. */
function numberEnd(text: string, at: number): number {
  const first = text.charCodeAt(at) === MINUS ? at + 1 : at;
  let end = first;
  for (let sign = text.charCodeAt(end); sign >= ZERO && sign <= NINE; sign = text.charCodeAt(end))
    end++;
  if (end === first) return -1;
  const isZero = text.charCodeAt(first) === ZERO;
  return isZero && (end > first + 1 || first > at) ? -1 : end;
}

/** Up to here it is quicker to look whether a string holds an escape than to have it parsed. */
const SHORT = 12;

/** Returns the text that a value is, as a text of its own. */
export function valueText(text: string, from: number, to: number): string {
  if (text.charCodeAt(from - 1) !== QUOTE) return copiedText(text.slice(from, to));
  if (to - from <= SHORT) {
    const raw = text.slice(from, to);
    if (!raw.includes("\\")) return raw;
  }
  return JSON.parse(text.slice(from - 1, to + 1)) as string;
}
