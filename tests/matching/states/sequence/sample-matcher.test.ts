import { expect } from "chai";
import fc from "fast-check";
import type { Sample } from "../../../../harness/matching/model/sequence.ts";
import { keysOf, run, step, type Seen } from "./run-sequence.ts";

function sample(steps: string, by: string, perKey?: number): Sample {
  const keys = keysOf(by);
  return {
    kind: "sample",
    steps: steps.split(" ").map((one) => step(one, keys)),
    ...(perKey === undefined ? {} : { perKey }),
  };
}

/** Returns events without time, of these stages, with the text of a key each: `a:x b:y,z`. */
function events(written: string): Seen[] {
  return written.split(" ").map((one) => {
    const [stages, k] = one.split(":") as [string, string?];
    return { stages, at: null, fields: k === undefined ? {} : { k: k.split(",") } };
  });
}

describe("a sample", () => {
  const rows: readonly (readonly [string, Sample, string, readonly string[]])[] = [
    ["in any order, without time", sample("a b", "k"), "b:x a:x", ["x: 2 1"]],
    ["of keys that all steps have", sample("a b", "k"), "a:x b:y", []],
    ["once for a key", sample("a b", "k"), "a:x b:x a:x b:x", ["x: 1 2"]],
    ["in the order of the keys", sample("a b", "k"), "a:y b:y a:x b:x", ["x: 3 4", "y: 1 2"]],
    ["no event twice", sample("a b", "k"), "ab:x", []],
    ["another event makes room", sample("a b", "k"), "ab:x a:x", ["x: 2 1"]],
    ["no way to take three of two", sample("a b c", "k"), "abc:x abc:x", []],
    ["each of them one", sample("a b c", "k"), "abc:x ab:x a:x", ["x: 3 2 1"]],
    ["without the key", sample("a b", "k"), "a b", []],
    [
      "null is a value of an optional one, and the first",
      sample("a b", "?k"),
      "a:x b:x a b",
      ["null: 3 4", "x: 1 2"],
    ],
    ["several values", sample("a b", "k"), "a:x,y b:y,x", ["x: 1 2", "y: 1 2"]],
    ["numbers in their order", sample("a b", "k:long"), "a:10 b:10 a:9 b:9", ["9: 3 4", "10: 1 2"]],
    ["several for a key", sample("a b", "k", 3), "a:x b:x b:x a:x", ["x: 1 2", "x: 1 3", "x: 4 2"]],
    // SampleIteratorTests, testMatchSamples: [1 2 3] [1 3 4] [1 3 4].
    [
      "as many as there are",
      sample("a b c", "k", 99),
      "abc:x a:x abc:x bc:x",
      [
        "x: 1 3 4",
        "x: 1 4 3",
        "x: 2 1 3",
        "x: 2 1 4",
        "x: 2 3 1",
        "x: 2 3 4",
        "x: 2 4 1",
        "x: 2 4 3",
        "x: 3 1 4",
        "x: 3 4 1",
      ],
    ],
  ];
  for (const [why, data, written, found] of rows)
    it(why, () => expect(run(data, events(written)).found).to.deep.equal(found));
});

/** All ways to take a different event for each step, earlier events and steps first. */
function slowSample(steps: readonly string[], seen: readonly string[]): string[] {
  return steps
    .reduce<number[][]>(
      (ways, step) =>
        ways.flatMap((way) =>
          seen.flatMap((stages, i) =>
            stages.includes(step) && !way.includes(i + 1) ? [[...way, i + 1]] : [],
          ),
        ),
      [[]],
    )
    .map((way) => way.join(" "));
}

describe("law: of the events of a key, those that are kept are enough", () => {
  it("for any number of matches", () => {
    const steps = fc.array(fc.constantFrom("a", "b", "c", "d"), { minLength: 1, maxLength: 4 });
    const seen = fc.array(fc.constantFrom("a", "b", "ab", "abc", "bcd", "d", "abcd"), {
      maxLength: 9,
    });
    fc.assert(
      fc.property(steps, seen, fc.integer({ min: 1, max: 5 }), (written, stages, perKey) => {
        const { found } = run(
          sample(written.join(" "), "", perKey),
          stages.map((one) => ({ stages: one, at: null })),
        );
        const expected = slowSample(written, stages).slice(0, perKey);
        expect(found.map((one) => one.replace(/^: /, ""))).to.deep.equal(expected);
      }),
      { seed: 9, numRuns: 3000 },
    );
  }).timeout(30_000);
});
