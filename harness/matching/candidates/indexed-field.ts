/**
 * A field of a class of events, in which the stages of rules have their required literals, or which
 * discriminates them. Which stages a text leaves is cached.
 */
import type { ShownEvent } from "../../events/event.ts";
import type { BoundStage } from "./bound-stage.ts";
import { DecisionNode } from "./decision-tree.ts";
import type { Texts } from "../binding/class-fields.ts";
import type { FieldIndex } from "../prefilter/field-index.ts";
import { FieldText } from "./partial-evaluation.ts";
import { ENTRY_UNITS, LONGEST_CACHED, type CacheBudget } from "../prefilter/cache-budget.ts";

const NONE: readonly BoundStage[] = [];

/** An indexed field of a class, with the stages that its texts leave. */
export class IndexedField {
  readonly name: string;
  readonly #texts: (event: ShownEvent) => Texts;
  /** Required literals of all rules; null if no rule has any in this field. */
  readonly #index: FieldIndex | null;
  readonly #stages: ReadonlyMap<number, BoundStage>;
  readonly #discriminated: BoundStage[] = [];
  readonly #budget: CacheBudget;
  /** By text; null for one that leaves no stage. */
  readonly #known = new Map<string, DecisionNode | null>();
  #period: number;

  /**
   * @param texts gives the texts of the field as they are, or none if no required literal can be among them
   * @param stages that read the field in the same words, by number
   */
  constructor(
    name: string,
    texts: (event: ShownEvent) => Texts,
    index: FieldIndex | null,
    stages: ReadonlyMap<number, BoundStage>,
    budget: CacheBudget,
  ) {
    this.name = name;
    this.#texts = texts;
    this.#index = index;
    this.#stages = stages;
    this.#budget = budget;
    this.#period = budget.period;
  }

  /** Adds a stage that is asked of every event which the field does not rule out. */
  addDiscriminated(stage: BoundStage): void {
    this.#discriminated.push(stage);
  }

  texts(event: ShownEvent): Texts {
    return this.#texts(event);
  }

  /** Returns the stages that an event may satisfy which has these texts in the field. */
  stagesFor(texts: Texts, event: ShownEvent): readonly BoundStage[] {
    // Of several texts none alone says that a stage does not hold.
    if (typeof texts !== "string") return this.#stagesForList(texts);
    if (this.#period !== this.#budget.period) {
      this.#known.clear();
      this.#period = this.#budget.period;
    }
    const known = this.#known.get(texts);
    if (known === undefined) return this.#learn(texts);
    return known === null ? NONE : known.stagesFor(event);
  }

  /** Whether the stages for a text are cached. */
  knows(text: string): boolean {
    const isKnown = this.#period === this.#budget.period && this.#known.has(text);
    return isKnown || this.#index?.knows(text) === true;
  }

  #stagesForList(texts: readonly string[]): readonly BoundStage[] {
    if (texts.length === 0) return this.#discriminated;
    const found = new Set(texts.flatMap((text) => this.#holdingLiteral(text)));
    return [...found, ...this.#discriminated];
  }

  #holdingLiteral(text: string): BoundStage[] {
    const owners = this.#index?.owners(text) ?? [];
    return owners.flatMap((number) => this.#stages.get(number) ?? []);
  }

  #learn(text: string): readonly BoundStage[] {
    const stages = [...this.#holdingLiteral(text), ...this.#discriminated];
    if (text.length > LONGEST_CACHED) return stages;
    this.#budget.take(text.length + stages.length + ENTRY_UNITS);
    if (this.#period !== this.#budget.period) return stages;
    const known = [new FieldText(this.name, text)];
    this.#known.set(text, stages.length > 0 ? new DecisionNode(stages, known, this.#budget) : null);
    return stages;
  }
}
