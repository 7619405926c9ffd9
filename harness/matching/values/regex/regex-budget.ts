import { MOST_STATES, type Regex } from "./regex.ts";

/**
 * What the regular expressions of one rule file may cost beyond what their length pays for. A single one is
 * bounded by itself, but a list of many costly ones is as slow as one that is too costly.
 */
export class RegexBudget {
  readonly #known = new Set<Regex>();
  #spent = 0;

  /** Counts an expression, each once; returns why it is one too many, or null. */
  spend(regex: Regex): string | null {
    if (this.#known.has(regex)) return null;
    this.#known.add(regex);
    this.#spent += regex.excess;
    if (regex.excess === 0 || this.#spent <= MOST_STATES) return null;
    return `With it, the long repetitions of the file take up to ${this.#spent} steps for each character of a value; the limit is ${MOST_STATES}.`;
  }
}
