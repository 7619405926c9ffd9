import { expect } from "chai";
import fc from "fast-check";
import {
  AncestryMatcher,
  type InnerMatcher,
} from "../../../../harness/matching/states/ancestry/ancestry-matcher.ts";
import type {
  AncestryVariant,
  Ancestry,
  AncestryCondition,
} from "../../../../harness/matching/model/ancestry.ts";
import { allDropped, noDroppedEvents } from "../../../../harness/matching/model/dropped-events.ts";
import type { Completion, Occurrence } from "../../../../harness/matching/model/matcher.ts";
import type { Sequence } from "../../../../harness/matching/model/sequence.ts";
import { STATES } from "../../../../harness/matching/states/states.ts";

/** Stages of a rule on one event: 0 and 1 are its variants, 2 the stage of the condition, 3 the starts. */
const [YES, NO, ASKED, STARTS] = [0, 1, 2, 3] as const;

function ancestryOf(
  relation: AncestryCondition["relation"],
  variants: readonly AncestryVariant[],
): Ancestry {
  const fields = { host: ["host"], process: "process", parent: "parent", ancestors: "ancestors" };
  const conditions = [{ relation, stage: ASKED, name: "a condition" }];
  return { kind: "ancestry", own: 2, conditions, variants, starts: STARTS, fields };
}

const of = (stage: number, isTrue: boolean): AncestryVariant => ({
  stage,
  of: YES,
  answers: [{ condition: 0, isTrue }],
});
const EITHER = [of(YES, true), of(NO, false)];

/** The state behind the ancestry. */
function innerOf(sequence: Sequence): InnerMatcher<Occurrence> {
  const kind = STATES.sequence;
  return { matcher: kind.matcher(sequence), reads: (stage) => kind.reads(sequence, stage) };
}

interface Seen {
  readonly stages: readonly number[];
  /** Seconds; null for none. */
  readonly at: number | null;
  readonly process?: string;
  readonly parent?: string;
  readonly host?: string;
}

/** An event on which both variants held. */
const seen = (at: number, process: string, host?: string): Seen => ({
  stages: [YES, NO],
  at,
  process,
  ...(host !== undefined && { host }),
});

function run(
  data: Ancestry,
  events: readonly Seen[],
  bounds?: { processes: number; waiting: number },
  inner: Sequence | null = null,
) {
  const matcher = new AncestryMatcher<Occurrence>(data, inner && innerOf(inner), bounds);
  const completions: Completion<Occurrence>[] = [];
  for (const [i, event] of events.entries())
    for (const stage of event.stages) {
      const time = event.at === null ? null : new Date(event.at * 1000).toISOString();
      const fields = event as unknown as Record<string, string | undefined>;
      completions.push(...matcher.see({ stage, position: i + 1, time }, (field) => fields[field]));
    }
  completions.push(...matcher.end());
  const found = completions.map((completion) =>
    completion.events.map(({ position, stage }) => `${position}:${stage}`).join(" "),
  );
  return { found, dropped: allDropped(matcher) };
}

/** The same, slowly: for every event all events before it are looked through. */
function slowly(relation: AncestryCondition["relation"], events: readonly Seen[]): string[] {
  const sorted = events
    .map((event, i) => ({ ...event, position: i + 1 }))
    .sort((a, b) => a.at! - b.at! || a.position - b.position);
  return sorted.flatMap((event, i) => {
    const before = sorted.slice(0, i + 1).filter(({ host }) => host === event.host);
    const isAsked = (process: string | undefined): boolean =>
      before.some((one) => one.process === process && one.stages.includes(ASKED));
    const parentOf = (process: string | undefined): string | undefined =>
      before.findLast(
        (one) => one.process === process && one.stages.includes(STARTS) && one.parent !== undefined,
      )?.parent;
    const parent = event.parent ?? parentOf(event.process);
    let answer = relation === "event" ? isAsked(event.process) : isAsked(parent);
    let at = parent;
    for (let level = 0; relation === "descendant" && level < 9 && at !== undefined; level++) {
      answer ||= isAsked(at);
      at = parentOf(at);
    }
    return event.stages.flatMap((stage) =>
      stage === (answer ? YES : NO) ? `${event.position}:${stage}` : [],
    );
  });
}

