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

/** A group in the order of their last events. */
interface Entry<State> {
  readonly key: string;
  readonly state: State;
  older: Entry<State> | null;
  newer: Entry<State> | null;
}

/**
 * The states of all groups, by key. Their order is a list of its own: a map that is emptied from its
 * beginning goes over what was removed there again and again.
 */
export class Groups<State extends Group> {
  readonly #groups = new Map<string, Entry<State>>();
  #oldest: Entry<State> | null = null;
  #newest: Entry<State> | null = null;
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
    while (this.#oldest && this.#oldest.state.expires < now) this.#remove(this.#oldest);
    const known = this.#groups.get(key);
    const state = known?.state ?? this.#create();
    if (known) this.#remove(known);
    const result = act(state);
    if (state.size > 0) this.#append({ key, state, older: this.#newest, newer: null });
    while (this.#held > this.#max && this.#oldest) this.#cut(this.#oldest);
    return result;
  }

  /** Items that all groups hold together. */
  get held(): number {
    return this.#held;
  }

  /** The groups that have state, by their keys, those that were longest without an event first. */
  *entries(): IterableIterator<[string, State]> {
    for (let entry = this.#oldest; entry; entry = entry.newer) yield [entry.key, entry.state];
  }

  /** Returns a group that has state. */
  get(key: string): State | undefined {
    return this.#groups.get(groupKey(key))?.state;
  }

  /** Takes a group out. */
  delete(key: string): void {
    const entry = this.#groups.get(groupKey(key));
    if (entry) this.#remove(entry);
  }

  #append(entry: Entry<State>): void {
    this.#groups.set(entry.key, entry);
    if (this.#newest) this.#newest.newer = entry;
    else this.#oldest = entry;
    this.#newest = entry;
    this.#held += entry.state.size;
  }

  #remove({ key, state, older, newer }: Entry<State>): void {
    this.#groups.delete(key);
    if (older) older.newer = newer;
    else this.#oldest = newer;
    if (newer) newer.older = older;
    else this.#newest = older;
    this.#held -= state.size;
  }

  /** Drops the oldest group, or the oldest item of the only one. */
  #cut(oldest: Entry<State>): void {
    if (oldest === this.#newest) {
      oldest.state.shrink();
      this.#held--;
      this.#dropped.cut++;
    } else {
      this.#dropped.cut += oldest.state.size;
      this.#remove(oldest);
    }
  }
}
