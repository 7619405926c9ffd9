/**
 * The state of a sequence over one recording: the algorithm of Elasticsearch's sequence queries, event
 * by event. Elasticsearch searches an index that goes on; here, what has not come by the end of the
 * recording does not come.
 */
import type { EventCounts } from "../../model/dropped-events.ts";
import { Groups } from "../../streams/groups.ts";
import type { CutEvents } from "../../streams/cut-events.ts";
import { EventCounter } from "../../streams/event-counter.ts";
import { MAX_WAITING, ReorderBuffer } from "../../streams/reorder-buffer.ts";
import type { Completion, Matcher, Occurrence, ReadField } from "../../model/matcher.ts";
import { TrailingAbsence } from "./trailing-absence.ts";
import { stepConditionsOf, type StepCondition } from "./step-condition.ts";
import { byValues, joinReading, type Joined } from "./join-keys.ts";
import { compareOrdinals, ordinalOf, type Ordinal } from "../../streams/ordinal.ts";
import { sequencePlanOf, type SequencePlan, type Role } from "./plan.ts";
import {
  END_OF_TIME,
  PartialSequences,
  type PartialSequence,
  type StepEvent,
} from "./partial-sequence.ts";
import type { Sequence } from "../../model/sequence.ts";
import { limiterOf } from "../../streams/limit.ts";

/** What one rule holds at most. */
export interface Bounds {
  /** Partial sequences, and as many complete ones that wait. */
  readonly partials: number;
  /** Events that are held back to put them in order. */
  readonly waiting: number;
}

const BOUNDS: Bounds = { partials: 100_000, waiting: MAX_WAITING };

/** An event in one of the roles that its stage has in the sequence. */
interface RoleMatch<Event extends Occurrence> {
  readonly role: Role;
  readonly joined: readonly Joined[];
  /** For a step that must occur. */
  readonly event: StepEvent<Event> | null;
}

interface Arrival<Event extends Occurrence> {
  readonly occurrence: Event;
  readonly ordinal: Ordinal;
  readonly roleMatches: readonly RoleMatch<Event>[];
}

/** Finds sequences; matches are in the order in which they become complete. */
export class SequenceMatcher<Event extends Occurrence> implements Matcher<Event> {
  readonly #counter = new EventCounter();
  readonly #cut: CutEvents = { cut: 0 };
  readonly #sequence: Sequence;
  readonly #plan: SequencePlan;
  readonly #stepConditions: readonly StepCondition[];
  readonly #reorderBuffer: ReorderBuffer<Arrival<Event>>;
  readonly #groups: Groups<PartialSequences<Event>>;
  readonly #trailingAbsence: TrailingAbsence<Event>;
  readonly #limiter;
  /** Events of one ordinal, of which none follows another. */
  #simultaneous: Arrival<Event>[] = [];