describe("a rule with a condition on ancestry", () => {
  it("finds the events for which the condition is as the variant wants it", () => {
    const events: Seen[] = [
      { stages: [NO, ASKED, STARTS], at: 1, process: "a" },
      { stages: [YES, NO, STARTS], at: 2, process: "b", parent: "a" },
      { stages: [YES, STARTS], at: 3, process: "c", parent: "b" },
      { stages: [YES, NO], at: 4, process: "c" },
      { stages: [NO], at: 5, process: "c" },
      { stages: [YES, NO], at: 6, process: "x", parent: "y" },
    ];
    const found = (relation: AncestryCondition["relation"], variants: readonly AncestryVariant[]) =>
      run(ancestryOf(relation, variants), events).found;
    expect(found("descendant", EITHER)).to.deep.equal(["1:1", "2:0", "3:0", "4:0", "6:1"]);
    expect(found("child", EITHER)).to.deep.equal(["1:1", "2:0", "4:1", "5:1", "6:1"]);
    expect(found("event", EITHER)).to.deep.equal(["2:1", "4:1", "5:1", "6:1"]);
  });

  it("goes by the order of time, not by that of the recording", () => {
    const events: Seen[] = [
      { stages: [YES], at: 3, process: "b", parent: "a" },
      { stages: [YES], at: 1, process: "c", parent: "a" },
      { stages: [ASKED], at: 2, process: "a" },
    ];
    expect(run(ancestryOf("child", EITHER), events).found).to.deep.equal(["1:0"]);
  });

  it("counts what has no time, and what has no process", () => {
    const events: Seen[] = [
      { stages: [YES], at: null, process: "a" },
      { stages: [YES], at: 1 },
      { stages: [YES, NO], at: 2 },
      { stages: [ASKED], at: 3 },
    ];
    const { found, dropped } = run(ancestryOf("descendant", EITHER), events);
    expect(found).to.deep.equal(["3:1"]);
    expect(dropped).to.include({ untimed: 1, ungrouped: 2, cut: 0, late: 0 });
  });

  it("is bounded, and counts what it could not hold", () => {
    const events: Seen[] = Array.from({ length: 100 }, (_, i) => ({
      stages: [YES, NO, ASKED],
      at: i,
      process: String(i),
    }));
    const { found, dropped } = run(ancestryOf("descendant", EITHER), events, {
      processes: 10,
      waiting: 8,
    });
    expect(found).to.have.length(100);
    expect(dropped.cut).to.equal(90);
  });
});

describe("a condition on ancestry", () => {
  type Row = readonly [
    why: string,
    relation: AncestryCondition["relation"],
    events: readonly Seen[],
    found: readonly string[],
  ];
  const marked: Seen = { stages: [ASKED], at: 1, process: "a" };
  const rows: readonly Row[] = [
    ["is about one machine", "event", [{ ...marked, host: "h" }, seen(2, "a", "i")], ["2:1"]],
    ["is true on that machine", "event", [{ ...marked, host: "h" }, seen(2, "a", "h")], ["2:0"]],
    ["takes an unknown machine for one of its own", "event", [marked, seen(2, "a", "h")], ["2:1"]],
    [
      "takes no parent of another machine",
      "child",
      [
        { ...marked, host: "h" },
        { stages: [STARTS], at: 2, process: "b", parent: "a", host: "i" },
        seen(3, "b", "i"),
        seen(3, "b", "h"),
      ],
      ["3:1", "4:1"],
    ],
    [
      "takes the parent that a process had last",
      "child",
      [
        marked,
        { stages: [STARTS], at: 2, process: "b", parent: "x" },
        seen(3, "b"),
        { stages: [STARTS], at: 4, process: "b", parent: "a" },
        seen(5, "b"),
      ],
      ["3:1", "5:0"],
    ],
    [
      "is false of an event of the same time that stands before",
      "event",
      [seen(1, "a"), marked],
      ["1:1"],
    ],
    ["is true of one that stands behind", "event", [marked, seen(1, "a")], ["2:0"]],
    [
      "needs no process where the event has a parent",
      "child",
      [marked, { stages: [YES, NO], at: 2, parent: "a" }],
      ["2:0"],
    ],
    [
      "is false where nothing is known of the process",
      "descendant",
      [marked, { stages: [YES, NO], at: 2 }],
      ["2:1"],
    ],
    ["finds nothing if no stage of the rule held", "event", [marked], []],
  ];
  for (const [why, relation, events, found] of rows)
    it(why, () => expect(run(ancestryOf(relation, EITHER), events).found).to.deep.equal(found));

  it("drops and counts events that come too late", () => {
    const late: Seen = { stages: [NO], at: 1, process: "a" };
    const events = [...[5, 6, 7, 8].map((second) => seen(second, "a")), late];
    const { found, dropped } = run(ancestryOf("event", EITHER), events, {
      processes: 9,
      waiting: 4,
    });
    expect(found).to.deep.equal(["1:1", "2:1", "3:1", "4:1"]);
    expect(dropped.late).to.equal(1);
  });

  it("may depend on the answer of another one", () => {
    const [MARKED, DEPENDENT] = [1, 2];
    const ancestry: Ancestry = {
      kind: "ancestry",
      own: 1,
      conditions: [
        { relation: "event", stage: MARKED, name: "marked" },
        { relation: "event", stage: DEPENDENT, name: "dependent" },
      ],
      variants: [
        { stage: 0, of: 0, answers: [{ condition: 1, isTrue: true }] },
        { stage: DEPENDENT, of: DEPENDENT, answers: [{ condition: 0, isTrue: true }] },
      ],
      starts: 3,
      fields: { host: [], process: "process", parent: "parent", ancestors: null },
    };
    const events: Seen[] = [
      { stages: [DEPENDENT], at: 1, process: "a" },
      { stages: [0], at: 2, process: "a" },
      { stages: [MARKED], at: 3, process: "a" },
      { stages: [0], at: 4, process: "a" },
      { stages: [DEPENDENT], at: 5, process: "a" },
      { stages: [0], at: 6, process: "a" },
    ];
    expect(run(ancestry, events).found).to.deep.equal(["6:0"]);
  });
});

