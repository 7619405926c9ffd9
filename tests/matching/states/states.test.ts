import { expect } from "chai";
import fc from "fast-check";
import type { FieldValue } from "../../../harness/events/field-value.ts";
import { Engine } from "../../../harness/matching/engine.ts";
import type { Ancestry } from "../../../harness/matching/model/ancestry.ts";
import type { Correlation } from "../../../harness/matching/model/correlation.ts";
import { NO_COUNTS } from "../../../harness/matching/model/dropped-events.ts";
import type { Match } from "../../../harness/matching/model/match.ts";
import type { Occurrence, ReadField } from "../../../harness/matching/model/matcher.ts";
import type { CompiledRule } from "../../../harness/matching/model/rule.ts";
import type { SequenceState, Step } from "../../../harness/matching/model/sequence.ts";
import type { RuleState } from "../../../harness/matching/model/state.ts";
import { ruleBlindness, silentByAbsence } from "../../../harness/matching/rule-liveness.ts";
import { joinShards, ShardPass } from "../../../harness/matching/shard.ts";
import type { StateBehavior } from "../../../harness/matching/states/state-behavior.ts";
import {
  behaviorOf,
  matchesEachEvent,
  neededStages,
  STATES,
} from "../../../harness/matching/states/states.ts";
import { makeEvent } from "../../events/make-event.ts";
import { is, ruleOf } from "../predicates.ts";

const FIELDS = ["f", "g", "h", "i", "j"] as const;
const STAGES = 4;
/** Of a rule with ancestry: the stages that are its own. */
const OWN = 2;

const field = fc.constantFrom(...FIELDS);
const fields = fc.array(field, { maxLength: 2 });

const order = fc.record(
  { timeField: field, tiebreaker: fc.record({ field, type: fc.constant("long" as const) }) },
  { requiredKeys: [] },
);

/** Steps that are joined by as many keys; the second asks for a field of the first. */
const stepsOf = (count: number): fc.Arbitrary<Step[]> =>
  fc
    .record({
      keys: fields,
      stages: fc.array(fc.nat(count - 1), { minLength: 2, maxLength: 3 }),
      lent: field,
      own: field,
    })
    .map(({ keys, stages, lent, own }) =>
      stages.map((one, i): Step => {
        const step = {
          stage: one,
          keys: keys.map((name) => ({
            field: name,
            type: "keyword" as const,
            isOptional: i === 0,
          })),
          isMissing: false,
        };
        if (i === 0) return { ...step, alias: "first", reads: [lent] };
        const of = [`first.${lent}`, own].map(
          (name) => ({ kind: "field", field: name, type: "keyword" }) as const,
        );
        return i === 1 ? { ...step, where: { kind: "call", name: "equal", of } } : step;
      }),
    );

/** States over so many stages. */
const sequencesOf = (count: number): fc.Arbitrary<SequenceState> =>
  fc.oneof(
    fc
      .record({ steps: stepsOf(count), order, until: fc.option(fc.nat(count - 1)) })
      .map(({ steps: written, order: more, until }) => ({
        kind: "sequence" as const,
        steps: written,
        maxspan: null,
        until: until === null ? null : { stage: until, keys: written[0]!.keys, isMissing: false },
        limits: [],
        ...more,
      })),
    stepsOf(count).map((written) => ({ kind: "sample" as const, steps: written })),
    order.map((more) => ({ kind: "limit" as const, limits: [], ...more })),
  );

const leaf = (input: number) =>
  fc.record({ by: fields, values: fields }).map((names) => ({ stage: input, ...names }));

const correlations: fc.Arbitrary<Correlation> = fc
  .record({ first: leaf(0), second: leaf(1), inner: leaf(1), isNested: fc.boolean() })
  .map(({ first, second, inner, isNested }) => {
    const condition: Correlation["condition"] = {
      kind: "measure",
      measure: { of: "values" },
      comparisons: [{ operator: "gte", number: 2 }],
      consumes: false,
    };
    const of: Correlation = {
      kind: "correlation",
      inputs: [{ name: "inner", leaves: [inner] }],
      timespan: 60,
      condition,
    };
    const nested = { name: "second", leaves: [second], ...(isNested && { of }) };
    return {
      kind: "correlation",
      inputs: [{ name: "first", leaves: [first] }, nested],
      timespan: 60,
      condition,
    };
  });

const ancestries: fc.Arbitrary<Ancestry> = fc
  .record({ inner: fc.option(sequencesOf(OWN)), process: field, parent: field, host: field, order })
  .map(({ inner, process, parent, host, order: { timeField } }) => ({
    kind: "ancestry",
    ...(inner && { inner }),
    own: OWN,
    conditions: [{ relation: "child", stage: 2, name: "a condition" }],
    variants: [
      { stage: 0, of: 0, answers: [{ condition: 0, isTrue: true }] },
      { stage: 3, of: 0, answers: [{ condition: 0, isTrue: false }] },
    ],
    starts: 2,
    ...(timeField !== undefined && { timeField }),
    fields: { host: [host], process, parent, ancestors: null },
  }));

const states: fc.Arbitrary<RuleState> = fc.oneof(sequencesOf(STAGES), correlations, ancestries);

const events = fc.array(
  fc.record({
    stage: fc.nat(STAGES - 1),
    second: fc.nat(20),
    values: fc.dictionary(field, fc.constantFrom<FieldValue>("1", "2", "3")),
  }),
  { maxLength: 20 },
);

