import { expect } from "chai";
import type { FieldValue } from "../../../harness/events/field-value.ts";
import type { LogEvent } from "../../../harness/events/event.ts";
import { Engine } from "../../../harness/matching/engine.ts";
import type { Blindness } from "../../../harness/matching/liveness/liveness.ts";
import type {
  Condition,
  Correlation,
  Measure,
} from "../../../harness/matching/model/correlation.ts";
import {
  noDroppedEvents,
  type DroppedEvents,
} from "../../../harness/matching/model/dropped-events.ts";
import type { CompiledRule } from "../../../harness/matching/model/rule.ts";
import type { JoinKey, Sequence, Step } from "../../../harness/matching/model/sequence.ts";
import type { RuleState } from "../../../harness/matching/model/state.ts";
import { ruleBlindness, silentByAbsence } from "../../../harness/matching/rule-liveness.ts";
import { EventCounter } from "../../../harness/matching/streams/event-counter.ts";
import { make4688, makeEvent } from "../../events/make-event.ts";
import { is, ruleOf } from "../predicates.ts";

/** Stages for events whose field Kind is a, b or c. */
const STAGES = ["a", "b", "c"].map((kind) => ruleOf(is("Kind", kind)).stages[0]!);
const at = (second: number): string => `2026-01-15T09:00:0${second}.0000000Z`;

const ruleWith = (state: RuleState): CompiledRule => ({
  ...ruleOf(is("Kind", "a")),
  stages: STAGES,
  state,
});

const measuring = (measure: Measure, least = 2): Condition => ({
  kind: "measure",
  measure,
  comparisons: [{ operator: "gte", number: least }],
  consumes: false,
});

/** A correlation of stage a. */
const counting = (measure: Measure, by: string[], values: string[] = []): Correlation => ({
  kind: "correlation",
  inputs: [{ name: "a", leaves: [{ stage: 0, by, values }] }],
  timespan: 60,
  condition: measuring(measure),
});

const key = (field: string): JoinKey => ({ field, type: "keyword", isOptional: false });
const step = (stage: number, more: Partial<Step> = {}): Step => ({
  stage,
  keys: [key("Host")],
  isMissing: false,
  ...more,
});
const inSequence = (more: Partial<Sequence> = {}): Sequence => ({
  kind: "sequence",
  steps: [step(0), step(1)],
  maxspan: null,
  until: null,
  limits: [],
  ...more,
});

/** Counts two results of an inner count over the events of stage a, whose user is the group there. */
const OF_RESULTS: Correlation = {
  kind: "correlation",
  inputs: [
    {
      name: "inner",
      of: {
        kind: "correlation",
        inputs: [{ name: "a", leaves: [{ stage: 0, by: ["User"], values: [] }] }],
        timespan: 60,
        condition: { ...measuring({ of: "events" }, 2), consumes: true } as Condition,
      },
      leaves: [{ stage: 0, by: ["Host"], values: [] }],
    },
  ],
  timespan: 60,
  condition: measuring({ of: "events" }),
};

function play(state: RuleState, events: readonly LogEvent[]) {
  const rule = ruleWith(state);
  const pass = new Engine([rule]).open("r.xml");
  for (const event of events) pass.see(event);
  const { matches, observed, dropped } = pass.end();
  const counts = dropped[0]?.counts;
  const blind = (sensor: string | null = null): Blindness | null =>
    ruleBlindness(rule, observed, { counts, sensor });
  return { matches, blind, silent: silentByAbsence(rule, observed, counts) };
}

type Row = Readonly<Record<string, FieldValue>> & { readonly time?: never };

/** Events one second apart, of Sysmon 1. A field `at` that is null takes the time away. */
const events = (...rows: readonly Row[]): LogEvent[] =>
  rows.map(({ at: time, ...fields }, i) =>
    makeEvent(fields, { position: i + 1, time: time === null ? null : at(i) }),
  );

const uncounted = (count: number, dropped: Partial<DroppedEvents>): Blindness => ({
  kind: "uncounted",
  events: count,
  dropped: { ...noDroppedEvents(), ...dropped },
});

