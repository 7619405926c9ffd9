/** The state of head and tail limits over one recording. */
import type { FieldValue } from "../../../events/field-value.ts";
import { noDroppedEvents, type DroppedEvents } from "../../model/dropped-events.ts";
import { ReorderBuffer } from "../../streams/reorder-buffer.ts";
import type { Completion, Matcher, Occurrence } from "../../model/matcher.ts";
import { compareOrdinals, ordinalOf, type Ordinal } from "../../streams/ordinal.ts";
import type { LimitedEvents } from "../../model/sequence.ts";
import { limiterOf } from "../../streams/limit.ts";

interface Arrival {
  readonly ordinal: Ordinal;
  readonly occurrence: Occurrence;
}

/** Finds the first or last events in the order of time, each a match of its own. */
export class LimitMatcher implements Matcher {
  readonly dropped: DroppedEvents = noDroppedEvents();
  readonly #limited: LimitedEvents;
  readonly #reorderBuffer = new ReorderBuffer<Arrival>(
    (a, b) => compareOrdinals(a.ordinal, b.ordinal),
    this.dropped,
  );
  readonly #limiter;

  constructor(limited: LimitedEvents) {
    this.#limited = limited;
    this.#limiter = limiterOf<Completion>(limited.limits);
  }

  see(
    occurrence: Occurrence,
    read: (field: string) => FieldValue | undefined,
  ): readonly Completion[] {
    const ordinal = ordinalOf(occurrence, read, this.#limited.tiebreaker);
    if (!ordinal) {
      this.dropped.untimed++;
      return [];
    }
    return this.#take(this.#reorderBuffer.add({ ordinal, occurrence }));
  }

  end(): readonly Completion[] {
    return [...this.#take(this.#reorderBuffer.end()), ...this.#limiter.end()];
  }

  #take(arrivals: readonly Arrival[]): readonly Completion[] {
    return arrivals.flatMap(({ occurrence }) => this.#limiter.add({ events: [occurrence] }));
  }
}
