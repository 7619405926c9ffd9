/**
 * The state of a rule with conditions on the ancestry of processes. Events are taken in the order of time;
 * what an event says of its process counts for that event and those behind it.
 */
import type { FieldValue } from "../../../events/field-value.ts";
import { noDroppedEvents, type DroppedEvents } from "../../model/dropped-events.ts";
import { ReorderBuffer } from "../../streams/reorder-buffer.ts";
import type { Completion, Matcher, Occurrence } from "../../model/matcher.ts";
import { compareOrdinals, ordinalOf, type Ordinal } from "../../streams/ordinal.ts";
import type { AncestryVariant, Ancestry } from "../../model/ancestry.ts";
import { MAX_PROCESSES, processOf, ProcessTree, type ProcessIdentity } from "./process-tree.ts";

type Read = (field: string) => FieldValue | undefined;

/** What one rule holds at most. */
export interface AncestryBounds {
  readonly processes: number;
  /** Events that are held back to put them in order. */
  readonly waiting: number;
}

/** Less than of other rules: here nearly every start of a process waits. */
const BOUNDS: AncestryBounds = { processes: MAX_PROCESSES, waiting: 20_000 };

/** An event on which a stage held. */
interface Arrival {
  readonly ordinal: Ordinal;
  readonly occurrence: Occurrence;
  readonly process: ProcessIdentity;
  /** What the rest of the rule reads of the event. */
  readonly fields: ReadonlyMap<string, FieldValue | undefined>;
}

const NO_FIELDS: Arrival["fields"] = new Map();

/**
 * Evaluates the ancestry conditions of a rule, and shows the rest of the rule the events that satisfy
 * them.
 */
export class AncestryMatcher implements Matcher {
  readonly #ancestry: Ancestry;
  /** By the stage that is the variant. */
  readonly #variants: ReadonlyMap<number, AncestryVariant>;
  readonly #create: () => Matcher | undefined;
  readonly #rest: Matcher | undefined;
  readonly #dropped: DroppedEvents = noDroppedEvents();
  readonly #tree: ProcessTree;
  readonly #reorderBuffer: ReorderBuffer<Arrival>;
  /** By the occurrence that the rest of the rule was shown, the one that was shown here. */
  readonly #shown = new WeakMap<Occurrence, Occurrence>();
  /** The arrivals of the latest event, one for each stage that held on it. */
  #sameEvent: Arrival[] = [];

  /** @param create makes the state of the rest of the rule, if it is on several events */
  constructor(
    ancestry: Ancestry,
    create: () => Matcher | undefined,
    { processes, waiting }: AncestryBounds = BOUNDS,
  ) {
    this.#ancestry = ancestry;
    this.#variants = new Map(ancestry.variants.map((one) => [one.stage, one]));
    this.#create = create;
    this.#rest = create();
    this.#tree = new ProcessTree(this.#dropped, processes);
    this.#reorderBuffer = new ReorderBuffer(
      (a, b) => compareOrdinals(a.ordinal, b.ordinal),
      this.#dropped,
      waiting,
    );
  }

  get dropped(): DroppedEvents {
    const [own, rest] = [this.#dropped, this.#rest?.dropped ?? noDroppedEvents()];
    const sum = noDroppedEvents();
    for (const reason of Object.keys(sum) as (keyof DroppedEvents)[])
      sum[reason] = own[reason] + rest[reason];
    return sum;
  }

  see(occurrence: Occurrence, read: Read): readonly Completion[] {
    const ordinal = ordinalOf(occurrence, read, undefined);
    if (!ordinal) {
      this.#dropped.untimed++;
      return [];
    }
    const process = processOf(this.#ancestry.fields, read);
    const { stage, position, time } = occurrence;
    const arrival: Arrival =
      this.#standsFor(stage) < this.#ancestry.own
        ? { ordinal, process, occurrence, fields: this.#fieldsRead(occurrence, read) }
        : { ordinal, process, occurrence: { stage, position, time }, fields: NO_FIELDS };
    return this.#go(this.#reorderBuffer.add(arrival));
  }

  end(): readonly Completion[] {
    const completions = [...this.#go(this.#reorderBuffer.end()), ...this.#pass()];
    return [...completions, ...this.#asShown(this.#rest?.end() ?? [])];
  }

  /**
   * Returns the fields that the rest of the rule will read; a new matcher is shown the event to find them
   * out.
   */
  #fieldsRead(occurrence: Occurrence, read: Read): Arrival["fields"] {
    const fields = new Map<string, FieldValue | undefined>();
    const shown = { ...occurrence, stage: this.#standsFor(occurrence.stage) };
    this.#create()?.see(shown, (field) => {
      const value = read(field);
      fields.set(field, value);
      return value;
    });
    return fields;
  }

  #go(arrivals: readonly Arrival[]): readonly Completion[] {
    return arrivals.flatMap((arrival) => {
      const [first] = this.#sameEvent;
      const isOther = first && first.occurrence.position !== arrival.occurrence.position;
      const completed = isOther ? this.#pass() : [];
      this.#sameEvent.push(arrival);
      return completed;
    });
  }

  /** Adds the latest event to the process tree, and returns what it completes. */
  #pass(): readonly Completion[] {
    const arrivals = this.#sameEvent;
    this.#sameEvent = [];
    const [first] = arrivals;
    if (!first) return [];
    const { process } = first;
    const { conditions, starts, own } = this.#ancestry;
    if (arrivals.some(({ occurrence }) => occurrence.stage === starts)) this.#tree.add(process);
    const answers: boolean[] = [];
    for (const [number, { relation, stage }] of conditions.entries()) {
      if (this.#holding(arrivals, stage, answers)) this.#tree.mark(process, number);
      answers.push(this.#tree.answer(process, relation, number));
    }
    const stages = new Set(arrivals.map(({ occurrence }) => this.#standsFor(occurrence.stage)));
    const holding = [...stages]
      .filter((stage) => stage < own)
      .map((stage) => ({ stage, arrival: this.#holding(arrivals, stage, answers) }));
    const isUnknown = process.process === null && process.parent === null;
    if (isUnknown && holding.some(({ arrival }) => !arrival)) this.#dropped.ungrouped++;
    return holding.flatMap(({ stage, arrival }) => (arrival ? this.#complete(arrival, stage) : []));
  }

  /** Returns the arrival by which a stage holds on an event; undefined if it does not. */
  #holding(
    arrivals: readonly Arrival[],
    stage: number,
    answers: readonly boolean[],
  ): Arrival | undefined {
    return arrivals.find(({ occurrence }) => {
      if (this.#standsFor(occurrence.stage) !== stage) return false;
      const wanted = this.#variants.get(occurrence.stage)?.answers ?? [];
      return wanted.every(({ condition, isTrue }) => answers[condition] === isTrue);
    });
  }

  #standsFor(stage: number): number {
    return this.#variants.get(stage)?.of ?? stage;
  }

  #complete({ occurrence, fields }: Arrival, stage: number): readonly Completion[] {
    if (!this.#rest) return [{ events: [occurrence] }];
    const shown = { ...occurrence, stage };
    this.#shown.set(shown, occurrence);
    return this.#asShown(this.#rest.see(shown, (field) => fields.get(field)));
  }

  #asShown(completions: readonly Completion[]): readonly Completion[] {
    return completions.map((completion) => ({
      ...completion,
      events: completion.events.map((event) => this.#shown.get(event)!),
    }));
  }
}
