import { expect } from "chai";
import type { Sequence } from "../../../../harness/matching/model/sequence.ts";
import { keysOf, line, run, sequence, step, type Seen } from "./run-sequence.ts";

type Row = readonly [
  why: string,
  data: Sequence,
  events: readonly Seen[],
  found: readonly string[],
];

const UNTIL = { until: step("z") };
const at = (stages: string, time: number, fields: Seen["fields"] = {}): Seen => ({
  stages,
  at: time,
  fields,
});

function rows(title: string, table: readonly Row[]): void {
  describe(title, () => {
    for (const [why, data, events, found] of table)
      it(why, () => expect(run(data, events).found).to.deep.equal(found));
  });
}

rows("steps", [
  ["follow each other", sequence("a b"), line("a b"), ["1 2"]],
  ["need not be next to each other", sequence("a b"), line("a c b".replace("c", "-")), ["1 2"]],
  ["do not come the other way round", sequence("a b"), line("b a"), []],
  ["the latest partial sequence goes on", sequence("a b"), line("a a b b"), ["2 3"]],
  ["one event begins one and ends another", sequence("a a"), line("a a a"), ["1 2", "2 3"]],
  ["one event takes one step of a sequence", sequence("a b"), line("ab"), []],
  ["one event can be any of several", sequence("a b"), line("ab ab"), ["1 2"]],
  ["repeated", sequence("a b b b"), line("a b b b b"), ["1 2 3 4"]],
  [
    "repeated only, each of them begins one",
    sequence("a a a"),
    line("a a a a"),
    ["1 2 3", "2 3 4"],
  ],
]);

rows("order", [
  ["that of time, not of the recording", sequence("a b"), [at("b", 2), at("a", 1)], ["2 1"]],
  ["of one time, that of the recording", sequence("a b"), [at("a", 1), at("b", 1)], ["1 2"]],
  ["of one time, and the wrong way round", sequence("a b"), [at("b", 1), at("a", 1)], []],
  [
    "matches in that of their last events",
    sequence("a b", { by: "k" }),
    [
      at("a", 1, { k: "x" }),
      at("a", 2, { k: "y" }),
      at("b", 3, { k: "y" }),
      at("b", 4, { k: "x" }),
    ],
    ["y: 2 3", "x: 1 4"],
  ],
  ["below a millisecond", sequence("a b"), [at("b", 1.0002), at("a", 1.0001)], ["2 1"]],
]);

const byTie: Partial<Sequence> = { tiebreaker: { field: "tie", type: "long" } };
rows("a tiebreaker", [
  ["decides", sequence("a b", byTie), [at("b", 1, { tie: 2 }), at("a", 1, { tie: 1 })], ["2 1"]],
  [
    "as a number",
    sequence("a b", byTie),
    [at("b", 1, { tie: "10" }), at("a", 1, { tie: "9" })],
    ["2 1"],
  ],
  [
    "that is the same lets none follow",
    sequence("a b", byTie),
    [at("a", 1, { tie: 1 }), at("b", 1, { tie: 1 })],
    [],
  ],
  [
    "that is absent comes last",
    sequence("a b", byTie),
    [at("b", 1), at("a", 1, { tie: 9 })],
    ["2 1"],
  ],
  ["that both lack lets none follow", sequence("a b", byTie), [at("a", 1), at("b", 1)], []],
]);

rows("time", [
  [
    "of the field that is for it",
    sequence("a b", { timeField: "@timestamp" }),
    [
      at("a", 2, { "@timestamp": "1970-01-01T00:00:00.001Z" }),
      at("b", 1, { "@timestamp": "1970-01-01T00:00:00.002Z" }),
    ],
    ["1 2"],
  ],
  [
    "in milliseconds, as text and as number",
    sequence("a b", { timeField: "@timestamp" }),
    [at("b", 0, { "@timestamp": 11 }), at("a", 0, { "@timestamp": "9" })],
    ["2 1"],
  ],
  [
    "of the record, if that is no time",
    sequence("a b", { timeField: "@timestamp" }),
    [at("a", 2, { "@timestamp": "soon" }), at("b", 3)],
    ["1 2"],
  ],
]);

rows("maxspan", [
  ["includes its end", sequence("a b", { maxspan: 5 }), [at("a", 1), at("b", 6)], ["1 2"]],
  ["ends there", sequence("a b", { maxspan: 5 }), [at("a", 1), at("b", 6.0001)], []],
  [
    "is that from the first to the last",
    sequence("a b c", { maxspan: 5 }),
    [at("a", 1), at("b", 5), at("c", 7)],
    [],
  ],
  [
    "a later partial sequence may still be in time",
    sequence("a b", { maxspan: 5 }),
    [at("a", 1), at("a", 4), at("b", 8)],
    ["2 3"],
  ],
  [
    "can be a part of a millisecond",
    sequence("a b", { maxspan: 0.5 }),
    [at("a", 1), at("b", 1.5)],
    ["1 2"],
  ],
]);

rows("until", [
  ["ends what has begun", sequence("a b", UNTIL), line("a z b"), []],
  ["does not matter before", sequence("a b", UNTIL), line("z a b"), ["2 3"]],
  ["does not matter after", sequence("a b", UNTIL), line("a b z"), ["1 2"]],
  ["may itself be the last event", sequence("a b", UNTIL), line("a bz"), ["1 2"]],
  ["may not be one between", sequence("a b c", UNTIL), line("a bz c"), []],
  ["may not be the first", sequence("a b", UNTIL), line("az b"), []],
  [
    "concerns its own key",
    { ...sequence("a b", { by: "k" }), until: step("z", keysOf("other")) },
    [
      at("a", 1, { k: "x" }),
      at("a", 2, { k: "y" }),
      at("z", 3, { other: "x", k: "y" }),
      at("b", 4, { k: "x" }),
      at("b", 5, { k: "y" }),
    ],
    ["y: 2 5"],
  ],
  [
    "without its key concerns none",
    { ...sequence("a b", { by: "k" }), until: step("z", keysOf("k")) },
    [at("a", 1, { k: "x" }), at("z", 2), at("b", 3, { k: "x" })],
    ["x: 1 3"],
  ],
]);

