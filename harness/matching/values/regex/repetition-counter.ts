import type { Counter } from "./regex-piece.ts";

/**
 * Follows every place where a repetition may have begun. What is repeated has a fixed length, so that all
 * that began as many characters apart as that is long stand at the same character of it: they stay or fall
 * together, and only the oldest of them has to be looked at.
 */
export class RepetitionCounter {
  readonly least: number;
  readonly most: number;
  /** The states that take the characters of what is repeated, in their order. */
  readonly states: readonly number[];
  /** The state after the repetition. */
  readonly exit: number;
  /** Where a repetition began, the oldest first, by the remainder of that by the length. */
  readonly #beginnings: readonly Places[];
  #size = 0;

  constructor({ least, most }: Counter, states: readonly number[], exit: number) {
    this.least = least;
    this.most = most;
    this.states = states;
    this.exit = exit;
    this.#beginnings = states.map(() => new Places());
  }

  /** Whether it follows nothing. */
  get isIdle(): boolean {
    return this.#size === 0;
  }

  /** Begins at the character of this ordinal. */
  begin(ordinal: number): void {
    const places = this.#beginnings[ordinal % this.states.length]!;
    const { size } = places;
    if (size > 0 && places.newest === ordinal) return;
    // Where there is no upper bound, who began first is ahead of all others; where there is no lower one,
    // who began last can go on longest.
    if (this.most === Infinity && size > 0) return;
    if (this.least === 0) places.clear();
    places.add(ordinal);
    this.#size += places.size - size;
  }

  /** Takes the character of this ordinal; true if enough repetitions are complete with it. */
  take(ordinal: number, takes: (state: number) => boolean): boolean {
    const { length } = this.states;
    let isEnough = false;
    for (let remainder = 0; remainder < length; remainder++) {
      const places = this.#beginnings[remainder]!;
      const { size } = places;
      if (size === 0) continue;
      const at = (ordinal - remainder) % length;
      if (!takes(this.states[at]!)) places.clear();
      else if (at === length - 1) {
        const end = ordinal + 1;
        while (places.size > 0 && (end - places.oldest) / length > this.most) places.dropOldest();
        if (places.size > 0 && (end - places.oldest) / length >= this.least) isEnough = true;
      }
      this.#size += places.size - size;
    }
    return isEnough;
  }

  /** Forgets all places, for the next text. */
  forget(): void {
    for (const places of this.#beginnings) places.clear();
    this.#size = 0;
  }
}

/** Places in rising order: the newest are added and the oldest dropped. */
class Places {
  #all: number[] = [];
  #first = 0;

  get size(): number {
    return this.#all.length - this.#first;
  }

  get oldest(): number {
    return this.#all[this.#first]!;
  }

  get newest(): number {
    return this.#all.at(-1)!;
  }

  add(place: number): void {
    this.#all.push(place);
  }

  dropOldest(): void {
    this.#first++;
    if (this.#first < 1024 || this.#first * 2 < this.#all.length) return;
    this.#all = this.#all.slice(this.#first);
    this.#first = 0;
  }

  clear(): void {
    this.#all.length = 0;
    this.#first = 0;
  }
}
