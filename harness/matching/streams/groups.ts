/**
 * The state of each group of events, for as long as an event of it is within reach of a window. Of
 * all groups together no more than a number of items is held: beyond it the group that was longest
 * without an event is forgotten, and what it held is counted as dropped.
 */
import type { CutEvents } from "./cut-events.ts";
import { groupKey } from "./group-key.ts";

/** The state of one group. */
export interface Group {
  /** Items that the group holds. */
  readonly size: number;
  /** When its state can be forgotten because nothing can depend on it any more, in ticks. */
  readonly expires: bigint;
  /** Forgets its oldest item. */
  shrink(): void;
}

/** Items that one correlation holds at most. */
export const MAX_HELD = 500_000;

/** The states of all groups, by key. */
export class Groups<State extends Group> {
  /** The one that was touched last stands last. */
  readonly #groups = new Map<string, State>();
  readonly #create: () => State;
  readonly #dropped: CutEvents;
  readonly #max: number;
  #held = 0;

  constructor(create: () => State, dropped: CutEvents, max: number = MAX_HELD) {
    this.#create = create;
    this.#dropped = dropped;
    this.#max = max;
  }

  /** Changes the state of a group, which is made if need be. Time never goes back. */
  change<Result>(whole: string, now: bigint, act: (state: State) => Result): Result {
    const key = groupKey(whole);
    this.#forget(now);
    const state = this.#groups.get(key) ?? this.#create();
    const before = state.size;
    this.#groups.delete(key);
    const result = act(state);
    if (state.size > 0) this.#groups.set(key, state);
    this.#held += state.size - before;
    if (this.#held > this.#max) this.#cut(state);
    return result;
  }

  /** Items that all groups hold together. */
  get held(): number {
    return this.#held;
  }

  /** The groups that have state, by their keys. */
  entries(): IterableIterator<[string, State]> {
    return this.#groups.entries();
  }

  /** Returns a group that has state. */
  get(key: string): State | undefined {
    return this.#groups.get(groupKey(key));
  }

  /** Takes a group out. */
  delete(key: string): void {
    this.#remove(groupKey(key));
  }

  #remove(key: string): void {
    this.#held -= this.#groups.get(key)?.size ?? 0;
    this.#groups.delete(key);
  }

  #forget(now: bigint): void {
    for (const [key, { expires }] of this.#groups) {
      if (expires >= now) return;
      this.#remove(key);
    }
  }

  #cut(latest: State): void {
    for (const [key, state] of this.#groups) {
      if (this.#held <= this.#max) return;
      if (state === latest) {
        state.shrink();
        this.#held--;
        this.#dropped.cut++;
      } else {
        this.#dropped.cut += state.size;
        this.#remove(key);
      }
    }
  }
}
