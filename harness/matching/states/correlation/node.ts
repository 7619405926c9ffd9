/** Evaluates one correlation, and those within it, over events in the order of time. */
import { TICKS_PER_SECOND } from "../../../events/time.ts";
import { innerCorrelations, type Correlation, type Input } from "../../model/correlation.ts";
import type { WindowItem, CorrelatedEvent } from "./window-item.ts";
import { compareTimes } from "./window-item.ts";
import type { ConditionMatch, ConditionEvaluator } from "./condition.ts";
import type { DropReason } from "../../model/dropped-events.ts";
import type { EventCounter } from "../../streams/event-counter.ts";
import type { CutEvents } from "../../streams/cut-events.ts";
import { isNumeric, needsValues } from "./measure.ts";
import { sessionWindow } from "./session-window.ts";
import { slidingWindow } from "./sliding-window.ts";
import { temporalCondition } from "./temporal.ts";
import type { Occurrence } from "../../model/matcher.ts";

interface InputNode<Event extends Occurrence> {
  readonly input: Input;
  readonly inner: CorrelationNode<Event> | null;
  readonly stages: ReadonlySet<number>;
}

/** What a correlation and those within it count together. */
export interface CorrelationCounters extends CutEvents {
  /** Events, by stage. */
  readonly stages: EventCounter;
  /** Results of inner correlations, by the number of these. */
  readonly results: EventCounter;
}

/** The state of one correlation and of those within it. */
export class CorrelationNode<Event extends Occurrence> {
  readonly #correlation: Correlation;
  /** How many correlations this one stands in: the index of its reading in an event. */
  readonly #depth: number;
  readonly #inputs: readonly InputNode<Event>[];
  readonly #evaluator: ConditionEvaluator<Event>;
  readonly #counters: CorrelationCounters;
  /** The inner correlations of the outermost one, each at its number. */
  readonly #numbered: readonly Correlation[];
  /** The number of the last result of an inner correlation, below zero: each counts as one event. */
  #lastResult = 0;

  constructor(
    correlation: Correlation,
    counters: CorrelationCounters,
    depth = 0,
    numbered = innerCorrelations(correlation),
  ) {
    this.#correlation = correlation;
    this.#depth = depth;
    this.#counters = counters;
    this.#numbered = numbered;
    this.#evaluator = evaluatorOf<Event>(correlation, counters);
    this.#inputs = correlation.inputs.map((input) => ({
      input,
      inner: input.of ? new CorrelationNode<Event>(input.of, counters, depth + 1, numbered) : null,
      stages: new Set(input.leaves.map(({ stage }) => stage)),
    }));
  }

  /** Takes the next sample; its stage is one of this correlation's. */
  see(event: CorrelatedEvent<Event>): readonly ConditionMatch<Event>[] {
    return this.#go(event.ticks, event);
  }

  /** Returns what is decided because time has passed a moment (in ticks; null: it has ended). */
  passed(now: bigint | null): readonly ConditionMatch<Event>[] {
    return this.#go(now, null);
  }

  #go(now: bigint | null, event: CorrelatedEvent<Event> | null): readonly ConditionMatch<Event>[] {
    const items: WindowItem<Event>[] = [];
    for (const [index, { inner, stages }] of this.#inputs.entries()) {
      const concerned = event !== null && stages.has(event.occurrence.stage);
      if (inner)
        for (const decided of concerned ? inner.see(event) : inner.passed(now))
          items.push(this.#resultItem(index, decided));
      else if (concerned) items.push(this.#eventItem(index, event));
    }
    const decided: ConditionMatch<Event>[] = [];
    for (const item of items.sort(compareTimes)) {
      decided.push(...this.#evaluator.passed(item.ticks));
      for (const key of this.#keysOf(item)) decided.push(...this.#evaluator.add(key, item));
    }
    decided.push(...this.#evaluator.passed(now));
    return decided;
  }

  #eventItem(input: number, event: CorrelatedEvent<Event>): WindowItem<Event> {
    const { values, numbers } = event.readings[this.#depth]!;
    const { position } = event.occurrence;
    const { ticks } = event;
    return { input, ticks, position, sourceEvents: [event], events: [position], values, numbers };
  }

  #resultItem(input: number, { ticks, items }: ConditionMatch<Event>): WindowItem<Event> {
    const sourceEvents = [...new Set(items.flatMap((item) => item.sourceEvents))];
    const readings = sourceEvents.map((event) => event.readings[this.#depth]!);
    const item = {
      input,
      ticks,
      position: Math.max(...sourceEvents.map(({ occurrence }) => occurrence.position)),
      sourceEvents,
      events: [--this.#lastResult],
      values: [...new Set(readings.flatMap(({ values }) => values))],
      numbers: readings.flatMap(({ numbers }) => numbers),
    };
    const inner = this.#numbered.indexOf(this.#inputs[input]!.input.of!);
    this.#counters.results.see(inner, countedAs(item));
    return item;
  }

  /** Returns the groups an item belongs to: a result to each that one of its events belongs to. */
  #keysOf(item: WindowItem<Event>): readonly string[] {
    const { sourceEvents, values, numbers } = item;
    const { condition } = this.#correlation;
    if (condition.kind === "measure" && needsValues(condition.measure)) {
      const measured = isNumeric(condition.measure) ? numbers : values;
      if (measured.length === 0) {
        this.#drop(item, "unmeasured");
        return [];
      }
    }
    const keys = sourceEvents.map((event) => event.readings[this.#depth]!.key);
    const known = new Set(keys.filter((key) => key !== null));
    if (known.size === 0) this.#drop(item, "ungrouped");
    return [...known];
  }

  #drop(item: WindowItem<Event>, reason: DropReason): void {
    const { stages, results } = this.#counters;
    const inner = this.#inputs[item.input]!.input.of;
    if (inner) results.drop(this.#numbered.indexOf(inner), countedAs(item), reason);
    else
      for (const { occurrence } of item.sourceEvents)
        stages.drop(occurrence.stage, occurrence, reason);
  }
}

/** What a result is to a counter: one event, of the sensor of all of its events if it is one. */
function countedAs({ events, sourceEvents }: WindowItem<Occurrence>): {
  position: number;
  sensor: string | null;
} {
  const sensors = new Set(sourceEvents.map(({ occurrence }) => occurrence.sensor ?? null));
  const [sensor = null] = sensors;
  return { position: events[0]!, sensor: sensors.size === 1 ? sensor : null };
}

function evaluatorOf<Event extends Occurrence>(
  { condition, timespan: seconds }: Correlation,
  dropped: CutEvents,
): ConditionEvaluator<Event> {
  const timespan = BigInt(seconds) * TICKS_PER_SECOND;
  if (condition.kind === "temporal") return temporalCondition({ ...condition, timespan }, dropped);
  const asksForMore = condition.comparisons.every(
    ({ operator }) => operator === "gt" || operator === "gte",
  );
  return asksForMore
    ? slidingWindow({ ...condition, timespan }, dropped)
    : sessionWindow({ ...condition, timespan }, dropped);
}
