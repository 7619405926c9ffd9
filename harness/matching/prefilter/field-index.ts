import { indexForm } from "../values/index-form.ts";
import { LiteralIndex } from "./literal-index.ts";
import { ENTRY_UNITS, LONGEST_CACHED, type CacheBudget } from "./cache-budget.ts";
import type { TextLiteral } from "../model/stage.ts";

/** The required literals of all rules in one field, and a cache of which of them values hold. */
export class FieldIndex {
  /** What is not in the index yet: most fields occur in no recording. */
  readonly #added: { readonly literal: TextLiteral; readonly owner: number }[] = [];
  readonly #literals = new LiteralIndex();
  readonly #budget: CacheBudget;
  readonly #known = new Map<string, readonly number[]>();
  #period: number;

  constructor(budget: CacheBudget) {
    this.#budget = budget;
    this.#period = budget.period;
  }

  /** Adds a literal; only before the first value is looked up. */
  add(literal: TextLiteral, owner: number): void {
    this.#added.push({ literal, owner });
  }

  /** Whether the owners for a value are cached. */
  knows(value: string): boolean {
    return this.#period === this.#budget.period && this.#known.has(value);
  }

  /** Returns the owners of the literals that a value holds, each once, in ascending order. */
  owners(value: string): readonly number[] {
    if (this.#period !== this.#budget.period) {
      this.#known.clear();
      this.#period = this.#budget.period;
    }
    const known = this.#known.get(value);
    if (known) return known;
    for (const { literal, owner } of this.#added.splice(0)) this.#literals.add(literal, owner);
    const owners = distinct(this.#literals.owners(indexForm(value)));
    if (value.length > LONGEST_CACHED) return owners;
    this.#budget.take(value.length + owners.length + ENTRY_UNITS);
    if (this.#period === this.#budget.period) this.#known.set(value, owners);
    return owners;
  }
}

const NONE: readonly number[] = [];

function distinct(owners: number[]): readonly number[] {
  if (owners.length === 0) return NONE;
  return [...new Set(owners)].sort((a, b) => a - b);
}
