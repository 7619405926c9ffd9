/**
 * Complete sequences after which some event must not come. They are held until the time for it has
 * passed, or the recording has ended: what did not come by then did not come. They go on in the order
 * in which they were complete.
 */
import type { CutEvents } from "../../streams/cut-events.ts";
import { MAX_HELD } from "../../streams/groups.ts";
import type { Completion, Occurrence } from "../../model/matcher.ts";

interface Waiting<Event extends Occurrence> {
  readonly id: string;
  readonly completion: Completion<Event>;
  readonly last: bigint;
  /** The last moment at which an event would undo it. */
  readonly until: bigint;
  isUndone: boolean;
}

/** The complete sequences of a rule that wait to be certain. */
export class TrailingAbsence<Event extends Occurrence> {
  readonly #dropped: CutEvents;
  readonly #max: number;
  #queue: Waiting<Event>[] = [];
  #first = 0;
  /** Those of them that can still be undone, by key. */
  readonly #byKey = new Map<string, Waiting<Event>[]>();

  constructor(dropped: CutEvents, max: number = MAX_HELD) {
    this.#dropped = dropped;
    this.#max = max;
  }

  /** Complete sequences that are held. */
  get size(): number {
    return this.#queue.length - this.#first;
  }

  /**
   * Takes a complete sequence of a key.
   *
   * @param last when its last event was
   * @param until the last moment at which an event would undo it
   */
  add(id: string, completion: Completion<Event>, last: bigint, until: bigint): void {
    const waiting = { id, completion, last, until, isUndone: false };
    this.#queue.push(waiting);
    const known = this.#byKey.get(id);
    if (known) known.push(waiting);
    else this.#byKey.set(id, [waiting]);
    if (this.size > this.#max && !this.#shift().isUndone) this.#dropped.cut++;
  }

  /** Takes an event that must not come. One of the time of the last event does not come after it. */
  see(id: string, ticks: bigint): void {
    const known = this.#byKey.get(id);
    if (!known) return;
    for (const waiting of known) waiting.isUndone = waiting.last < ticks && ticks <= waiting.until;
    // What is past its time stays as it is, and waits only for those before it.
    const open = known.filter(({ last }) => last >= ticks);
    if (open.length > 0) this.#byKey.set(id, open);
    else this.#byKey.delete(id);
  }

  /** Returns those that are certain because time has passed a moment (null: it has ended). */
  passed(now: bigint | null): readonly Completion<Event>[] {
    const certain: Completion<Event>[] = [];
    while (this.size > 0) {
      const { isUndone, until, completion } = this.#queue[this.#first]!;
      if (!isUndone && now !== null && until >= now) break;
      this.#shift();
      if (!isUndone) certain.push(completion);
    }
    return certain;
  }

  #shift(): Waiting<Event> {
    const waiting = this.#queue[this.#first++]!;
    if (this.#first * 2 > this.#queue.length) {
      this.#queue = this.#queue.slice(this.#first);
      this.#first = 0;
    }
    const known = this.#byKey.get(waiting.id);
    if (known?.[0] === waiting) {
      known.shift();
      if (known.length === 0) this.#byKey.delete(waiting.id);
    }
    return waiting;
  }
}
