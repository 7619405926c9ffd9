/** What the remembered values of all fields may take, in UTF-16 units; then they are all forgotten. */
const MOST_UNITS = 8_000_000;
/** What an entry takes beside its text. */
export const ENTRY_UNITS = 48;
/** Longer values seldom come again. */
export const LONGEST_CACHED = 2_000;

/** Bounds what is remembered of values, for all who remember some. */
export class CacheBudget {
  #units = 0;
  #period = 0;

  /** Grows whenever what was remembered in earlier periods is to be forgotten. */
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
