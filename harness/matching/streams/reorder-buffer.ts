/**
 * Puts what was read of a recording in the order of time. A recording need not be in it: exports are
 * sorted by newest first, and logs are joined. So items are held back until the recording ends, or
 * until there are too many; then the older half goes on, and an item that comes later and is older still
 * is dropped.
 */
/** Items that are held back at most. */
export const MAX_WAITING = 100_000;

/** Holds items back to release them in order. */
export class ReorderBuffer<Item> {
  readonly #compare: (a: Item, b: Item) => number;
  readonly #late: (item: Item) => void;
  readonly #max: number;
  #waiting: Item[] = [];
  #passed: Item | undefined;

  /**
   * @param compare the order by time; of equal items the first to come goes on first
   * @param late takes items that come too far behind later ones
   */
  constructor(
    compare: (a: Item, b: Item) => number,
    late: (item: Item) => void,
    max: number = MAX_WAITING,
  ) {
    this.#compare = compare;
    this.#late = late;
    this.#max = max;
  }

  /** Takes an item; returns those that go on, in order. */
  add(item: Item): readonly Item[] {
    if (this.#passed !== undefined && this.#compare(item, this.#passed) < 0) {
      this.#late(item);
      return [];
    }
    this.#waiting.push(item);
    return this.#waiting.length < this.#max ? [] : this.#release(this.#max >> 1);
  }

  /** Returns the rest, in order. */
  end(): readonly Item[] {
    return this.#release(this.#waiting.length);
  }

  #release(count: number): readonly Item[] {
    const sorted = this.#waiting.sort(this.#compare);
    const released = sorted.slice(0, count);
    this.#waiting = sorted.slice(count);
    this.#passed = released.at(-1) ?? this.#passed;
    return released;
  }
}