describe("a sequence with a condition on ancestry", () => {
  /** A step of the stage 0, whose process must have been marked, and one of the stage 1, of the same user. */
  function runSequence(events: readonly (Seen & { readonly user?: string })[]) {
    const keys = [{ field: "user", type: "keyword", isOptional: false } as const];
    const steps = [0, 1].map((stage) => ({ stage, keys, isMissing: false }));
    const ancestry: Ancestry = {
      ...ancestryOf("event", [{ stage: YES, of: YES, answers: [{ condition: 0, isTrue: true }] }]),
    };
    const inner: Sequence = { kind: "sequence", steps, maxspan: null, until: null, limits: [] };
    return run(ancestry, events, undefined, inner);
  }
  const user = "u";

  it("has the events that it was shown", () => {
    const { found, dropped } = runSequence([
      { stages: [ASKED], at: 1, process: "a", user },
      { stages: [YES], at: 2, process: "a", user },
      { stages: [NO], at: 3, process: "b", user },
    ]);
    expect(found).to.deep.equal(["2:0 3:1"]);
    expect(dropped).to.deep.equal(noDroppedEvents());
  });

  it("does not begin where the condition is false", () =>
    expect(
      runSequence([
        { stages: [YES], at: 2, process: "a", user },
        { stages: [NO], at: 3, process: "b", user },
      ]).found,
    ).to.be.empty);

  it("counts what its own state and the ancestry dropped", () => {
    const { dropped } = runSequence([
      { stages: [ASKED], at: 1, process: "a", user },
      { stages: [ASKED], at: 1 },
      { stages: [YES], at: 2, process: "a" },
      { stages: [NO], at: null, process: "b", user },
    ]);
    expect(dropped).to.include({ ungrouped: 2, untimed: 1 });
  });
});

describe("law: a condition on ancestry", () => {
  it("is what looking through all events before says", () => {
    const name = fc.constantFrom("a", "b", "c", "d", undefined);
    const event = fc.record({
      stages: fc.subarray([YES, NO, ASKED, STARTS]),
      at: fc.integer({ min: 0, max: 9 }),
      process: name,
      parent: name,
      host: fc.constantFrom("h", "i"),
    }) as fc.Arbitrary<Seen>;
    let found = 0;
    fc.assert(
      fc.property(
        fc.constantFrom("event", "child", "descendant"),
        fc.array(event, { maxLength: 12 }),
        (relation, events) => {
          // Without a process nobody's parent is known, and nobody is asked for.
          const known = events.filter(({ process }) => process !== undefined);
          const expected = slowly(relation, known);
          found += expected.filter((one) => one.endsWith(`:${YES}`)).length;
          expect(run(ancestryOf(relation, EITHER), known).found).to.deep.equal(expected);
        },
      ),
      { seed: 1, numRuns: 2000 },
    );
    expect(found).to.be.greaterThan(500);
  });
});
