import { expect } from "chai";
import fc from "fast-check";
import type { Comparison, Measure } from "../../../../harness/matching/model/correlation.ts";
import {
  accumulatorOf,
  fitsAll,
  isNumeric,
  needsValues,
} from "../../../../harness/matching/states/correlation/measure.ts";
import type { WindowItem } from "../../../../harness/matching/states/correlation/window-item.ts";
import type { Occurrence } from "../../../../harness/matching/model/matcher.ts";

type Item = WindowItem<Occurrence>;

function item(more: Partial<Item>): Item {
  const nothing = { input: 0, ticks: 0n, position: 0, sourceEvents: [], events: [] };
  return { ...nothing, values: [], numbers: [], ...more };
}

const numbers = (...found: number[]): Item => item({ numbers: found });
const values = (...found: string[]): Item => item({ values: found });
const events = (...found: number[]): Item => item({ events: found });
const input = (found: number): Item => item({ input: found });

/** Returns the value after all items were added, and so many of the oldest removed. */
function measured(measure: Measure, items: readonly Item[], removed: number) {
  const accumulator = accumulatorOf(measure);
  for (const one of items) accumulator.add(one);
  for (const one of items.slice(0, removed)) accumulator.remove(one);
  return accumulator.value();
}

const upTo = (count: number): Item[] => Array.from({ length: count }, (_, i) => numbers(i + 1));
const percentile = (rank: number): Measure => ({ of: "percentile", rank });
const BEYOND = 2 ** 53;

describe("a measure of a window", () => {
  const rows: readonly (readonly [
    why: string,
    measure: Measure,
    items: readonly Item[],
    removed: number,
    value: number | undefined,
  ])[] = [
    ["counts events", { of: "events" }, [events(1), events(2)], 0, 2],
    ["counts an event of two inputs once", { of: "events" }, [events(1), events(1)], 0, 1],
    ["counts it until both are gone", { of: "events" }, [events(1), events(1), events(2)], 1, 2],
    ["and no longer", { of: "events" }, [events(1), events(1), events(2)], 2, 1],
    ["counts different values", { of: "values" }, [values("a", "b"), values("b")], 0, 2],
    ["counts values that are left", { of: "values" }, [values("a", "b"), values("b")], 1, 1],
    ["counts inputs", { of: "inputs" }, [input(0), input(1), input(1)], 0, 2],
    ["counts inputs that are left", { of: "inputs" }, [input(0), input(1), input(1)], 1, 1],
    ["adds numbers", { of: "sum" }, [numbers(1, 2), numbers(3)], 0, 6],
    ["adds numbers that are left", { of: "sum" }, [numbers(1, 2), numbers(3)], 1, 3],
    ["adds decimals that are left anew", { of: "sum" }, [numbers(0.1), numbers(0.2)], 1, 0.2],
    [
      "adds what is left after a number that hid the others",
      { of: "sum" },
      [numbers(1e300), numbers(1), numbers(2)],
      1,
      3,
    ],
    [
      "adds exactly again when the inexact number is gone",
      { of: "sum" },
      [numbers(BEYOND), numbers(1), numbers(2), numbers(3)],
      2,
      5,
    ],
    ["averages numbers, not events", { of: "average" }, [numbers(1, 2), numbers(6)], 0, 3],
    ["averages what is left", { of: "average" }, [numbers(1, 2), numbers(6), numbers(8)], 1, 7],
    ["takes the middle one", { of: "median" }, [numbers(9), numbers(1), numbers(5)], 0, 5],
    ["takes the mean of two in the middle", { of: "median" }, [numbers(9, 1), numbers(4)], 0, 4],
    ["or of an even number", { of: "median" }, [numbers(9, 1), numbers(4, 5)], 0, 4.5],
    ["takes the middle of what is left", { of: "median" }, [numbers(9), numbers(1, 2, 3)], 1, 2],
    ["removes one of equal numbers", { of: "median" }, [numbers(5), numbers(5), numbers(1)], 1, 3],
    ["orders numbers by size", { of: "median" }, [numbers(10), numbers(9), numbers(-1)], 0, 9],
    ["takes the nearest rank", percentile(50), upTo(4), 0, 2],
    ["rounds a rank up", percentile(51), upTo(4), 0, 3],
    ["takes the greatest at 100", percentile(100), upTo(4), 0, 4],
    ["takes the least at next to nothing", percentile(0.001), upTo(4), 0, 1],
    ["computes a rank without loss", percentile(28), upTo(25), 0, 7],
    ["takes the rank of what is left", percentile(50), upTo(4), 2, 3],
    ["takes the only one", percentile(99), [numbers(7)], 0, 7],
  ];
  for (const [why, measure, items, removed, value] of rows)
    it(why, () => expect(measured(measure, items, removed)).to.equal(value));

  const all: readonly Measure[] = [
    ...(["events", "values", "inputs", "sum", "average", "median"] as const).map((of) => ({ of })),
    percentile(50),
  ];
  for (const measure of all) {
    it(`is not there for an empty window: ${measure.of}`, () => {
      const full = item({ events: [1], values: ["1"], numbers: [1] });
      expect(measured(measure, [], 0)).to.equal(undefined);
      expect(measured(measure, [full, full], 2)).to.equal(undefined);
    });

    it(`law: is that of a window with the items that are left: ${measure.of}`, () => {
      const number = fc.constantFrom(0.1, 0.2, 0.3, -1, 1, 2, 5, 1e16, BEYOND, Number.MAX_VALUE);
      const any = fc.record({ number, input: fc.nat(2), event: fc.nat(5) });
      fc.assert(
        fc.property(fc.array(any, { maxLength: 20 }), fc.nat(20), (found, removed) => {
          const items = found.map(({ number: one, event, input: from }) =>
            item({ input: from, events: [event], values: [String(one)], numbers: [one] }),
          );
          const left = items.slice(removed);
          expect(measured(measure, items, removed)).to.equal(measured(measure, left, 0));
        }),
        { seed: 4, numRuns: 1000 },
      );
    });
  }

  it("is made of values, or of numbers", () => {
    const made = all.map((measure) => [measure.of, needsValues(measure), isNumeric(measure)]);
    expect(made).to.deep.equal([
      ["events", false, false],
      ["values", true, false],
      ["inputs", false, false],
      ["sum", true, true],
      ["average", true, true],
      ["median", true, true],
      ["percentile", true, true],
    ]);
  });
});

describe("comparisons of a measure", () => {
  const rows: readonly (readonly [
    Comparison["operator"],
    below: boolean,
    at: boolean,
    above: boolean,
  ])[] = [
    ["gt", false, false, true],
    ["gte", false, true, true],
    ["lt", true, false, false],
    ["lte", true, true, false],
    ["eq", false, true, false],
    ["neq", true, false, true],
  ];
  for (const [operator, ...expected] of rows)
    it(`${operator} 2 of 1, 2 and 3`, () => {
      const found = [1, 2, 3].map((number) => fitsAll(number, [{ operator, number: 2 }]));
      expect(found).to.deep.equal(expected);
    });

  it("must all hold", () => {
    const range: Comparison[] = [
      { operator: "gt", number: 1 },
      { operator: "lt", number: 3 },
    ];
    expect([1, 2, 3].map((number) => fitsAll(number, range))).to.deep.equal([false, true, false]);
    expect(fitsAll(1, [])).to.equal(true);
  });
});
