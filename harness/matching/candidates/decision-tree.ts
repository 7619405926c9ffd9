/**
 * The stages of rules that an event may satisfy: a decision tree that grows with the telemetry, which
 * repeats itself. A node stands for certain texts in certain fields. When they are seen together for the
 * second time, the node drops all stages that these texts rule out, whatever else the event holds, and is
 * split by the field that decides most of those that are left. So rules are not asked again what events
 * like this one have answered before.
 *
 * What is seen only once is not worth that: there the stages of the parent node are asked.
 */
import type { ShownEvent } from "../../events/event.ts";
import type { BoundStage } from "./bound-stage.ts";
import type { Texts } from "../binding/class-fields.ts";
import { FieldText, partialValue, type KnownTexts } from "./partial-evaluation.ts";
import { ENTRY_UNITS, LONGEST_CACHED, type CacheBudget } from "../prefilter/cache-budget.ts";

/** The most fields on a path of the tree. */
const MAX_DEPTH = 4;
/** The most texts seen only once before a split is given up: such a field says nothing of later events. */
const MOST_UNREPEATED = 2048;

/** A node of the tree: the stages that certain texts leave. */
export class DecisionNode {
  #stages: readonly BoundStage[];
  readonly #known: KnownTexts;
  readonly #budget: CacheBudget;
  #isPruned = false;
  /** Null if no further field decides anything. */
  #split: Split | null = null;

  /** @param stages those that the texts do not rule out, and perhaps others */
  constructor(stages: readonly BoundStage[], known: KnownTexts, budget: CacheBudget) {
    this.#stages = stages;
    this.#known = known;
    this.#budget = budget;
  }

  /** Returns the stages to be asked of an event that has the texts of this node. */
  stagesFor(event: ShownEvent): readonly BoundStage[] {
    if (!this.#isPruned) this.#prune();
    const split = this.#split;
    if (!split) return this.#stages;
    const text = split.read(event);
    if (typeof text !== "string") return this.#stages;
    const next = split.children.get(text);
    if (next) {
      split.unrepeated--;
      return next.stagesFor(event);
    }
    if (++split.unrepeated > MOST_UNREPEATED) this.#split = null;
    else if (text.length <= LONGEST_CACHED) this.#grow(split, text);
    return this.#stages;
  }

  #grow({ field, children }: Split, text: string): void {
    this.#budget.take(text.length + this.#stages.length + 2 * ENTRY_UNITS);
    const known = [...this.#known, new FieldText(field, text)];
    children.set(text, new DecisionNode(this.#stages, known, this.#budget));
  }

  #prune(): void {
    this.#isPruned = true;
    this.#stages = this.#stages.filter(
      ({ predicate, fields }) => partialValue(predicate, this.#known, fields.bind) !== false,
    );
    const [first] = this.#stages;
    const field =
      this.#known.length < MAX_DEPTH ? mostDiscriminating(this.#stages, this.#known) : null;
    if (!first || field === null) return;
    this.#split = {
      field,
      read: first.fields.texts(field, true),
      children: new Map(),
      unrepeated: 0,
    };
  }
}

/** A field by whose text a node is split. */
interface Split {
  readonly field: string;
  readonly read: (event: ShownEvent) => Texts;
  readonly children: Map<string, DecisionNode>;
  /** Texts that were seen first, less those that were seen again. */
  unrepeated: number;
}

/**
 * Returns the field that discriminates most stages, of those without a known text; null if there is none.
 */
function mostDiscriminating(stages: readonly BoundStage[], known: KnownTexts): string | null {
  const counts = new Map<string, number>();
  for (const { discriminatingFields } of stages)
    for (const field of discriminatingFields ?? []) counts.set(field, (counts.get(field) ?? 0) + 1);
  for (const { field } of known) counts.delete(field);
  let best: string | null = null;
  for (const [field, count] of counts) if (best === null || count > counts.get(best)!) best = field;
  return best;
}
