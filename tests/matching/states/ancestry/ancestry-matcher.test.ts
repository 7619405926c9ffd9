import { expect } from "chai";
import fc from "fast-check";
import { AncestryMatcher } from "../../../../harness/matching/states/ancestry/ancestry-matcher.ts";
import type {
  AncestryVariant,
  Ancestry,
  AncestryCondition,
} from "../../../../harness/matching/model/ancestry.ts";
import type { Completion, Occurrence } from "../../../../harness/matching/model/matcher.ts";

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

interface Seen {
  readonly stages: readonly number[];
  /** Seconds; null for none. */
  readonly at: number | null;
  readonly process?: string;
  readonly parent?: string;
  readonly host?: string;
}

function run(
  data: Ancestry,
  events: readonly Seen[],
  bounds?: { processes: number; waiting: number },
) {
  const matcher = new AncestryMatcher<Occurrence>(data, null, bounds);
  const completions: Completion<Occurrence>[] = [];
  for (const [i, event] of events.entries())
    for (const stage of event.stages) {
      const time = event.at === null ? null : new Date(event.at * 1000).toISOString();
      const fields = event as unknown as Record<string, string | undefined>;
      completions.push(...matcher.see({ stage, position: i + 1, time }, (field) => fields[field]));
    }
  completions.push(...matcher.end());
  const found = completions.map(({ events: [one] }) => `${one!.position}:${one!.stage}`);
  return { found, dropped: matcher.dropped };
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
