import { expect } from "chai";
import fc from "fast-check";
import { isoOf } from "../../../../harness/events/time.ts";
import type { Correlation } from "../../../../harness/matching/model/correlation.ts";
import { CorrelationMatcher } from "../../../../harness/matching/states/correlation/correlation-matcher.ts";
import { Groups, type Group } from "../../../../harness/matching/streams/groups.ts";
import {
  compareEvents,
  type CorrelatedEvent,
} from "../../../../harness/matching/states/correlation/window-item.ts";
import { noDroppedEvents } from "../../../../harness/matching/model/dropped-events.ts";
import { ReorderBuffer } from "../../../../harness/matching/streams/reorder-buffer.ts";
import type { Occurrence } from "../../../../harness/matching/model/matcher.ts";

const SECOND = 10_000_000n;

/** An event of a group, at a second. */
interface Seen {
  readonly second: number;
  readonly group: string;
}

function countOf(operator: "gte" | "lt" | "eq", number: number, timespan: number): Correlation {
  return {
    kind: "correlation",
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
  const matcher = new CorrelationMatcher<Occurrence>(correlation);
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

describe("bounds of what is kept", () => {
  it("puts samples in order as far as they are held back, and counts what comes too late", () => {
    const dropped = noDroppedEvents();
    const reorder = new ReorderBuffer(compareEvents, dropped, 4);
    const correlatedEvent = (second: number, position: number): CorrelatedEvent<Occurrence> => ({
      ticks: BigInt(second),
      occurrence: { stage: 0, position, time: "" },
      readings: [],
    });
    const seconds = [3, 1, 2, 5, 4, 1, 9];
    const passed = seconds.flatMap((second, i) => reorder.add(correlatedEvent(second, i + 1)));
    const order = [...passed, ...reorder.end()].map(({ ticks }) => Number(ticks));
    expect(order).to.deep.equal([1, 2, 3, 4, 5, 9]);
    expect(dropped.late).to.equal(1);
  });

  it("forgets the group that was longest without an event, and counts what it held", () => {
    const dropped = noDroppedEvents();
    class Held implements Group {
      size = 0;
      readonly expires = 1000n;
      shrink(): void {
        this.size--;
      }
    }
    const groups = new Groups(() => new Held(), dropped, 3);
    for (const key of ["x", "x", "y", "x", "x"]) groups.change(key, 0n, (group) => group.size++);
    expect(groups.get("y")).to.equal(undefined);
    expect(groups.get("x")?.size).to.equal(3);
    expect(dropped.cut).to.equal(2);
  });

  it("forgets groups without loss when no window reaches them any more", () => {
    const dropped = noDroppedEvents();
    const groups = new Groups(() => ({ size: 0, expires: 5n, shrink() {} }), dropped, 3);
    groups.change("x", 0n, (group) => group.size++);
    groups.change("y", 6n, (group) => group.size++);
    expect(groups.get("x")).to.equal(undefined);
    expect(dropped).to.deep.equal(noDroppedEvents());
  });
});
