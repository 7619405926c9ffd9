/** The state of an excerpt over one recording. */
import type { FieldValue } from "../../../events/field-value.ts";
import { noLosses, type Losses } from "../../model/dropped-events.ts";
import { Reorder } from "../../streams/reorder-buffer.ts";
import type { Completion, Matcher, Occurrence } from "../../model/rule.ts";
import { inOrder, ordinalOf, type Ordinal } from "../../streams/ordinal.ts";
import type { Excerpt } from "../../model/sequence.ts";
import { takerOf } from "../../streams/limit.ts";

interface Arrival {
  readonly ordinal: Ordinal;
  readonly occurrence: Occurrence;
}

/** Finds the first or last events in the order of time, each a match of its own. */
export class ExcerptMatcher implements Matcher {
  readonly losses: Losses = noLosses();
  readonly #excerpt: Excerpt;
  readonly #reorder = new Reorder<Arrival>((a, b) => inOrder(a.ordinal, b.ordinal), this.losses);
  readonly #taker;

  constructor(excerpt: Excerpt) {
    this.#excerpt = excerpt;
    this.#taker = takerOf<Completion>(excerpt.take);
  }

  see(
    occurrence: Occurrence,
    read: (field: string) => FieldValue | undefined,
  ): readonly Completion[] {
    const ordinal = ordinalOf(occurrence, read, this.#excerpt.tiebreaker);
    if (!ordinal) {
      this.losses.untimed++;
      return [];
    }
    return this.#take(this.#reorder.add({ ordinal, occurrence }));
  }

  end(): readonly Completion[] {
    return [...this.#take(this.#reorder.end()), ...this.#taker.end()];
  }

  #take(arrivals: readonly Arrival[]): readonly Completion[] {
    return arrivals.flatMap(({ occurrence }) => this.#taker.add({ events: [occurrence] }));
  }
}
