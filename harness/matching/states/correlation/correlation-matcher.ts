/** The state of a correlation over one recording. */
import { ticksOf } from "../../../events/time.ts";
import type { Completion, Matcher, Occurrence, ReadField } from "../../model/matcher.ts";
import type { Correlation, Leaf } from "../../model/correlation.ts";
import { compareTimes, readLeaf, compareEvents, type CorrelatedEvent } from "./window-item.ts";
import type { ConditionMatch } from "./condition.ts";
import type { EventCounts } from "../../model/dropped-events.ts";
import { CorrelationNode, type CorrelationCounters } from "./node.ts";
import { EventCounter } from "../../streams/event-counter.ts";
import { ReorderBuffer } from "../../streams/reorder-buffer.ts";

/** Finds what a correlation asks for. Each match lists its events in the order of time. */
export class CorrelationMatcher<Event extends Occurrence> implements Matcher<Event> {
  readonly #counters: CorrelationCounters = {
    stages: new EventCounter(),
    results: new EventCounter(),
    cut: 0,
  };
  readonly #node: CorrelationNode<Event>;
  readonly #reorderBuffer: ReorderBuffer<CorrelatedEvent<Event>>;
  /** By stage, how each of the correlations it comes to reads it, from the outermost inwards. */
  readonly #leaves = new Map<number, Leaf[]>();

  constructor(correlation: Correlation) {
    this.#node = new CorrelationNode(correlation, this.#counters);
    this.#reorderBuffer = new ReorderBuffer<CorrelatedEvent<Event>>(
      compareEvents,
      ({ occurrence }) => this.#counters.stages.drop(occurrence.stage, occurrence, "late"),
    );
    this.#addLeaves(correlation);
  }

  get counts(): EventCounts {
    const { stages, results } = this.#counters;
    return { stages: stages.counts(), results: results.counts() };
  }

  get cut(): number {
    return this.#counters.cut;
  }

  see(occurrence: Event, read: ReadField): Completion<Event>[] {
    const { stage } = occurrence;
    this.#counters.stages.see(stage, occurrence);
    const ticks = occurrence.time === null ? null : ticksOf(occurrence.time);
    if (ticks === null) {
      this.#counters.stages.drop(stage, occurrence, "untimed");
      return [];
    }
    const readings = this.#leaves.get(stage)!.map((leaf) => readLeaf(leaf, read));
    const ready = this.#reorderBuffer.add({ ticks, occurrence, readings });
    return ready.flatMap((event) => this.#node.see(event)).map(completionOf);
  }

  end(): Completion<Event>[] {
    const rest = this.#reorderBuffer.end().flatMap((event) => this.#node.see(event));
    return [...rest, ...this.#node.passed(null)].map(completionOf);
  }

  #addLeaves({ inputs }: Correlation): void {
    for (const { of, leaves } of inputs) {
      for (const leaf of leaves) {
        const known = this.#leaves.get(leaf.stage);
        if (known) known.push(leaf);
        else this.#leaves.set(leaf.stage, [leaf]);
      }
      if (of) this.#addLeaves(of);
    }
  }
}

function completionOf<Event extends Occurrence>({
  items,
}: ConditionMatch<Event>): Completion<Event> {
  const sourceEvents = [...new Set(items.flatMap((item) => item.sourceEvents))];
  const events = sourceEvents
    .map(({ ticks, occurrence }) => ({ ticks, position: occurrence.position, occurrence }))
    .sort(compareTimes)
    .map(({ occurrence }) => occurrence);
  return { events };
}
