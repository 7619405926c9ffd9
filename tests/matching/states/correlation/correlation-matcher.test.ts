import { expect } from "chai";
import fc from "fast-check";
import { isoOf } from "../../../../harness/events/time.ts";
import type { Correlation } from "../../../../harness/matching/model/correlation.ts";
import { correlationMatcher } from "../../../../harness/matching/states/correlation/correlation-matcher.ts";

const SECOND = 10_000_000n;

/** An event of a group, at a second. */
interface Seen {
  readonly second: number;
  readonly group: string;
}

function countOf(operator: "gte" | "lt" | "eq", number: number, timespan: number): Correlation {
  return {
    inputs: [{ name: "a", leaves: [{ stage: 0, by: ["g"], values: [] }] }],
    timespan,
    condition: {
      kind: "measure",
      measure: { of: "events" },
      comparisons: [{ operator, number }],
      consumes: false,
    },
  };
}

function run(correlation: Correlation, seen: readonly Seen[]): string[] {
  const matcher = correlationMatcher(correlation);
  const found = seen.flatMap(({ second, group }, i) =>
    matcher.see({ stage: 0, position: i + 1, time: isoOf(BigInt(second) * SECOND) }, () => group),
  );
  return [...found, ...matcher.end()].map(({ events }) =>
    events.map(({ position }) => position).join(" "),
  );
}

/** The events of each group in the order of time, with their positions. */
function inGroups(events: readonly Seen[]): { second: number; position: number }[][] {
  const placed = events.map((event, i) => ({ ...event, position: i + 1 }));
  const names = [...new Set(events.map(({ group }) => group))];
  return names.map((name) =>
    placed
      .filter(({ group }) => group === name)
      .sort((a, b) => a.second - b.second || a.position - b.position),
  );
}

describe("law: counting events by state finds what counting every window finds", () => {
  const events = fc.array(fc.record({ second: fc.nat(30), group: fc.constantFrom("x", "y") }), {
    maxLength: 25,
  });

  it("with a lower bound, over the window that ends with each event", () => {
    fc.assert(
      fc.property(events, fc.integer({ min: 1, max: 5 }), fc.nat(8), (seen, least, span) => {
        const timespan = span + 1;
        const expected = inGroups(seen).flatMap((group) => {
          let wasTrue = false;
          return group.flatMap((last, i) => {
            const window = group
              .slice(0, i + 1)
              .filter(({ second }) => second >= last.second - timespan);
            const isTrue = window.length >= least;
            const matches = isTrue && !(wasTrue && window.length > 1);
            wasTrue = isTrue;
            return matches ? [window.map(({ position }) => position).join(" ")] : [];
          });
        });
        const found = run(countOf("gte", least, timespan), seen);
        expect([...found].sort()).to.deep.equal(expected.sort());
      }),
      { seed: 5, numRuns: 2000 },
    );
  });

  it("with an upper bound, over the windows that first events open", () => {
    fc.assert(
      fc.property(events, fc.integer({ min: 1, max: 5 }), fc.nat(8), (seen, number, span) => {
        const timespan = span + 1;
        for (const operator of ["lt", "eq"] as const) {
          const expected = inGroups(seen).flatMap((group) => {
            const windows: string[] = [];
            let rest = group;
            while (rest[0]) {
              const until = rest[0].second + timespan;
              const window = rest.filter(({ second }) => second <= until);
              rest = rest.slice(window.length);
              const holds = operator === "lt" ? window.length < number : window.length === number;
              if (holds) windows.push(window.map(({ position }) => position).join(" "));
            }
            return windows;
          });
          const found = run(countOf(operator, number, timespan), seen);
          expect([...found].sort()).to.deep.equal(expected.sort());
        }
      }),
      { seed: 6, numRuns: 2000 },
    );
  });
});
