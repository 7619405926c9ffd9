/** The state of a limit (`head`, `tail`) over one recording. */
import type { EventCounts } from "../../model/dropped-events.ts";
import { EventCounter } from "../../streams/event-counter.ts";
import { ReorderBuffer } from "../../streams/reorder-buffer.ts";
import type { Completion, Matcher, Occurrence, ReadField } from "../../model/matcher.ts";
import { compareOrdinals, ordinalOf, type Ordinal } from "../../streams/ordinal.ts";
import type { LimitedEvents } from "../../model/sequence.ts";
import { limiterOf } from "../../streams/limit.ts";

interface Arrival<Event extends Occurrence> {
  readonly ordinal: Ordinal;
  readonly occurrence: Event;
}

/** Finds the first or last events in the order of time, each a match of its own. */
export class LimitMatcher<Event extends Occurrence> implements Matcher<Event> {
  /** Nothing is let go that was taken into account. */
  readonly cut = 0;
  readonly #counter = new EventCounter();
  readonly #limited: LimitedEvents;
  readonly #reorderBuffer = new ReorderBuffer<Arrival<Event>>(
    (a, b) => compareOrdinals(a.ordinal, b.ordinal),
    ({ occurrence }) => this.#counter.drop(occurrence.stage, occurrence, "late"),
  );
  readonly #limiter;

  constructor(limited: LimitedEvents) {
    this.#limited = limited;
    this.#limiter = limiterOf<Completion<Event>>(limited.limits);
  }

  get counts(): EventCounts {
    return { stages: this.#counter.counts() };
  }

  see(occurrence: Event, read: ReadField): readonly Completion<Event>[] {
    this.#counter.see(occurrence.stage, occurrence);
    const ordinal = ordinalOf(occurrence, read, this.#limited);
    if (!ordinal) {
      this.#counter.drop(occurrence.stage, occurrence, "untimed");
      return [];
    }
    return this.#take(this.#reorderBuffer.add({ ordinal, occurrence }));
  }

  end(): readonly Completion<Event>[] {
    return [...this.#take(this.#reorderBuffer.end()), ...this.#limiter.end()];
  }

  #take(arrivals: readonly Arrival<Event>[]): readonly Completion<Event>[] {
    return arrivals.flatMap(({ occurrence }) => this.#limiter.add({ events: [occurrence] }));
  }
}
