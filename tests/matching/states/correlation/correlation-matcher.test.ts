import { expect } from "chai";
import { allDropped } from "../../../../harness/matching/model/dropped-events.ts";
import fc from "fast-check";
import { isoOf } from "../../../../harness/events/time.ts";
import type {
  Correlation,
  Input,
  Measure,
} from "../../../../harness/matching/model/correlation.ts";
import { CorrelationMatcher } from "../../../../harness/matching/states/correlation/correlation-matcher.ts";
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

/** An event of some stages, at a second, with its fields; its position is its place in the list. */
interface Staged {
  readonly stages: readonly number[];
  readonly second: number | null;
  readonly g?: string;
  readonly v?: string;
}

const at = (
  second: number | null,
  stages: number | number[],
  more: { g?: string; v?: string } = {},
) => ({ stages: [stages].flat(), second, g: "x", ...more }) satisfies Staged;

function runStaged(correlation: Correlation, events: readonly Staged[]) {
  const matcher = new CorrelationMatcher<Occurrence>(correlation);
  const completions = events.flatMap(({ stages, second, ...fields }, i) =>
    stages.flatMap((stage) => {
      const time = second === null ? null : isoOf(BigInt(second) * SECOND);
      return matcher.see({ stage, position: i + 1, time }, (field) => fields[field as "g" | "v"]);
    }),
  );
  const found = [...completions, ...matcher.end()].map((one) =>
    one.events.map(({ position }) => position).join(" "),
  );
  return { found, dropped: allDropped(matcher) };
}

function measuring(
  measure: Measure,
  least: number,
  more: { consumes?: boolean; inputs?: readonly Input[]; operator?: "gte" | "lte" } = {},
): Correlation {
  const { consumes = false, operator = "gte" } = more;
  const inputs = more.inputs ?? [{ name: "a", leaves: [{ stage: 0, by: ["g"], values: ["v"] }] }];
  const comparisons = [{ operator, number: least }];
  return {
    kind: "correlation",
    inputs,
    timespan: 10,
    condition: { kind: "measure", measure, comparisons, consumes },
  };
}

const leaf = (stage: number): Input["leaves"][number] => ({ stage, by: ["g"], values: [] });
const twoOfOne: Correlation = {
  kind: "correlation",
  inputs: [{ name: "failure", leaves: [leaf(0)] }],
  timespan: 10,
  condition: {
    kind: "measure",
    measure: { of: "events" },
    comparisons: [{ operator: "gte", number: 2 }],
    consumes: false,
  },
};
/** Two failures, then a success. */
const chained: Correlation = {
  kind: "correlation",
  inputs: [
    { name: "failures", of: twoOfOne, leaves: [leaf(0)] },
    { name: "success", leaves: [leaf(1)] },
  ],
  timespan: 10,
  condition: { kind: "temporal", ordered: true, alternatives: [{ needs: [0, 1], without: [] }] },
};
/** Two results of an inner correlation. */
const repeated: Correlation = {
  ...twoOfOne,
  timespan: 60,
  inputs: [{ name: "twice", of: twoOfOne, leaves: [leaf(0)] }],
};

describe("the matcher of a correlation", () => {
  const rows: readonly (readonly [string, Correlation, readonly Staged[], readonly string[]])[] = [
    [
      "sums the values of a window",
      measuring({ of: "sum" }, 10),
      [at(1, 0, { v: "4" }), at(2, 0, { v: "6" }), at(20, 0, { v: "9" })],
      ["1 2"],
    ],
    [
      "compares the sum of a window that has passed",
      measuring({ of: "sum" }, 10, { operator: "lte" }),
      [at(1, 0, { v: "4" }), at(2, 0, { v: "7" }), at(20, 0, { v: "9" })],
      ["3"],
    ],
    [
      "uses the events of a match up, where it consumes",
      measuring({ of: "events" }, 2, { consumes: true }),
      [at(1, 0, { v: "1" }), at(2, 0, { v: "1" }), at(3, 0, { v: "1" }), at(4, 0, { v: "1" })],
      ["1 2", "3 4"],
    ],
    [
      "matches once, where it does not",
      measuring({ of: "events" }, 2),
      [at(1, 0, { v: "1" }), at(2, 0, { v: "1" }), at(3, 0, { v: "1" }), at(4, 0, { v: "1" })],
      ["1 2"],
    ],
    [
      "counts an event of two inputs once, and lists both of its stages",
      measuring({ of: "events" }, 2, {
        inputs: [0, 1].map((stage) => ({ name: String(stage), leaves: [leaf(stage)] })),
      }),
      [at(1, [0, 1]), at(2, 1)],
      ["1 1 2"],
    ],
    ["chains an inner correlation", chained, [at(1, 0), at(2, 0), at(3, 1)], ["1 2 3"]],
    ["not before the inner one has matched", chained, [at(1, 0), at(2, 1), at(3, 0)], []],
    ["not of another group", chained, [at(1, 0), at(2, 0), at(3, 1, { g: "y" })], []],
    [
      "counts each result of an inner one as one event",
      repeated,
      [at(1, 0), at(2, 0), at(3, 0)],
      [],
    ],
    [
      "and two results as two",
      repeated,
      [1, 2, 13, 14].map((second) => at(second, 0)),
      ["1 2 3 4"],
    ],
    [
      "but not results of different groups",
      repeated,
      ["x", "x", "y", "y"].map((g, second) => at(second, 0, { g })),
      [],
    ],
  ];
  for (const [why, correlation, events, expected] of rows)
    it(why, () => expect(runStaged(correlation, events).found).to.deep.equal(expected));

  it("counts events without time, group or number", () => {
    const { found, dropped } = runStaged(measuring({ of: "sum" }, 1), [
      at(null, 0, { v: "1" }),
      { stages: [0], second: 1, v: "1" },
      at(2, 0),
      at(3, 0, { v: "many" }),
    ]);
    expect(found).to.be.empty;
    expect(dropped).to.include({ untimed: 1, ungrouped: 1, unmeasured: 2, late: 0, cut: 0 });
  });

  it("counts events without a value where values are counted", () => {
    const { found, dropped } = runStaged(measuring({ of: "values" }, 2), [
      at(1, 0, { v: "a" }),
      at(2, 0),
      at(3, 0, { v: "b" }),
    ]);
    expect(found).to.deep.equal(["1 3"]);
    expect(dropped.unmeasured).to.equal(1);
  });
});
