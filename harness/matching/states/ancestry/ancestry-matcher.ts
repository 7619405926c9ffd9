/**
 * The state of a rule that asks where processes come from. Events go by in the order of time; what an
 * event has to say of its process counts for those behind it.
 */
import type { FieldValue } from "../../../events/field-value.ts";
import type { Ancestry, AncestryVariant } from "../../model/ancestry.ts";
import type { DropReason, EventCounts } from "../../model/dropped-events.ts";
import type { CutEvents } from "../../streams/cut-events.ts";
import { EventCounter } from "../../streams/event-counter.ts";
import type { Completion, Matcher, Occurrence, ReadField } from "../../model/matcher.ts";
import { compareOrdinals, ordinalOf, type Ordinal } from "../../streams/ordinal.ts";
import { ReorderBuffer } from "../../streams/reorder-buffer.ts";
import { MAX_PROCESSES, processOf, ProcessTree, type ProcessIdentity } from "./process-tree.ts";

/** What one rule holds at most. */
export interface AncestryBounds {
  readonly processes: number;
  /** Events that are held back to put them in order. */
  readonly waiting: number;
}

/** Less than of other rules: here nearly every start of a process waits. */
const BOUNDS: AncestryBounds = { processes: MAX_PROCESSES, waiting: 20_000 };

/** The state of what stands behind the ancestry, and the fields that it reads of a stage's events. */
export interface InnerMatcher<Event extends Occurrence> {
  readonly matcher: Matcher<Event>;
  readonly reads: (stage: number) => readonly string[];
}

/** An event on which a stage held. */
interface Arrival<Event extends Occurrence> {
  readonly ordinal: Ordinal;
  readonly stage: number;
  readonly position: number;
  readonly sensor: string | null;
  readonly process: ProcessIdentity;
  /** Null for a stage that only the conditions ask for. */
  readonly event: Event | null;
  /** What the inner state reads of the event. */
  readonly fields: ReadonlyMap<string, FieldValue | undefined>;
}

const NO_FIELDS: ReadonlyMap<string, FieldValue | undefined> = new Map();

/**
 * Evaluates the ancestry conditions of a rule, and shows the rest of the rule the events that satisfy
 * them.
 */
export class AncestryMatcher<Event extends Occurrence> implements Matcher<Event> {
  readonly #ancestry: Ancestry;
  /** By the stage that is the variant. */
  readonly #variants: ReadonlyMap<number, AncestryVariant>;
  readonly #inner: InnerMatcher<Event> | null;
  /** By the stage that is stood for. */
  readonly #counter = new EventCounter();
  readonly #cut: CutEvents = { cut: 0 };
  readonly #tree: ProcessTree;
  readonly #reorderBuffer: ReorderBuffer<Arrival<Event>>;
  /** What the inner state was shown in place of what was shown here. */
  readonly #shown = new WeakMap<Event, Event>();
  /** The arrivals of the latest event, one for each stage that held on it. */
  #sameEvent: Arrival<Event>[] = [];

