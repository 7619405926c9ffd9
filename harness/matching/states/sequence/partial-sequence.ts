/**
 * The partial sequences of one key: at each step at most one, the one that came there last. Events are
 * shown in order, and of one ordinal the steps from the last to the first: so no event follows another of
 * its ordinal, and none takes two steps at once.
 */
import type { FieldValue } from "../../../events/field-value.ts";
import type { Group } from "../../streams/groups.ts";
import type { Occurrence } from "../../model/matcher.ts";
import type { SequencePlan } from "./plan.ts";

/** The first events of a sequence that is not complete. */
export interface PartialSequence<Event extends Occurrence> {
  readonly start: bigint;
  readonly events: Event[];
  /** When its last event was. */
  last: bigint;
  /** When, after its last event, the first came that must not come before the next. */
  gap: bigint | null;
  /** Whether an event came where none may: it is extended further, but is no match when it is complete. */
  isSpoiled: boolean;
  /** When the last event before its first was that must not be there. */
  readonly lead: bigint | null;
  /** Fields of its events that later steps ask for, by their names there. */
  readonly bound: ReadonlyMap<string, FieldValue>;
}

/** An event of a step. */
export interface StepEvent<Event extends Occurrence> {
  readonly ticks: bigint;
  readonly occurrence: Event;
  /** Fields of the event that later steps ask for, by their names there. */
  readonly binds: ReadonlyMap<string, FieldValue> | null;
  /**
   * Whether the event can extend a partial sequence that has bound these fields; null if it can extend
   * any.
   */
  readonly condition: ((bound: ReadonlyMap<string, FieldValue>) => boolean) | null;
}

/** Later than any time. */
export const END_OF_TIME = 1n << 80n;

const NOTHING: ReadonlyMap<string, FieldValue> = new Map();

/** The partial sequences of one key. */
export class PartialSequences<Event extends Occurrence> implements Group {
  readonly #plan: SequencePlan;
  /** By step. More than one at a step only if they have different fields that later steps ask for. */
  readonly #steps: PartialSequence<Event>[][];
  /** When the last event that must not lead was, and the last before that at another time. */
  #lead: bigint | null = null;
  #leadBefore: bigint | null = null;
  #newest = 0n;
  #held = 0;

  constructor(plan: SequencePlan) {
    this.#plan = plan;
    this.#steps = plan.positive.slice(1).map(() => []);
  }

  get size(): number {
    return this.#held + (this.#lead === null ? 0 : 1);
  }

  get expires(): bigint {
    const { maxspan } = this.#plan;
    return maxspan === null ? END_OF_TIME : this.#newest + maxspan;
  }

  shrink(): void {
    const oldest = this.#steps.findLast((partials) => partials.length > 0);
    if (oldest) {
      oldest.shift();
      this.#held--;
    } else this.#lead = this.#leadBefore = null;
  }

  /** Extends a partial sequence by an event of a step; returns the sequence that is complete with it. */
  take(at: number, event: StepEvent<Event>): PartialSequence<Event> | null {
    const before = at === 0 ? this.#start(event) : this.#extend(at, event);
    if (!before) return null;
    const { binds } = event;
    const taken = binds ? { ...before, bound: new Map([...before.bound, ...binds]) } : before;
    if (at === this.#plan.positive.length - 1) return taken;
    const others = this.#steps[at]!;
    const known = others.findIndex(({ bound }) => isSame(bound, taken.bound));
    if (known >= 0) others.splice(known, 1);
    else this.#held++;
    others.push(taken);
    return null;
  }

  /** Ends all partial sequences. */
  until(): void {
    for (const partials of this.#steps) partials.length = 0;
    this.#held = 0;
  }

  /** Records an event that must not come between a step (-1: none) and the next. */
  missing(after: number, ticks: bigint): void {
    if (after < 0) {
      if (this.#lead !== null && ticks > this.#lead) this.#leadBefore = this.#lead;
      this.#lead = this.#newest = ticks;
    } else
      // After the last step there are no partial sequences.
      for (const partial of this.#steps[after] ?? [])
        if (partial.last < ticks) partial.gap ??= ticks;
  }

  #start({ ticks, occurrence }: StepEvent<Event>): PartialSequence<Event> {
    this.#newest = ticks;
    const lead = this.#lead !== null && this.#lead < ticks ? this.#lead : this.#leadBefore;
    const events = [occurrence];
    return { start: ticks, events, last: ticks, gap: null, isSpoiled: false, lead, bound: NOTHING };
  }

  #extend(
    at: number,
    { ticks, occurrence, condition }: StepEvent<Event>,
  ): PartialSequence<Event> | null {
    const partials = this.#steps[at - 1]!;
    const { maxspan } = this.#plan;
    for (let i = partials.length - 1; i >= 0; i--) {
      const partial = partials[i]!;
      const isLate = maxspan !== null && ticks - partial.start > maxspan;
      if (!isLate && condition && !condition(partial.bound)) continue;
      partials.splice(i, 1);
      this.#held--;
      if (isLate) continue;
      partial.isSpoiled ||= partial.gap !== null && partial.gap < ticks;
      partial.gap = null;
      partial.last = ticks;
      partial.events.push(occurrence);
      return partial;
    }
    return null;
  }
}

function isSame(a: ReadonlyMap<string, FieldValue>, b: ReadonlyMap<string, FieldValue>): boolean {
  if (a.size !== b.size) return false;
  return a.size === 0 || JSON.stringify([...a]) === JSON.stringify([...b]);
}
