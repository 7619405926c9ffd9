import { indexForm, type Literal } from "./literal.ts";
import { LiteralIndex } from "./literal-index.ts";

/** What the remembered values of one field may take, in UTF-16 units; then they are forgotten. */
const MOST_UNITS = 2_000_000;
/** Longer values seldom come again. */
const LONGEST = 2_000;
/** What an entry takes beside its text, in units. */
const OVERHEAD = 48;

/** The clues of all rules for one field, and what they said of the values seen of late. */
export class FieldIndex {
  /** What is not in the index yet: most fields occur in no recording. */
  readonly #added: { readonly literal: Literal; readonly owner: number }[] = [];
  readonly #literals = new LiteralIndex();
  readonly #remembered = new Map<string, readonly number[]>();
  #units = 0;

  add(literal: Literal, owner: number): void {
    this.#added.push({ literal, owner });
  }

  /** Returns the owners of clues that a value holds, each once, in ascending order. */
  owners(value: string): readonly number[] {
    const known = this.#remembered.get(value);
    if (known && this.#added.length === 0) return known;
    if (this.#added.length > 0) this.#build();
    const owners = distinct(this.#literals.owners(indexForm(value)));
    if (value.length <= LONGEST) this.#remember(value, owners);
    return owners;
  }

  /** Whether the owners of a value need not be looked for again. */
  remembers(value: string): boolean {
    return this.#remembered.has(value);
  }

  #build(): void {
    for (const { literal, owner } of this.#added) this.#literals.add(literal, owner);
    this.#added.length = 0;
    this.#remembered.clear();
    this.#units = 0;
  }

  #remember(value: string, owners: readonly number[]): void {
    this.#units += value.length + owners.length + OVERHEAD;
    if (this.#units > MOST_UNITS) {
      this.#remembered.clear();
      this.#units = value.length + owners.length + OVERHEAD;
    }
    this.#remembered.set(value, owners);
  }
}

const NONE: readonly number[] = [];

function distinct(owners: number[]): readonly number[] {
  if (owners.length === 0) return NONE;
  return [...new Set(owners)].sort((a, b) => a - b);
}