/** The stages whose events a state takes: an engine shows it no others. */
function stagesOf(state: RuleState): ReadonlySet<number> {
  switch (state.kind) {
    case "correlation":
      return new Set([0, 1]);
    case "limit":
      return new Set([0]);
    case "ancestry":
      return withVariants(state.inner ? stagesOf(state.inner) : new Set([0, 1]));
    case "sample":
      return new Set(state.steps.map((step) => step.stage));
    case "sequence": {
      const steps = [...state.steps, ...(state.until ? [state.until] : [])];
      return new Set(steps.map((step) => step.stage));
    }
  }
}

/** The stages of `ancestries`: 3 stands for 0, and 2 is what is asked for. */
function withVariants(own: ReadonlySet<number>): ReadonlySet<number> {
  return new Set([...own, 2, ...(own.has(0) ? [3] : [])]);
}

interface Shown {
  readonly stage: number;
  readonly second: number;
  readonly values: Readonly<Record<string, FieldValue>>;
}

function positionsFound(
  state: RuleState,
  shown: readonly Shown[],
  readerOf: (event: Shown) => ReadField,
): number[][] {
  const matcher = behaviorOf(state).matcher<Occurrence>(state);
  const found = shown.flatMap((event, i) => {
    const time = new Date(1000 * event.second).toISOString();
    return matcher.see({ stage: event.stage, position: i + 1, time }, readerOf(event));
  });
  return [...found, ...matcher.end()].map((one) => one.events.map(({ position }) => position));
}

describe("law: what a matcher reads of an event is what its kind of state declares", () => {
  it("whatever the state and the events", () => {
    const matched = new Set<string>();
    fc.assert(
      fc.property(states, events, (state, recording) => {
        const taken = stagesOf(state);
        const shown = recording.filter((event) => taken.has(event.stage));
        const found = positionsFound(
          state,
          shown,
          ({ values }) =>
            (name) =>
              values[name],
        );
        const declared = positionsFound(state, shown, ({ stage: of, values }) => {
          const names = behaviorOf(state).reads(state, of);
          return (name) => {
            if (!names.includes(name)) throw new Error(`"${name}" is read and not declared`);
            return values[name];
          };
        });
        expect(declared).to.deep.equal(found);
        if (found.length > 0) matched.add(state.kind);
      }),
      { seed: 13, numRuns: 3000 },
    );
    // A law that holds of nothing would be no law.
    expect([...matched].sort()).to.deep.equal(Object.keys(STATES).sort());
  }).timeout(60_000);
});

/** A kind of state that only this file knows: each second event of one value of a field is a match. */
interface EverySecond {
  readonly kind: "every-second";
  readonly field: string;
}

const EVERY_SECOND: StateBehavior<EverySecond & RuleState> = {
  matcher<Event extends Occurrence>({ field: name }: EverySecond) {
    const seen = new Map<string, Event>();
    return {
      counts: NO_COUNTS,
      cut: 0,
      see(event: Event, read: ReadField) {
        const key = String(read(name));
        const first = seen.get(key);
        if (!first) {
          seen.set(key, event);
          return [];
        }
        seen.delete(key);
        return [{ events: [first, event], keys: [key] }];
      },
      end: () => [],
    };
  },
  reads: ({ field: name }) => [name],
  matchesEachEvent: () => false,
  joinFields: ({ field: name }) => [name],
  blindness: ({ field: name }, blindnessOf) => blindnessOf(0, [name]),
  silentByAbsence: () => ["nothing"],
  neededStages: (_, stages) => stages.slice(0, 1),
};

describe("a kind of state that is added as a row", () => {
  const table = STATES as unknown as Record<string, unknown>;
  before(() => (table["every-second"] = EVERY_SECOND));
  after(() => delete table["every-second"]);

  const state = { kind: "every-second", field: "User" } as unknown as RuleState;
  const rule: CompiledRule = { ...ruleOf(is("Image", "a")), state };
  const recording = ["u", "v", "u", "u", "u"].map((User, i) =>
    makeEvent({ Image: "a", User }, { position: i + 1 }),
  );

  const written = (matches: readonly Match[]) =>
    matches.map(({ events: found, joinedBy, byAbsence }) => ({
      positions: found.map(({ position }) => position),
      joinedBy,
      byAbsence,
    }));
  const EXPECTED = [
    [1, 3],
    [4, 5],
  ].map((positions) => ({
    positions,
    joinedBy: [{ field: "User", value: "u" }],
    byAbsence: ["nothing"],
  }));

  it("is matched by the engine", () => {
    const pass = new Engine([rule]).open("r");
    for (const event of recording) pass.see(event);
    expect(written(pass.end().matches)).to.deep.equal(EXPECTED);
  });

  it("is matched over the shards of a recording", () => {
    const engine = new Engine([rule]);
    const shards = [recording.slice(0, 2), recording.slice(2)].map((part) => {
      const pass = new ShardPass(engine, "r");
      for (const [i, event] of part.entries()) pass.see({ ...event, position: i + 1 });
      return structuredClone(pass.end());
    });
    expect(written(joinShards(engine, "r", shards).matches)).to.deep.equal(EXPECTED);
  });

  it("has its liveness, and the stages that an explanation asks", () => {
    const pass = new Engine([rule]).open("r");
    pass.see(makeEvent({ Image: "a" }));
    const { observed } = pass.end();
    expect(ruleBlindness(rule, observed)).to.deep.equal({ kind: "fields", fields: ["User"] });
    expect(silentByAbsence(rule, observed)).to.deep.equal(["nothing"]);
    expect(matchesEachEvent(rule)).to.equal(false);
    expect(neededStages({ ...rule, stages: [...rule.stages, ...rule.stages] })).to.have.length(1);
  });
});
