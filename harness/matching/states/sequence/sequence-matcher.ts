/**
 * The state of a sequence over one recording: the algorithm of Elasticsearch's sequence queries, event
 * by event. Where it cannot be, the recording is the world: what has not come by its end does not come.
 */
import { Groups } from "../../streams/groups.ts";
import { noDroppedEvents, type DroppedEvents } from "../../model/dropped-events.ts";
import { MAX_WAITING, ReorderBuffer } from "../../streams/reorder-buffer.ts";
import type { Completion, Matcher, Occurrence, ReadField } from "../../model/matcher.ts";
import { TrailingAbsence } from "./trailing-absence.ts";
import { stepConditionsOf, type StepCondition } from "./step-condition.ts";
import { byValues, joinReading, type Joined } from "./join-keys.ts";
import { inOrder, ordinalOf, type Ordinal } from "../../streams/ordinal.ts";
import { sequencePlanOf, type SequencePlan, type Role } from "./plan.ts";
import {
  NEVER,
  PartialSequences,
  type PartialSequence,
  type StepTaken,
} from "./partial-sequence.ts";
import type { Sequence } from "../../model/sequence.ts";
import { limiterOf } from "../../streams/limit.ts";

/** What one rule holds at most. */
export interface Bounds {
  /** Beginnings of sequences, and as many complete ones that wait. */
  readonly begun: number;
  /** Events that are held back to put them in order. */
  readonly waiting: number;
}

const BOUNDS: Bounds = { begun: 100_000, waiting: MAX_WAITING };

/** An event as one of the things that it can be in the sequence. */
interface Part<Event extends Occurrence> {
  readonly role: Role;
  readonly joined: readonly Joined[];
  /** For a step that must occur. */
  readonly taken: StepTaken<Event> | null;
}

interface Arrival<Event extends Occurrence> {
  readonly ordinal: Ordinal;
  readonly parts: readonly Part<Event>[];
}

export class SequenceMatcher<Event extends Occurrence> implements Matcher<Event> {
  readonly dropped: DroppedEvents = noDroppedEvents();
  readonly #sequence: Sequence;
  readonly #plan: SequencePlan;
  readonly #relations: readonly StepCondition[];
  readonly #reorderBuffer: ReorderBuffer<Arrival<Event>>;
  readonly #groups: Groups<PartialSequences<Event>>;
  readonly #trailingAbsence: TrailingAbsence<Event>;
  readonly #limiter;
  /** Events of one ordinal, of which none follows another. */
  #together: Arrival<Event>[] = [];

