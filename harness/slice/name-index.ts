/** Finds whole words of a set in texts, without regard to letter case, the longest first. */
import { fold } from "../matching/values/fold.ts";

/** An occurrence; offsets in UTF-16 units. */
export interface FoundName {
  readonly start: number;
  readonly end: number;
  /** In folded form. */
  readonly name: string;
}

const ASCII_WORD = /^[0-9a-z]$/i;
const WORD = /^[\p{L}\p{N}\p{M}\ud800-\udfff]$/u;

export class NameIndex {
  /** By their first two units, the longest first. */
  readonly #byStart = new Map<string, string[]>();

  /** @param names in folded form, none empty */
  constructor(names: Iterable<string>) {
    for (const name of names) {
      const start = name.slice(0, 2);
      this.#byStart.set(start, [...(this.#byStart.get(start) ?? []), name]);
    }
    for (const list of this.#byStart.values()) list.sort((a, b) => b.length - a.length);
  }

  /** Returns the occurrences in a text, from left to right, none overlapping another. */
  find(text: string): FoundName[] {
    const found: FoundName[] = [];
    const folded = fold(text);
    for (let at = 0; at < folded.length; at++) {
      if (at > 0 && isWord(folded[at]!) && isWord(folded[at - 1]!)) continue;
      const name = this.#nameAt(folded, at);
      if (name === null) continue;
      found.push({ start: at, end: at + name.length, name });
      at += name.length - 1;
    }
    return found;
  }

  #nameAt(text: string, at: number): string | null {
    const two = this.#byStart.get(text.slice(at, at + 2));
    const one = this.#byStart.get(text[at]!);
    for (const names of [two, one])
      for (const name of names ?? []) {
        const end = at + name.length;
        const endsInWord = end < text.length && isWord(text[end]!) && isWord(text[end - 1]!);
        if (!endsInWord && text.startsWith(name, at)) return name;
      }
    return null;
  }
}

/** Letters and digits; an underscore parts words, so that a name in `alice_old` is found. */
function isWord(unit: string): boolean {
  return unit < "\x80" ? ASCII_WORD.test(unit) : WORD.test(unit);
}