describe("a rule whose events were all dropped is blind:", () => {
  const EVENTS = { of: "events" } as const;
  const other = { Kind: "x", User: "u", Host: "h", Size: "1" };
  const rows: readonly (readonly [string, RuleState, LogEvent[], Blindness | null])[] = [
    [
      "the group is null in all",
      counting(EVENTS, ["User"]),
      events(other, { Kind: "a", User: null }, { Kind: "a", User: null }),
      uncounted(2, { ungrouped: 2 }),
    ],
    [
      "it is empty in all",
      counting(EVENTS, ["User"]),
      events(other, { Kind: "a", User: "" }, { Kind: "a", User: ["", ""] }),
      uncounted(2, { ungrouped: 2 }),
    ],
    [
      "it is empty in every event of the recording",
      counting(EVENTS, ["User"]),
      events({ Kind: "x", User: "" }, { Kind: "x", User: "" }),
      { kind: "fields", fields: ["User"] },
    ],
    [
      "not if it is there in one",
      counting(EVENTS, ["User"]),
      events({ Kind: "a", User: null }, { Kind: "a", User: "u" }),
      null,
    ],
    [
      "not if no event came to it",
      counting(EVENTS, ["User"]),
      events(other, { Kind: "y", User: null }),
      null,
    ],
    [
      "what is summed is no number",
      counting({ of: "sum" }, [], ["Size"]),
      events({ Kind: "a", Size: "large" }, { Kind: "a", Size: "0x10" }),
      uncounted(2, { unmeasured: 2 }),
    ],
    [
      "for one reason or another",
      counting({ of: "average" }, ["User"], ["Size"]),
      events(
        { Kind: "a", Size: "1", User: null },
        { Kind: "a", Size: "-", User: "u" },
        { ...other, Kind: "a", at: null },
        other,
      ),
      uncounted(3, { ungrouped: 1, unmeasured: 1, untimed: 1 }),
    ],
    [
      "none of its events has a time, though others do",
      counting(EVENTS, []),
      events({ Kind: "a", at: null }, other),
      uncounted(1, { untimed: 1 }),
    ],
    [
      "no event has a time",
      counting(EVENTS, []),
      events({ Kind: "a", at: null }, { Kind: "x", at: null }),
      { kind: "time" },
    ],
    [
      "results of a correlation in it have no group",
      OF_RESULTS,
      events(
        other,
        { Kind: "a", User: "u", Host: null },
        { Kind: "a", User: "u", Host: null },
        { Kind: "a", User: "v", Host: null },
      ),
      uncounted(1, { ungrouped: 1 }),
    ],
    [
      "not if a correlation in it had no result",
      OF_RESULTS,
      events(other, { Kind: "a", User: "u", Host: null }, { Kind: "a", User: "v", Host: null }),
      null,
    ],
    [
      "one of several rules that are counted together dropped all of its own",
      {
        ...counting(EVENTS, ["User"]),
        inputs: [0, 1].map((stage) => ({
          name: "ab"[stage]!,
          leaves: [{ stage, by: ["User"], values: [] }],
        })),
      },
      events({ Kind: "a", User: null }, { Kind: "b", User: "u" }),
      uncounted(1, { ungrouped: 1 }),
    ],
    [
      "a step has no join key",
      inSequence(),
      events({ Kind: "a", Host: "h" }, { Kind: "b", Host: null }),
      uncounted(1, { ungrouped: 1 }),
    ],
    [
      "a step has no time",
      inSequence(),
      events({ Kind: "a", Host: "h" }, { Kind: "b", Host: "h", at: null }),
      uncounted(1, { untimed: 1 }),
    ],
    [
      "the events of a sequence have their time in a field",
      inSequence({ timeField: "When" }),
      events({ Kind: "a", Host: "h", When: at(1), at: null }, { Kind: "x", Host: "h", at: null }),
      null,
    ],
    [
      "a join key of a sample is null",
      { kind: "sample", steps: [step(0), step(1)] },
      events({ Kind: "a", Host: "h" }, { Kind: "b", Host: null }, { Kind: "b", Host: null }),
      uncounted(2, { ungrouped: 2 }),
    ],
    [
      "a sample needs no time",
      { kind: "sample", steps: [step(0), step(1)] },
      events({ Kind: "a", Host: "h", at: null }, { Kind: "x", Host: "h", at: null }),
      null,
    ],
    [
      "the first events have no time",
      { kind: "limit", limits: [{ from: "head", count: 3 }] },
      events({ Kind: "a", at: null }, other),
      uncounted(1, { untimed: 1 }),
    ],
    [
      "an event that must not come is no event that is needed",
      inSequence({ until: step(2) }),
      events({ Kind: "a", Host: "h" }, other, { Kind: "c", Host: null }),
      null,
    ],
  ];
  for (const [why, state, seen, expected] of rows)
    it(why, () => {
      const { matches, blind } = play(state, seen);
      expect(matches).to.deep.equal([]);
      expect(blind()).to.deep.equal(expected);
    });

  it("by what one sensor recorded, where that is asked for", () => {
    const { blind } = play(counting({ of: "events" }, ["Team"]), [
      makeEvent({ Kind: "a", Team: "u" }, { position: 1, time: at(1) }),
      { ...make4688({ Kind: "a", Team: null }), position: 2, time: at(2) },
      { ...make4688({ Kind: "x", Team: "u" }), position: 3, time: at(3) },
    ]);
    expect(blind()).to.equal(null);
    expect(blind("sysmon")).to.equal(null);
    expect(blind("security")).to.deep.include({ kind: "uncounted", events: 1 });
  });
});

describe("what must not come, and was dropped,", () => {
  it("is named by the match that rests on it", () => {
    const { matches, silent } = play(
      inSequence({ until: step(2, { name: "until" }) }),
      events({ Kind: "a", Host: "h" }, { Kind: "c", Host: null }, { Kind: "b", Host: "h" }),
    );
    expect(matches.map(({ byAbsence }) => byAbsence)).to.deep.equal([["until"]]);
    expect(silent).to.deep.equal(["until"]);
  });

  it("is named by a correlation", () => {
    const inputs = [0, 1].map((stage) => ({
      name: "ab"[stage]!,
      leaves: [{ stage, by: ["User"], values: [] }],
    }));
    const { matches } = play(
      {
        kind: "correlation",
        inputs,
        timespan: 60,
        condition: {
          kind: "temporal",
          ordered: false,
          alternatives: [{ needs: [0], without: [1] }],
        },
      },
      events({ Kind: "a", User: "u" }, { Kind: "b", User: null }),
    );
    expect(matches.map(({ byAbsence }) => byAbsence)).to.deep.equal([["b"]]);
  });
});

describe("an event counter", () => {
  it("counts an event once, on however many variants of a stage it holds", () => {
    const counter = new EventCounter();
    for (const position of [1, 1, 2, 2, 3]) counter.see(0, { position });
    for (const position of [2, 2]) counter.drop(0, { position }, "late");
    expect(counter.counts()).to.deep.equal([
      { part: 0, sensor: null, events: 3, dropped: { ...noDroppedEvents(), late: 1 } },
    ]);
  });
});
