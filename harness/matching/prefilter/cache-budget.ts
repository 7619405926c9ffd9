/** What the cached values of all fields may take, in UTF-16 units; beyond it all caches are emptied. */
const MOST_UNITS = 8_000_000;
/** What an entry takes beside its text, in UTF-16 units. */
export const ENTRY_UNITS = 48;
/** In UTF-16 units. Longer values seldom occur twice. */
export const LONGEST_CACHED = 2_000;

/** The one bound of all caches that are keyed by values of fields. */
export class CacheBudget {
  #units = 0;
  #period = 0;

  /** Grows whenever the entries of earlier periods are to be dropped. */
  get period(): number {
    return this.#period;
  }

  /** Takes room for so many units. */
  take(units: number): void {
    this.#units += units;
    if (this.#units <= MOST_UNITS) return;
    this.forget();
    this.#units = units;
  }

  forget(): void {
    this.#units = 0;
    this.#period++;
  }
}
