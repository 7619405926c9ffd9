/**
 * A question to all values of an event at once: whether any of them might hold one of some texts. It is
 * asked before values are decoded, and mostly answered with no. Letter case does not count.
 */
export interface BytePrefilter {
  /** Whether a value might; an answer of no is certain. */
  passes(text: string): boolean;
  /** The same for a text that stands in bytes as UTF-16, from its first byte to behind its last. */
  passesUnits(bytes: Uint8Array, at: number, end: number): boolean;
  /** Whether one of the texts could stand in a value that is no text by its type: see `isOfPlainValue`. */
  readonly asksPlainValues: boolean;
}

/**
 * Whether a text, in lower case, could stand in the written form of a number, a truth value, a time, a
 * GUID, a SID or a row of bytes in hexadecimal.
 */
export function isOfPlainValue(text: string): boolean {
  return PLAIN.test(text) || WORDS.some((word) => word.includes(text));
}

const WORDS = ["true", "false", "nan", "-inf", "infinity"];

/** Digits of any base and what parts them; `S-` begins a SID, `0x` a number, `T` and `Z` are of a time. */
const PLAIN = /^(?:s-|s$)?(?:[0-9a-f+\-.:{}]|(?<=^|0)x|(?<=^|\d)t(?=$|\d)|z$)*$/;
