/** A measure over the window that a group's first event opens, compared when it has passed. */
import { Groups, type Group } from "../../streams/groups.ts";
import type { WindowItem } from "./window-item.ts";
import type { ConditionMatch, ConditionEvaluator } from "./condition.ts";
import type { CutEvents } from "../../streams/cut-events.ts";
import { fitsAll, accumulatorOf } from "./measure.ts";
import { Window } from "./window.ts";
import type { Comparison, Measure } from "../../model/correlation.ts";
import type { Occurrence } from "../../model/matcher.ts";

interface Settings {
  readonly measure: Measure;
  readonly comparisons: readonly Comparison[];
  /** In ticks. */
  readonly timespan: bigint;
}

/**
 * Returns the evaluator of a measure that may be too great as well as too small. A group without any
 * event opens no window, so that nothing is ever true of it. Windows still open at the end of the
 * recording are compared by what they hold.
 */
export function sessionWindow<Event extends Occurrence>(
  { measure, comparisons, timespan }: Settings,
  dropped: CutEvents,
): ConditionEvaluator<Event> {
  const groups = new Groups(() => new SessionGroup<Event>(measure, timespan), dropped);
  /** Windows in the order in which they were opened, which is that in which they pass. */
  let open: { key: string; group: SessionGroup<Event>; until: bigint }[] = [];
  let first = 0;
  return {
    add(key, item) {
      groups.change(key, item.ticks, (group) => {
        if (group.size === 0) open.push({ key, group, until: item.ticks + timespan });
        group.add(item);
      });
      return [];
    },
    passed(now) {
      const decided: ConditionMatch<Event>[] = [];
      while (first < open.length && (now === null || open[first]!.until < now)) {
        const { key, group, until } = open[first++]!;
        // A group that was cut for want of room is no longer there.
        if (groups.get(key) !== group) continue;
        const value = group.accumulator.value();
        if (value !== undefined && fitsAll(value, comparisons))
          decided.push({ ticks: until, items: group.window.items });
        groups.delete(key);
      }
      if (first * 2 > open.length) [open, first] = [open.slice(first), 0];
      return decided;
    },
  };
}

class SessionGroup<Event extends Occurrence> implements Group {
  readonly window = new Window<Event>();
  readonly accumulator;
  readonly #timespan: bigint;
  #until = 0n;

  constructor(measure: Measure, timespan: bigint) {
    this.accumulator = accumulatorOf(measure);
    this.#timespan = timespan;
  }

  get size(): number {
    return this.window.size;
  }

  get expires(): bigint {
    return this.#until;
  }

  shrink(): void {
    this.accumulator.remove(this.window.shift());
  }

  add(item: WindowItem<Event>): void {
    if (this.window.size === 0) this.#until = item.ticks + this.#timespan;
    this.window.add(item);
    this.accumulator.add(item);
  }
}
