/**
 * The stages of rules that an event may satisfy: a decision tree that grows with the telemetry, which
 * says the same over and over. A node stands for certain texts in certain fields. When they are seen
 * together again, all stages are taken from it that these texts rule out, whatever else the event holds;
 * and a field is chosen that will say most of those that are left. So rules are not asked again what
 * events like this one have answered before.
 *
 * What is seen once only is not worth that: there the stages of the node above are asked.
 */
import type { LogEvent } from "../../events/event.ts";
import type { BoundStage } from "./bound-stage.ts";
import type { Texts } from "../binding/class-fields.ts";
import { FieldText, partialValue, type KnownTexts } from "./partial-evaluation.ts";
import { ENTRY_UNITS, LONGEST_CACHED, type CacheBudget } from "../prefilter/cache-budget.ts";

/** How many fields may be asked one after another. */
const DEEPEST = 4;
/** A field that has shown so many texts, and most of them once, says nothing of events to come. */
const PATIENCE = 2048;

export class DecisionNode {
  #stages: readonly BoundStage[];
  readonly #known: KnownTexts;
  readonly #budget: CacheBudget;
  #isPruned = false;
  /** Null if no further field is worth being asked. */
  #fork: Fork | null = null;

  /** @param stages that the texts leave a chance, and perhaps others */
  constructor(stages: readonly BoundStage[], known: KnownTexts, budget: CacheBudget) {
    this.#stages = stages;
    this.#known = known;
    this.#budget = budget;
  }

  /** Returns the stages to be asked of an event that has the texts of this node. */
  of(event: LogEvent): readonly BoundStage[] {
    if (!this.#isPruned) this.#prune();
    const fork = this.#fork;
    if (!fork) return this.#stages;
    const text = fork.read(event);
    if (typeof text !== "string") return this.#stages;
    const next = fork.nodes.get(text);
    if (next) {
      fork.seen--;
      return next.of(event);
    }
    if (++fork.seen > PATIENCE) this.#fork = null;
    else if (text.length <= LONGEST_CACHED) this.#grow(fork, text);
    return this.#stages;
  }

  #grow({ field, nodes }: Fork, text: string): void {
    this.#budget.take(text.length + this.#stages.length + 2 * ENTRY_UNITS);
    const known = [...this.#known, new FieldText(field, text)];
    nodes.set(text, new DecisionNode(this.#stages, known, this.#budget));
  }

  #prune(): void {
    this.#isPruned = true;
    this.#stages = this.#stages.filter(
      ({ predicate, fields }) => partialValue(predicate, this.#known, fields.bind) !== false,
    );
    const [first] = this.#stages;
    const field =
      this.#known.length < DEEPEST ? mostDiscriminating(this.#stages, this.#known) : null;
    if (!first || field === null) return;
    this.#fork = { field, read: first.fields.texts(field, true), nodes: new Map(), seen: 0 };
  }
}

/** A field whose text decides between stages. */
interface Fork {
  readonly field: string;
  readonly read: (event: LogEvent) => Texts;
  readonly nodes: Map<string, DecisionNode>;
  /** Texts that were seen first, less those that were seen again. */
  seen: number;
}

/** The field that is a gate of most stages, and of which no text is known. */
function mostDiscriminating(stages: readonly BoundStage[], known: KnownTexts): string | null {
  const counts = new Map<string, number>();
  for (const { discriminatingFields } of stages)
    for (const field of discriminatingFields ?? []) counts.set(field, (counts.get(field) ?? 0) + 1);
  for (const { field } of known) counts.delete(field);
  let best: string | null = null;
  for (const [field, count] of counts) if (best === null || count > counts.get(best)!) best = field;
  return best;
}
