/**
 * Finds whole words of a set in texts, without regard to letter case, the longest first. The time
 * depends on the text alone: a name is looked up by its first word and then by its length, so that
 * it does not matter how many names begin alike.
 */
import { foldCase } from "../../../matching/values/case-fold.ts";

/** An occurrence; offsets in UTF-16 units. */
export interface FoundInText {
  readonly start: number;
  readonly end: number;
  /** In folded form. */
  readonly name: string;
}

/** Names that are longer are not looked for: no account, host or domain has one. */
export const MAX_NAME = 256;

const WORD = /^[\p{L}\p{N}\p{M}\ud800-\udfff]$/u;

export class NameIndex {
  readonly #names = new Set<string>();
  /** First words of names → the lengths of the names that begin so, the longest first. */
  readonly #lengths = new Map<string, number[]>();

  /** @param names in folded form, none empty */
  constructor(names: Iterable<string>) {
    const lengths = new Map<string, Set<number>>();
    for (const name of names) {
      if (name.length > MAX_NAME) continue;
      this.#names.add(name);
      const first = name.slice(0, firstWordEnd(name, 0));
      const known = lengths.get(first);
      if (known) known.add(name.length);
      else lengths.set(first, new Set([name.length]));
    }
    for (const [first, all] of lengths)
      this.#lengths.set(
        first,
        [...all].toSorted((a, b) => b - a),
      );
  }

  /** Whether a name, in folded form, is one of the set. */
  has(name: string): boolean {
    return this.#names.has(name);
  }

  /** Returns the occurrences in a text, from left to right, none overlapping another. */
  find(text: string): FoundInText[] {
    const found: FoundInText[] = [];
    if (this.#names.size === 0) return found;
    const folded = foldCase(text);
    for (let at = 0; at < folded.length;) {
      const wordEnd = firstWordEnd(folded, at);
      const name = wordEnd - at > MAX_NAME ? null : this.#nameAt(folded, at, wordEnd);
      if (name !== null) found.push({ start: at, end: at + name.length, name });
      at = name === null ? wordEnd : at + name.length;
    }
    return found;
  }

  #nameAt(text: string, at: number, wordEnd: number): string | null {
    for (const length of this.#lengths.get(text.slice(at, wordEnd)) ?? []) {
      const end = at + length;
      if (end > text.length) continue;
      if (end < text.length && isWord(text, end) && isWord(text, end - 1)) continue;
      const name = text.slice(at, end);
      if (this.#names.has(name)) return name;
    }
    return null;
  }
}

/** Returns the end of the word that begins at a place, or of the one sign that stands there. */
function firstWordEnd(text: string, at: number): number {
  if (!isWord(text, at)) return at + 1;
  let end = at + 1;
  while (end < text.length && isWord(text, end)) end++;
  return end;
}

/** Whether a letter or digit stands there; an underscore parts words, so that a name in `alice_old` is found. */
export function isWord(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (unit >= 0x80) return WORD.test(text[at]!);
  return (unit >= 48 && unit <= 57) || ((unit | 32) >= 97 && (unit | 32) <= 122);
}
