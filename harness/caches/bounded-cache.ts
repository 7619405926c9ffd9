/**
 * Answers by what was asked, emptied when it is full: its keys come from recordings, and a hostile one
 * must not fill the memory. Honest recordings have far fewer, so that nothing better is needed.
 */
export class BoundedCache<K, V> {
  readonly #entries = new Map<K, V>();
  readonly #limit: number;

  /** @param limit entries that are kept at most */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get(key: K): V | undefined {
    return this.#entries.get(key);
  }

  /** Returns the answers that are kept. */
  values(): IterableIterator<V> {
    return this.#entries.values();
  }

  /** Keeps, and returns, an answer. */
  add(key: K, value: V): V {
    if (this.#entries.size >= this.#limit) this.#entries.clear();
    this.#entries.set(key, value);
    return value;
  }
}