  constructor(sequence: Sequence, { partials, waiting }: Bounds = BOUNDS) {
    this.#sequence = sequence;
    this.#plan = sequencePlanOf(sequence);
    this.#stepConditions = stepConditionsOf(this.#plan.positive);
    this.#reorderBuffer = new ReorderBuffer(
      (a, b) => compareOrdinals(a.ordinal, b.ordinal),
      ({ occurrence }) => this.#counter.drop(occurrence.stage, occurrence, "late"),
      waiting,
    );
    this.#groups = new Groups(() => new PartialSequences<Event>(this.#plan), this.#cut, partials);
    this.#trailingAbsence = new TrailingAbsence(this.#cut, partials);
    this.#limiter = limiterOf<Completion<Event>>(sequence.limits);
  }

  /** How many partial sequences, and complete ones that wait to be certain, are held. */
  get held(): number {
    return this.#groups.held + this.#trailingAbsence.size;
  }

  get counts(): EventCounts {
    return { stages: this.#counter.counts() };
  }

  get cut(): number {
    return this.#cut.cut;
  }

  see(occurrence: Event, read: ReadField): readonly Completion<Event>[] {
    const { stage } = occurrence;
    this.#counter.see(stage, occurrence);
    const ordinal = ordinalOf(occurrence, read, this.#sequence);
    if (!ordinal) {
      this.#counter.drop(stage, occurrence, "untimed");
      return [];
    }
    const roleMatches = this.#roleMatchesOf(occurrence, ordinal.ticks, read);
    if (roleMatches.length === 0) {
      this.#counter.drop(stage, occurrence, "ungrouped");
      return [];
    }
    return this.#go(this.#reorderBuffer.add({ occurrence, ordinal, roleMatches }));
  }

  end(): readonly Completion<Event>[] {
    const completions = [
      ...this.#go(this.#reorderBuffer.end()),
      ...this.#pass(),
      ...this.#takeAll(this.#trailingAbsence.passed(null)),
    ];
    return [...completions, ...this.#limiter.end()];
  }

  #roleMatchesOf(occurrence: Event, ticks: bigint, read: ReadField): readonly RoleMatch<Event>[] {
    const roleMatches: RoleMatch<Event>[] = [];
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
      const stepCondition = role.kind === "step" ? this.#stepConditions[role.at]! : null;
      const event = stepCondition && {
        ticks,
        occurrence,
        binds: stepCondition.binds(read),
        condition: stepCondition.condition(read),
      };
      roleMatches.push({ role, joined: reading.joined, event });
    }
    if (isCut) this.#cut.cut++;
    return roleMatches;
  }

  #go(arrivals: readonly Arrival<Event>[]): readonly Completion<Event>[] {
    return arrivals.flatMap((arrival) => {
      const [first] = this.#simultaneous;
      const completed =
        first && compareOrdinals(first.ordinal, arrival.ordinal) < 0 ? this.#pass() : [];
      this.#simultaneous.push(arrival);
      return completed;
    });
  }

  /** Applies the simultaneous events; returns what is complete with them. */
  #pass(): readonly Completion<Event>[] {
    const [first] = this.#simultaneous;
    if (!first) return [];
    const { ticks } = first.ordinal;
    const roleMatches = this.#simultaneous.flatMap((arrival) => arrival.roleMatches);
    this.#simultaneous = [];
    const certain: Completion<Event>[] = [...this.#trailingAbsence.passed(ticks)];
    for (const [joined, concerned] of byKey(roleMatches)) {
      const completed = this.#groups.change(joined.id, ticks, (partials) =>
        applyRoles(partials, concerned, ticks),
      );
      for (const partial of completed) {
        const completion = this.#finalize(partial, joined);
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
  #finalize(
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
    return this.#wait(completion, joined, last, maxspan === null ? END_OF_TIME : from + maxspan);
  }

  #wait(completion: Completion<Event>, { id }: Joined, last: bigint, until: bigint): null {
    this.#trailingAbsence.add(id, completion, last, until);
    return null;
  }

  #takeAll(completions: readonly Completion<Event>[]): readonly Completion<Event>[] {
    return completions.flatMap((completion) => this.#limiter.add(completion));
  }
}

/** Returns role matches by the keys that they concern, in the order of the keys. */
function byKey<Event extends Occurrence>(
  roleMatches: readonly RoleMatch<Event>[],
): readonly (readonly [Joined, readonly RoleMatch<Event>[]])[] {
  const [only] = roleMatches;
  if (roleMatches.length === 1 && only!.joined.length === 1)
    return [[only!.joined[0]!, roleMatches]];
  const found = new Map<string, [Joined, RoleMatch<Event>[]]>();
  for (const roleMatch of roleMatches)
    for (const joined of roleMatch.joined) {
      const known = found.get(joined.id);
      if (known) known[1].push(roleMatch);
      else found.set(joined.id, [joined, [roleMatch]]);
    }
  return [...found.values()].sort(([a], [b]) => byValues(a, b));
}

/** Applies the events of one ordinal and key in their roles; returns what is complete with them. */
function applyRoles<Event extends Occurrence>(
  partials: PartialSequences<Event>,
  roleMatches: readonly RoleMatch<Event>[],
  ticks: bigint,
): PartialSequence<Event>[] {
  const completed: PartialSequence<Event>[] = [];
  for (const { role, event } of [...roleMatches].sort((a, b) => rank(a.role) - rank(b.role)))
    switch (role.kind) {
      case "step": {
        const complete = partials.take(role.at, event!);
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

/** Orders roles: steps from the last to the first, then `until`, then missing steps. */
function rank(role: Role): number {
  if (role.kind === "step") return -role.at;
  return role.kind === "until" ? 1 : 2;
}