const within = (steps: string, by = ""): Sequence => sequence(steps, { maxspan: 10, by });
rows("a step that must not occur", [
  ["between: it does not", within("a !c b"), line("a b"), ["1 2"]],
  ["between: it does", within("a !c b"), line("a c b"), []],
  ["between: before and after do not matter", within("a !c b"), line("c a b c"), ["2 3"]],
  ["between: what it spoils is used up", within("a !c b"), line("a c b b"), []],
  [
    "between: at the time of a neighbour it does not lie between",
    within("a !c b"),
    [at("a", 1), at("c", 1), at("b", 2)],
    ["1 3"],
  ],
  ["between: of two, either", within("a !c !d b"), line("a d b"), []],
  ["between: what follows goes on for nothing", within("a !c b a"), line("a c b a"), []],
  ["between: elsewhere it does not matter", within("a !c b a"), line("a b c a"), ["1 2 4"]],
  [
    "between: of another key it does not matter",
    within("a !c b", "k"),
    [at("a", 1, { k: 1 }), at("c", 2, { k: 2 }), at("b", 3, { k: 1 })],
    ["1: 1 3"],
  ],
  ["before: it does not", within("!c a b"), line("a b"), ["1 2"]],
  ["before: it does", within("!c a b"), line("c a b"), []],
  ["before: long ago", within("!c a b"), [at("c", 1), at("a", 3), at("b", 12)], ["2 3"]],
  ["before: just within the time", within("!c a b"), [at("c", 1), at("a", 3), at("b", 11)], []],
  [
    "before: the last of several counts",
    within("!c a b"),
    [at("c", 1), at("c", 4), at("a", 5), at("b", 12)],
    [],
  ],
  [
    "before: of one time with the first it is not before",
    within("!c a b"),
    [at("c", 3), at("a", 3), at("b", 4)],
    ["2 3"],
  ],
  ["before: between does not matter", within("!c a b"), line("a c b"), ["1 3"]],
  ["after: it does not", within("a b !c"), line("a b"), ["1 2"]],
  ["after: it does", within("a b !c"), line("a b c"), []],
  ["after: too late", within("a b !c"), [at("a", 1), at("b", 2), at("c", 12)], ["1 2"]],
  ["after: just within the time", within("a b !c"), [at("a", 1), at("b", 2), at("c", 11)], []],
  [
    "after: the order is that of the last events",
    within("a b !c", "k"),
    [
      at("a", 1, { k: 1 }),
      at("b", 3, { k: 1 }),
      at("a", 2, { k: 2 }),
      at("b", 4, { k: 2 }),
      at("c", 5, { k: 3 }),
    ],
    ["1: 1 2", "2: 3 4"],
  ],
  ["around: only before", within("!c a !c"), line("c a"), ["2"]],
  ["around: only after", within("!c a !c"), line("a c"), ["1"]],
  ["around: both within one time", within("!c a !c"), line("c a c"), []],
  [
    "around: both, not within one time",
    within("!c a !c"),
    [at("c", 1), at("a", 6), at("c", 12)],
    ["2"],
  ],
  ["each event by itself", within("!c a"), line("a a"), ["1", "2"]],
  ["repeated it is the same step", within("a !c !c b"), line("a c b"), []],
]);

rows("head and tail", [
  [
    "the first",
    sequence("a b", { limits: [{ from: "head", count: 2 }] }),
    line("a b a b a b"),
    ["1 2", "3 4"],
  ],
  [
    "the last",
    sequence("a b", { limits: [{ from: "tail", count: 2 }] }),
    line("a b a b a b"),
    ["3 4", "5 6"],
  ],
  [
    "the last of the first",
    sequence("a b", {
      limits: [
        { from: "head", count: 2 },
        { from: "tail", count: 1 },
      ],
    }),
    line("a b a b a b"),
    ["3 4"],
  ],
  [
    "the first of the last",
    sequence("a b", {
      limits: [
        { from: "tail", count: 2 },
        { from: "head", count: 1 },
      ],
    }),
    line("a b a b a b"),
    ["3 4"],
  ],
  ["none", sequence("a b", { limits: [{ from: "tail", count: 0 }] }), line("a b"), []],
  [
    "more than there are",
    sequence("a b", { limits: [{ from: "tail", count: 9 }] }),
    line("a b"),
    ["1 2"],
  ],
]);

describe("head and tail limits", () => {
  const events = [at("a", 3), at("a", 1), at("a", 2)];
  const take = (from: "head" | "tail", count: number) => [{ from, count }];
  it("is of the order of time", () => {
    expect(run({ kind: "limit", limits: take("head", 2) }, events).found).to.deep.equal(["2", "3"]);
    expect(run({ kind: "limit", limits: take("tail", 2) }, events).found).to.deep.equal(["3", "1"]);
  });

  it("leaves out, and counts, what has no time", () => {
    const { found, dropped } = run({ kind: "limit", limits: take("head", 9) }, [
      { stages: "a", at: null },
      ...events,
    ]);
    expect(found).to.deep.equal(["3", "4", "2"]);
    expect(dropped.untimed).to.equal(1);
  });
});
