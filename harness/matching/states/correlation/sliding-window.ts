/** A measure over the window that ends with each event; it matches when that becomes true. */
import type { Group } from "../../streams/groups.ts";
import { Groups } from "../../streams/groups.ts";
import type { WindowItem } from "./window-item.ts";
import type { CutEvents } from "../../streams/cut-events.ts";
import { fitsAll, accumulatorOf } from "./measure.ts";
import type { ConditionEvaluator } from "./condition.ts";
import { Window } from "./window.ts";
import type { Comparison, Measure } from "../../model/correlation.ts";
import type { Occurrence } from "../../model/matcher.ts";

interface Settings {
  readonly measure: Measure;
  readonly comparisons: readonly Comparison[];
  readonly consumes: boolean;
  /** In ticks. */
  readonly timespan: bigint;
}

/**
 * Returns the evaluator of a measure that can only be too small. A group that has matched
 * does not match again until the condition was false at one of its events, or its window empty.
 */
export function slidingWindow<Event extends Occurrence>(
  settings: Settings,
  dropped: CutEvents,
): ConditionEvaluator<Event> {
  const groups = new Groups(() => new SlidingGroup<Event>(settings), dropped);
  return {
    add(key, item) {
      const items = groups.change(key, item.ticks, (group) => group.add(item));
      return items ? [{ ticks: item.ticks, items }] : [];
    },
    // What is true of a window that ends with an event was said when the event came.
    passed: () => [],
  };
}

class SlidingGroup<Event extends Occurrence> implements Group {
  readonly #settings: Settings;
  readonly #window = new Window<Event>();
  #accumulator;
  #isTrue = false;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#accumulator = accumulatorOf(settings.measure);
  }

  get size(): number {
    return this.#window.size;
  }

  get expires(): bigint {
    return (this.#window.newest?.ticks ?? 0n) + this.#settings.timespan;
  }

  shrink(): void {
    this.#accumulator.remove(this.#window.shift());
  }

  /** Returns the items of a match, if this one completes it. */
  add(item: WindowItem<Event>): readonly WindowItem<Event>[] | null {
    const { comparisons, consumes, measure, timespan } = this.#settings;
    const from = item.ticks - timespan;
    while ((this.#window.oldest?.ticks ?? from) < from) this.shrink();
    if (this.#window.size === 0) this.#isTrue = false;
    this.#window.add(item);
    this.#accumulator.add(item);
    const value = this.#accumulator.value();
    const [wasTrue, isTrue] = [this.#isTrue, value !== undefined && fitsAll(value, comparisons)];
    this.#isTrue = isTrue;
    if (!isTrue || wasTrue) return null;
    const { items } = this.#window;
    if (consumes) {
      this.#window.keep(() => false);
      this.#accumulator = accumulatorOf(measure);
      this.#isTrue = false;
    }
    return items;
  }
}