  constructor(sequence: Sequence, { begun, waiting }: Bounds = BOUNDS) {
    this.#sequence = sequence;
    this.#plan = sequencePlanOf(sequence);
    this.#relations = stepConditionsOf(this.#plan.positive);
    this.#reorderBuffer = new ReorderBuffer(
      (a, b) => inOrder(a.ordinal, b.ordinal),
      this.dropped,
      waiting,
    );
    this.#groups = new Groups(() => new PartialSequences<Event>(this.#plan), this.dropped, begun);
    this.#trailingAbsence = new TrailingAbsence(this.dropped, begun);
    this.#limiter = limiterOf<Completion<Event>>(sequence.limits);
  }

  /** How much is held of what has begun, or waits to be certain. */
  get held(): number {
    return this.#groups.held + this.#trailingAbsence.size;
  }

  see(occurrence: Event, read: ReadField): readonly Completion<Event>[] {
    const ordinal = ordinalOf(occurrence, read, this.#sequence);
    if (!ordinal) {
      this.dropped.untimed++;
      return [];
    }
    const parts = this.#partsOf(occurrence, ordinal.ticks, read);
    if (parts.length === 0) {
      this.dropped.ungrouped++;
      return [];
    }
    return this.#go(this.#reorderBuffer.add({ ordinal, parts }));
  }

  end(): readonly Completion<Event>[] {
    const completions = [
      ...this.#go(this.#reorderBuffer.end()),
      ...this.#pass(),
      ...this.#takeAll(this.#trailingAbsence.passed(null)),
    ];
    return [...completions, ...this.#limiter.end()];
  }

  #partsOf(occurrence: Event, ticks: bigint, read: ReadField): readonly Part<Event>[] {
    const parts: Part<Event>[] = [];
    let isCut = false;
    let [keys, reading] = [null as Role["step"]["keys"] | null, joinReading([], read)];
    for (const role of this.#plan.roles.get(occurrence.stage)!) {
      // Repeated steps stand next to each other, and share their keys.
      if (role.step.keys !== keys) {
        keys = role.step.keys;
        reading = joinReading(keys, read);
      }
      isCut ||= reading.isCut;
      if (reading.joined.length === 0) continue;
      const relation = role.kind === "step" ? this.#relations[role.at]! : null;
      const taken = relation && {
        ticks,
        occurrence,
        binds: relation.binds(read),
        follows: relation.follows(read),
      };
      parts.push({ role, joined: reading.joined, taken });
    }
    if (isCut) this.dropped.cut++;
    return parts;
  }

  #go(arrivals: readonly Arrival<Event>[]): readonly Completion<Event>[] {
    return arrivals.flatMap((arrival) => {
      const [first] = this.#together;
      const completed = first && inOrder(first.ordinal, arrival.ordinal) < 0 ? this.#pass() : [];
      this.#together.push(arrival);
      return completed;
    });
  }

  /** Lets the events that came together take part. */
  #pass(): readonly Completion<Event>[] {
    const [first] = this.#together;
    if (!first) return [];
    const { ticks } = first.ordinal;
    const parts = this.#together.flatMap((arrival) => arrival.parts);
    this.#together = [];
    const certain: Completion<Event>[] = [...this.#trailingAbsence.passed(ticks)];
    for (const [joined, concerned] of byKey(parts)) {
      const completed = this.#groups.change(joined.id, ticks, (partials) =>
        takePart(partials, concerned, ticks),
      );
      for (const partial of completed) {
        const completion = this.#settle(partial, joined);
        if (completion) certain.push(completion);
      }
      if (concerned.some(({ role }) => this.#isTrailing(role)))
        this.#trailingAbsence.see(joined.id, ticks);
    }
    return this.#takeAll(certain);
  }

  #isTrailing(role: Role): boolean {
    return role.kind === "missing" && role.after === this.#plan.positive.length - 1;
  }

  /**
   * Returns the match of a complete sequence, unless there is none or it must wait. What must lead is
   * looked for within the time that ends with the last event; what must not come after, within that
   * which the first opens. If there are both, they count only if both lie within one such time.
   */
  #settle(
    { events, isSpoiled, start, last, lead }: PartialSequence<Event>,
    joined: Joined,
  ): Completion<Event> | null {
    if (isSpoiled) return null;
    const { hasLeading, hasTrailing, maxspan } = this.#plan;
    const keys = joined.shown;
    const completion = keys.length > 0 ? { events, keys } : { events };
    const isLed = lead !== null && (maxspan === null || last - lead <= maxspan);
    if (!hasTrailing) return isLed ? null : completion;
    if (hasLeading && lead === null) return this.#wait(completion, joined, last, last);
    const from = hasLeading ? lead! : start;
    return this.#wait(completion, joined, last, maxspan === null ? NEVER : from + maxspan);
  }

  #wait(completion: Completion<Event>, { id }: Joined, last: bigint, until: bigint): null {
    this.#trailingAbsence.add(id, completion, last, until);
    return null;
  }

  #takeAll(completions: readonly Completion<Event>[]): readonly Completion<Event>[] {
    return completions.flatMap((completion) => this.#limiter.add(completion));
  }
}

/** Returns parts by the keys that they concern, in the order of the keys. */
function byKey<Event extends Occurrence>(
  parts: readonly Part<Event>[],
): readonly (readonly [Joined, readonly Part<Event>[]])[] {
  const [only] = parts;
  if (parts.length === 1 && only!.joined.length === 1) return [[only!.joined[0]!, parts]];
  const found = new Map<string, [Joined, Part<Event>[]]>();
  for (const part of parts)
    for (const joined of part.joined) {
      const known = found.get(joined.id);
      if (known) known[1].push(part);
      else found.set(joined.id, [joined, [part]]);
    }
  return [...found.values()].sort(([a], [b]) => byValues(a, b));
}

/** Lets events of one ordinal and key take part; returns what is complete with them. */
function takePart<Event extends Occurrence>(
  partials: PartialSequences<Event>,
  parts: readonly Part<Event>[],
  ticks: bigint,
): PartialSequence<Event>[] {
  const completed: PartialSequence<Event>[] = [];
  for (const { role, taken } of [...parts].sort((a, b) => rank(a.role) - rank(b.role)))
    switch (role.kind) {
      case "step": {
        const complete = partials.take(role.at, taken!);
        if (complete) completed.push(complete);
        break;
      }
      case "until":
        partials.until();
        break;
      case "missing":
        partials.missing(role.after, ticks);
    }
  return completed;
}

/** Steps from the last to the first; then what ends, and what must not come. */
function rank(role: Role): number {
  if (role.kind === "step") return -role.at;
  return role.kind === "until" ? 1 : 2;
}
