/** Counts, while a recording is read, what comes to the parts of a rule's state, and what is dropped. */
import {
  noDroppedEvents,
  type DroppedEvents,
  type DropReason,
  type EventCount,
} from "../model/dropped-events.ts";

interface Count {
  events: number;
  readonly dropped: DroppedEvents;
  /** Of the events that were counted, and dropped, last: variants of a stage hold on one event in a row. */
  lastSeen: number;
  lastDropped: number;
}

/** What one event is to a counter. */
type Counted = { readonly position: number; readonly sensor?: string | null };

/** The counts of one state over one recording. */
export class EventCounter {
  /** By part, then by sensor. */
  readonly #parts = new Map<number, Map<string | null, Count>>();

  /** Counts an event that comes to a part. */
  see(part: number, { position, sensor = null }: Counted): void {
    const count = this.#countOf(part, sensor);
    if (count.lastSeen === position) return;
    count.lastSeen = position;
    count.events++;
  }

  /** Counts an event, which has come to the part before, as dropped. */
  drop(part: number, { position, sensor = null }: Counted, reason: DropReason): void {
    const count = this.#countOf(part, sensor);
    if (count.lastDropped === position) return;
    count.lastDropped = position;
    count.dropped[reason]++;
  }

  /** Returns the counts, sorted by part, then in the order in which sensors came. */
  counts(): EventCount[] {
    return [...this.#parts]
      .sort(([a], [b]) => a - b)
      .flatMap(([part, sensors]) =>
        [...sensors].map(([sensor, { events, dropped }]) => ({ part, sensor, events, dropped })),
      );
  }

  #countOf(part: number, sensor: string | null): Count {
    let sensors = this.#parts.get(part);
    if (!sensors) this.#parts.set(part, (sensors = new Map()));
    let count = sensors.get(sensor);
    if (!count) {
      count = { events: 0, dropped: noDroppedEvents(), lastSeen: NaN, lastDropped: NaN };
      sensors.set(sensor, count);
    }
    return count;
  }
}
