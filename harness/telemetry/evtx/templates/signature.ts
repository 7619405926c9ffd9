import type { Instance } from "./template-instance.ts";

/** Numbers of one signature; a record of so many instances is worked out each time. */
const MAX_NUMBERS = 1024;

/**
 * What a layout hangs on, in numbers: for each instance of the record, from the outermost on, the
 * substitution it fills, its template, which values are empty, how many there are, and how many
 * instances are in it.
 */
export class Signature {
  readonly numbers = new Float64Array(MAX_NUMBERS);
  length = 0;

  /** Takes the signature of a record; false if its layout hangs on more than that. */
  take(record: Instance): boolean {
    this.length = 0;
    return this.#append(record);
  }

  /** The same as text. */
  get key(): string {
    return this.numbers.subarray(0, this.length).join(":");
  }

  #append({ substitution, template, empty, count, firstNested }: Instance): boolean {
    if (template === null || !template.hasExactWeights) return false;
    const { numbers, length } = this;
    if (length + 5 > MAX_NUMBERS) return false;
    numbers[length] = substitution;
    numbers[length + 1] = template.id;
    numbers[length + 2] = empty;
    // Those beyond the substitutions count, too: behind them stand the values of the instances within.
    numbers[length + 3] = count;
    this.length += 5;
    let inside = 0;
    for (let nested = firstNested; nested; nested = nested.next, inside++)
      if (!this.#append(nested)) return false;
    numbers[length + 4] = inside;
    return true;
  }
}
