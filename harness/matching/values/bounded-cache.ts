/** Results by text, at most so many: the oldest makes room for a new one. */
export class BoundedCache<Result> {
  readonly #results = new Map<string, Result>();
  readonly #max: number;

  constructor(max: number) {
    this.#max = max;
  }

  get size(): number {
    return this.#results.size;
  }

  get(key: string): Result | undefined {
    return this.#results.get(key);
  }

  /** Adds a result under a key that has none. */
  add(key: string, result: Result): void {
    if (this.#results.size >= this.#max) {
      const [oldest] = this.#results.keys();
      this.#results.delete(oldest!);
    }
    this.#results.set(key, result);
  }
}
