/** Counts or computes over the events of a window, updated as they come and go. */
import type { Comparison, Measure } from "../../model/correlation.ts";
import { groupKey } from "../../streams/group-key.ts";
import type { WindowItem } from "./window-item.ts";
import type { Occurrence } from "../../model/matcher.ts";

/** Whether a measured number is as all comparisons want it. */
export function fitsAll(number: number, comparisons: readonly Comparison[]): boolean {
  return comparisons.every((comparison) => fits(number, comparison));
}

function fits(found: number, { operator, number }: Comparison): boolean {
  switch (operator) {
    case "gt":
      return found > number;
    case "gte":
      return found >= number;
    case "lt":
      return found < number;
    case "lte":
      return found <= number;
    case "eq":
      return found === number;
    case "neq":
      return found !== number;
  }
}

/** Whether a measure is made of numbers, so that values which are none do not count. */
export function isNumeric({ of }: Measure): boolean {
  return of === "sum" || of === "average" || of === "median" || of === "percentile";
}

/** Whether a measure is made of values, so that an event without any does not count. */
export function needsValues(measure: Measure): boolean {
  return measure.of === "values" || isNumeric(measure);
}

/** What of an item a measure looks at. */
type Counted = Pick<WindowItem<Occurrence>, "events" | "input" | "numbers" | "values">;

/** The state of a measure over one window. */
export interface Accumulator {
  add(item: Counted): void;
  remove(item: Counted): void;
  /** Undefined for an empty window. */
  value(): number | undefined;
}

/** Returns the accumulator of a measure over an empty window. */
export function accumulatorOf(measure: Measure): Accumulator {
  switch (measure.of) {
    case "events":
      return distinctCount(({ events }) => events);
    case "values":
      return distinctCount(({ values }) => values.map(groupKey));
    case "inputs":
      return distinctCount(({ input }) => [input]);
    case "sum":
      return runningSum((sum) => sum);
    case "average":
      return runningSum((sum, count) => sum / count);
    case "median":
      return sortedValues((sorted) => {
        const middle = sorted.length >> 1;
        if (sorted.length % 2 === 1) return sorted[middle]!;
        return (sorted[middle - 1]! + sorted[middle]!) / 2;
      });
    case "percentile": {
      const { rank } = measure;
      return sortedValues((sorted) => sorted[nearestRank(rank, sorted.length) - 1]!);
    }
  }
}

/** `rank` percent of `count`, rounded up; the product is exact where a division first would not be. */
function nearestRank(rank: number, count: number): number {
  return Math.max(1, Math.ceil((rank * count) / 100));
}

function distinctCount(keysOf: (item: Counted) => readonly (string | number)[]): Accumulator {
  const counts = new Map<string | number, number>();
  return {
    add(item) {
      for (const key of keysOf(item)) counts.set(key, (counts.get(key) ?? 0) + 1);
    },
    remove(item) {
      for (const key of keysOf(item)) {
        const left = counts.get(key)! - 1;
        if (left > 0) counts.set(key, left);
        else counts.delete(key);
      }
    },
    value: () => (counts.size > 0 ? counts.size : undefined),
  };
}

/** Whole numbers are added and taken away exactly; with others the sum is made anew. */
function runningSum(result: (sum: number, count: number) => number): Accumulator {
  const held = new Set<Counted>();
  let [sum, count, exact] = [0, 0, true];
  const sumOf = ({ numbers }: Counted): number => numbers.reduce((total, one) => total + one, 0);
  return {
    add(item) {
      held.add(item);
      sum += sumOf(item);
      count += item.numbers.length;
      exact &&= Number.isSafeInteger(sum) && item.numbers.every(Number.isSafeInteger);
    },
    remove(item) {
      held.delete(item);
      count -= item.numbers.length;
      if (exact) sum -= sumOf(item);
      else {
        const numbers = [...held].flatMap((one) => one.numbers);
        sum = numbers.reduce((total, one) => total + one, 0);
        exact = Number.isSafeInteger(sum) && numbers.every(Number.isSafeInteger);
      }
    },
    value: () => (count > 0 ? result(sum, count) : undefined),
  };
}

function sortedValues(result: (sorted: readonly number[]) => number): Accumulator {
  const sorted: number[] = [];
  return {
    add({ numbers }) {
      for (const number of numbers) sorted.splice(firstAtLeast(sorted, number), 0, number);
    },
    remove({ numbers }) {
      for (const number of numbers) sorted.splice(firstAtLeast(sorted, number), 1);
    },
    value: () => (sorted.length > 0 ? result(sorted) : undefined),
  };
}

function firstAtLeast(sorted: readonly number[], number: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < number) low = middle + 1;
    else high = middle;
  }
  return low;
}