  /** @param inner the state behind it; null if each event that passes is a match of its own */
  constructor(
    ancestry: Ancestry,
    inner: InnerMatcher<Event> | null,
    { processes, waiting }: AncestryBounds = BOUNDS,
  ) {
    this.#ancestry = ancestry;
    this.#variants = new Map(ancestry.variants.map((one) => [one.stage, one]));
    this.#inner = inner;
    this.#tree = new ProcessTree(this.#cut, processes);
    this.#reorderBuffer = new ReorderBuffer<Arrival<Event>>(
      (a, b) => compareOrdinals(a.ordinal, b.ordinal),
      (arrival) => this.#drop(arrival, "late"),
      waiting,
    );
  }

  get counts(): EventCounts {
    const stages = this.#counter.counts();
    return this.#inner ? { stages, inner: this.#inner.matcher.counts } : { stages };
  }

  get cut(): number {
    return this.#cut.cut + (this.#inner?.matcher.cut ?? 0);
  }

  see(event: Event, read: ReadField): readonly Completion<Event>[] {
    const { stage, position, sensor = null } = event;
    this.#counter.see(this.#standsFor(stage), event);
    const ordinal = ordinalOf(event, read, this.#ancestry);
    if (!ordinal) {
      this.#drop(event, "untimed");
      return [];
    }
    const process = processOf(this.#ancestry.fields, read);
    const isOwn = this.#standsFor(stage) < this.#ancestry.own;
    const fields = isOwn ? this.#fieldsRead(stage, read) : NO_FIELDS;
    const shown = isOwn ? event : null;
    const arrival = { ordinal, stage, position, sensor, process, event: shown, fields };
    return this.#go(this.#reorderBuffer.add(arrival));
  }

  end(): readonly Completion<Event>[] {
    const completions = [...this.#go(this.#reorderBuffer.end()), ...this.#pass()];
    return [...completions, ...this.#asShown(this.#inner?.matcher.end() ?? [])];
  }

  #fieldsRead(stage: number, read: ReadField): Arrival<Event>["fields"] {
    const names = this.#inner?.reads(this.#standsFor(stage)) ?? [];
    return names.length === 0 ? NO_FIELDS : new Map(names.map((name) => [name, read(name)]));
  }

  #go(arrivals: readonly Arrival<Event>[]): readonly Completion<Event>[] {
    return arrivals.flatMap((arrival) => {
      const [first] = this.#sameEvent;
      const completed = first && first.position !== arrival.position ? this.#pass() : [];
      this.#sameEvent.push(arrival);
      return completed;
    });
  }

  /** Lets an event count, and asks what it comes to. */
  #pass(): readonly Completion<Event>[] {
    const arrivals = this.#sameEvent;
    this.#sameEvent = [];
    const [first] = arrivals;
    if (!first) return [];
    const { process } = first;
    const { conditions, starts, own } = this.#ancestry;
    if (arrivals.some(({ stage }) => stage === starts)) this.#tree.add(process);
    const answers: boolean[] = [];
    for (const [number, { relation, stage }] of conditions.entries()) {
      const holding = this.#holding(arrivals, stage, answers);
      if (holding && process.process === null) this.#drop(holding, "ungrouped");
      else if (holding) this.#tree.mark(process, number);
      answers.push(this.#tree.answer(process, relation, number));
    }
    const stages = new Set(arrivals.map(({ stage }) => this.#standsFor(stage)));
    const holding = [...stages]
      .filter((stage) => stage < own)
      .map((stage) => ({ stage, arrival: this.#holding(arrivals, stage, answers) }));
    const isUnknown = process.process === null && process.parent === null;
    if (isUnknown)
      for (const { stage, arrival } of holding)
        if (!arrival) this.#counter.drop(stage, first, "ungrouped");
    return holding.flatMap(({ stage, arrival }) => (arrival ? this.#complete(arrival, stage) : []));
  }

  /** Returns the arrival by which a stage holds on an event; undefined if it does not. */
  #holding(
    arrivals: readonly Arrival<Event>[],
    stage: number,
    answers: readonly boolean[],
  ): Arrival<Event> | undefined {
    return arrivals.find((arrival) => {
      if (this.#standsFor(arrival.stage) !== stage) return false;
      const wanted = this.#variants.get(arrival.stage)?.answers ?? [];
      return wanted.every(({ condition, isTrue }) => answers[condition] === isTrue);
    });
  }

  #drop(
    one: Pick<Arrival<Event>, "stage" | "position"> & { sensor?: string | null },
    reason: DropReason,
  ): void {
    this.#counter.drop(this.#standsFor(one.stage), one, reason);
  }

  #standsFor(stage: number): number {
    return this.#variants.get(stage)?.of ?? stage;
  }

  #complete({ event, fields }: Arrival<Event>, stage: number): readonly Completion<Event>[] {
    if (!event) throw new Error("only events of the rule's own stages complete it");
    if (!this.#inner) return [{ events: [event] }];
    const shown: Event = { ...event, stage };
    this.#shown.set(shown, event);
    return this.#asShown(this.#inner.matcher.see(shown, (field) => fields.get(field)));
  }

  #asShown(completions: readonly Completion<Event>[]): readonly Completion<Event>[] {
    return completions.map((completion) => ({
      ...completion,
      events: completion.events.map((event) => this.#shown.get(event)!),
    }));
  }
}
