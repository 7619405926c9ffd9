/** The most texts that the modifiers of one file may make of its values: each is looked for on its own. */
export const MAX_VARIANTS_OF_FILE = 20_000;

/** Counts what modifiers make of the values of a file. A single value has a bound of its own (`windash.ts`). */
export class VariantBudget {
  #spent = 0;

  /** Counts the variants of a value; false if they are too many. */
  spend(variants: number): boolean {
    this.#spent += variants;
    return this.#spent <= MAX_VARIANTS_OF_FILE;
  }
}
