/**
 * Answers by what was asked, emptied when it is full: its keys come from recordings, and a hostile one
 * must not fill the memory. Honest recordings have far fewer, so that nothing better is needed.
 */
export class BoundedCache<K, V> {
  readonly #entries = new Map<K, V>();
  readonly #limit: number;
  readonly #maxUnits: number;
  #units = 0;

  /**
   * @param limit entries that are kept at most
   * @param maxUnits what they may take together, in UTF-16 units; for entries of very different sizes
   */
  constructor(limit: number, maxUnits = Infinity) {
    this.#limit = limit;
    this.#maxUnits = maxUnits;
  }

  get(key: K): V | undefined {
    return this.#entries.get(key);
  }

  /** Returns the answers that are kept. */
  values(): IterableIterator<V> {
    return this.#entries.values();
  }

  /** Keeps, and returns, an answer that takes so many units; one that alone takes too many is not kept. */
  add(key: K, value: V, units = 0): V {
    if (this.#entries.size >= this.#limit || this.#units + units > this.#maxUnits) {
      this.#entries.clear();
      this.#units = 0;
    }
    if (units > this.#maxUnits) return value;
    this.#units += units;
    this.#entries.set(key, value);
    return value;
  }
}
