/**
 * Thousands of texts looked for in one pass over a value.
 *
 * Every text of four units or more has an *anchor*: the four neighbouring units of it that are rarest
 * in values. A window of four units slides over the value; a hash of it picks a bit of a
 * bitmap of at most 2^18 bits (32 KB: it stays in the fastest cache), and the bit is set for anchors only.
 * Where it is, the anchor's texts are compared in full. Everything depends on the anchors being rare,
 * for a set bit is the slow path. Texts under four units are found in the same way by
 * the one of their units that is rarest, whole values by hash.
 *
 * The slow twin is `String.prototype.includes`; `tests/matching/prefilter/literal-index.test.ts` compares
 * them.
 */
import type { TextLiteral } from "../model/stage.ts";
import { unitCount, WINDOW, windowAt, WindowCounts } from "../values/literal-frequency.ts";

/** Bits of the bitmap for each anchor, and of the smallest and the largest bitmap, as powers of two. */
const BITS_PER_ANCHOR = 6;
const [FEWEST_BITS, MOST_BITS] = [10, 18];

/** How many UTF-16 units there are. */
const UNITS = 0x10000;
const NO_UNITS = new Uint32Array(0);

interface Entry extends TextLiteral {
  readonly owners: number[];
}

interface Anchored {
  readonly entry: Entry;
  /** Of the anchor in the text. */
  readonly offset: number;
}

/** Texts, each with the owners that look for it. */
export class LiteralIndex {
  readonly #entries: Readonly<Record<TextLiteral["how"], Map<string, Entry>>> = {
    equals: new Map(),
    contains: new Map(),
    startswith: new Map(),
    endswith: new Map(),
  };
  #built: BuiltIndex | null = null;

  /** Adds a text, folded and, if it is not for a whole value, not empty. */
  add({ how, text }: TextLiteral, owner: number): void {
    const entries = this.#entries[how];
    const entry = entries.get(text);
    if (entry) entry.owners.push(owner);
    else entries.set(text, { how, text, owners: [owner] });
    this.#built = null;
  }

  /** Takes a text from an owner. */
  remove({ how, text }: TextLiteral, owner: number): void {
    const entries = this.#entries[how];
    const owners = entries.get(text)?.owners;
    if (!owners?.includes(owner)) return;
    owners.splice(owners.indexOf(owner), 1);
    if (owners.length === 0) entries.delete(text);
    this.#built = null;
  }

  /** Returns the owners of the texts that a folded value holds; one may come more than once. */
  owners(value: string): number[] {
    this.#built ??= new BuiltIndex(
      Object.values(this.#entries).flatMap((some) => [...some.values()]),
    );
    return this.#built.owners(value);
  }
}

class BuiltIndex {
  readonly #whole = new Map<string, Entry>();
  /** Texts shorter than a window, by the one of their units that is rarest; null if there are none. */
  #short: Map<number, Anchored[]> | null = null;
  /** A bit for each of those units. */
  #units = NO_UNITS;
  readonly #anchors = new Map<number, Anchored[]>();
  readonly #bitmap: Uint32Array;
  /** How far a product is shifted to become the number of a bit. */
  readonly #shift: number;

  constructor(entries: readonly Entry[]) {
    const long: Entry[] = [];
    for (const entry of entries)
      if (entry.how === "equals") this.#whole.set(entry.text, entry);
      else if (entry.text.length < WINDOW) this.#anchorShort(entry);
      else long.push(entry);
    const bits = 32 - Math.clz32(long.length) + BITS_PER_ANCHOR;
    this.#shift = 32 - Math.min(MOST_BITS, Math.max(FEWEST_BITS, bits));
    this.#bitmap = new Uint32Array(1 << (32 - this.#shift - 5));
    const counts = new WindowCounts(long.map(({ text }) => text));
    for (const entry of long) this.#anchor(entry, counts);
  }

  owners(value: string): number[] {
    const found: number[] = [];
    const whole = this.#whole.get(value);
    if (whole) found.push(...whole.owners);
    if (this.#short) this.#scanShort(value, this.#short, found);
    if (this.#anchors.size > 0) this.#scan(value, found);
    return found;
  }

  #scan(value: string, found: number[]): void {
    const bitmap = this.#bitmap;
    const shift = this.#shift;
    let window = 0;
    for (let end = 0; end < value.length; end++) {
      window = (window << 8) | (value.charCodeAt(end) & 0xff);
      const hash = Math.imul(window, 0x9e3779b1) >>> shift;
      if ((bitmap[hash >>> 5]! & (1 << (hash & 31))) === 0 || end < WINDOW - 1) continue;
      const anchored = this.#anchors.get(window);
      if (anchored) verify(anchored, value, end - (WINDOW - 1), found);
    }
  }

  #scanShort(
    value: string,
    short: ReadonlyMap<number, readonly Anchored[]>,
    found: number[],
  ): void {
    const units = this.#units;
    for (let at = 0; at < value.length; at++) {
      const unit = value.charCodeAt(at);
      if ((units[unit >>> 5]! & (1 << (unit & 31))) === 0) continue;
      verify(short.get(unit)!, value, at, found);
    }
  }

  #anchorShort(entry: Entry): void {
    const { text } = entry;
    let offset = 0;
    for (let at = 1; at < text.length; at++)
      if (unitCount(text.charCodeAt(at)) < unitCount(text.charCodeAt(offset))) offset = at;
    const unit = text.charCodeAt(offset);
    if (!this.#short) [this.#short, this.#units] = [new Map(), new Uint32Array(UNITS >>> 5)];
    this.#units[unit >>> 5]! |= 1 << (unit & 31);
    const others = this.#short.get(unit);
    if (others) others.push({ entry, offset });
    else this.#short.set(unit, [{ entry, offset }]);
  }

  #anchor(entry: Entry, counts: WindowCounts): void {
    const { text } = entry;
    let [best, offset] = [Infinity, 0];
    for (let at = 0; at + WINDOW <= text.length; at++) {
      const often = counts.of(windowAt(text, at));
      if (often < best) [best, offset] = [often, at];
    }
    const window = windowAt(text, offset);
    const hash = Math.imul(window, 0x9e3779b1) >>> this.#shift;
    this.#bitmap[hash >>> 5]! |= 1 << (hash & 31);
    const others = this.#anchors.get(window);
    if (others) others.push({ entry, offset });
    else this.#anchors.set(window, [{ entry, offset }]);
  }
}

function verify(anchored: readonly Anchored[], value: string, at: number, found: number[]): void {
  for (const { entry, offset } of anchored) {
    const { text, how, owners } = entry;
    const start = at - offset;
    if (start < 0 || !value.startsWith(text, start)) continue;
    if (how === "startswith" && start !== 0) continue;
    if (how === "endswith" && start + text.length !== value.length) continue;
    for (const owner of owners) found.push(owner);
  }
}
