/** The most answers of one expression, and of all expressions together. */
const [MOST_OF_ONE, MOST_OF_ALL] = [256, 131_072];

/** The answers of one expression, by text. */
export type Answers = Map<string, boolean>;

/**
 * Bounds the answers that expressions keep: the same names and command lines come again and again, but
 * there may be thousands of expressions. An expression that has too many forgets its own; if all have too
 * many together, all forget theirs.
 */
export class RegexAnswers {
  readonly #mostOfOne: number;
  readonly #mostOfAll: number;
  /** Those that are not empty. */
  readonly #filled = new Set<Answers>();
  #size = 0;

  constructor(mostOfOne: number = MOST_OF_ONE, mostOfAll: number = MOST_OF_ALL) {
    this.#mostOfOne = mostOfOne;
    this.#mostOfAll = mostOfAll;
  }

  /** How many answers all expressions keep. */
  get size(): number {
    return this.#size;
  }

  /** Adds an answer to those of an expression, which has none for the text. */
  add(answers: Answers, text: string, answer: boolean): void {
    if (this.#size >= this.#mostOfAll) for (const some of this.#filled) this.#clear(some);
    else if (answers.size >= this.#mostOfOne) this.#clear(answers);
    this.#filled.add(answers);
    answers.set(text, answer);
    this.#size++;
  }

  #clear(answers: Answers): void {
    this.#size -= answers.size;
    this.#filled.delete(answers);
    answers.clear();
  }
}
