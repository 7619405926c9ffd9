import { expect } from "chai";
import fc from "fast-check";
import type { Sequence } from "../../../../harness/matching/model/sequence.ts";
import { run, step, type Seen } from "./run-sequence.ts";
import { ONE_KEY, slowSequence } from "./slow-sequence.ts";

const missing = fc.constantFrom("!a", "!d", "!e");
/** Few stages, so that steps are often repeated (`a a b`), with steps that must not occur (`!a b`). */
const written = fc
  .record({
    leading: fc.option(missing),
    middle: fc.array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom("a", "b", "c") }, missing), {
      minLength: 1,
      maxLength: 4,
    }),
    trailing: fc.option(missing),
  })
  .map(({ leading, middle, trailing }) =>
    [leading, ...middle, trailing].filter((one) => one !== null),
  )
  .filter((steps) => steps.some((one) => !one.startsWith("!")));

const sequences: fc.Arbitrary<Sequence> = fc
  .record({
    written,
    isKeyed: fc.boolean(),
    maxspan: fc.option(fc.integer({ min: 1, max: 12 }), { freq: 4 }),
    hasUntil: fc.boolean(),
    hasTiebreaker: fc.boolean(),
  })
  .map(({ written: steps, isKeyed, maxspan, hasUntil, hasTiebreaker }) => {
    const keys = isKeyed ? ONE_KEY : [];
    return {
      kind: "sequence",
      steps: steps.map((one) => step(one, keys)),
      maxspan,
      until: hasUntil ? step("f", keys) : null,
      limits: [],
      ...(hasTiebreaker ? { tiebreaker: { field: "tie", type: "long" } } : {}),
    };
  });

const recordings: fc.Arbitrary<Seen[]> = fc.array(
  fc.record({
    stages: fc
      .subarray(["a", "b", "c", "d", "e", "f"], { minLength: 1, maxLength: 2 })
      .map((stages) => stages.join("")),
    at: fc.nat(15),
    fields: fc
      .record({ k: fc.integer({ min: 1, max: 3 }) }, { requiredKeys: ["k"] })
      .chain(({ k }) => fc.constantFrom({ k }, { k, tie: 1 }, { k, tie: 2 })),
  }),
  { maxLength: 30 },
);

describe("law: a sequence found event by event is the one found stage by stage", () => {
  it("whatever the order, ties, keys, maxspan, until, repeated and missing steps", () => {
    let matched = 0;
    fc.assert(
      fc.property(sequences, recordings, (data, events) => {
        const { found } = run(data, events);
        expect(found).to.deep.equal(slowSequence(data, events));
        if (found.length > 0) matched++;
      }),
      { seed: 7, numRuns: 6000 },
    );
    // A law that holds of nothing would be no law.
    expect(matched).to.be.above(1000);
  }).timeout(60_000);

  it("the first or last of them are those of all", () => {
    const takes = fc.array(
      fc.record({ from: fc.constantFrom("head" as const, "tail" as const), count: fc.nat(4) }),
      { minLength: 1, maxLength: 3 },
    );
    fc.assert(
      fc.property(sequences, recordings, takes, (data, events, limits) => {
        let expected = slowSequence(data, events);
        for (const { from, count } of limits)
          expected =
            from === "head"
              ? expected.slice(0, count)
              : expected.slice(Math.max(0, expected.length - count));
        expect(run({ ...data, limits }, events).found).to.deep.equal(expected);
      }),
      { seed: 8, numRuns: 1000 },
    );
  }).timeout(30_000);
});
