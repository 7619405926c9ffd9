import { expect } from "chai";
import { allDropped } from "../../../../harness/matching/model/dropped-events.ts";
import { SampleMatcher } from "../../../../harness/matching/states/sequence/sample-matcher.ts";
import { SequenceMatcher } from "../../../../harness/matching/states/sequence/sequence-matcher.ts";
import type { Sequence } from "../../../../harness/matching/model/sequence.ts";
import { keysOf, see, sequence, step, type Seen } from "./run-sequence.ts";
import type { Occurrence } from "../../../../harness/matching/model/matcher.ts";

const COUNT = 3000;

/** Shows events, in order; returns the most that was held. */
function feed(matcher: SequenceMatcher<Occurrence>, eventOf: (i: number) => Seen): number {
  let most = 0;
  for (let i = 0; i < COUNT; i++) {
    see(matcher, eventOf(i), i + 1);
    most = Math.max(most, matcher.held);
  }
  return most;
}

/** Returns a matcher that looks at an event as soon as the next one comes. */
function matcherOf(data: Sequence, partials = 1000): SequenceMatcher<Occurrence> {
  return new SequenceMatcher(data, { partials, waiting: 2 });
}

describe("what a sequence holds", () => {
  it("is no more than a partial sequence for each step and key", () => {
    const matcher = matcherOf(sequence("a b c", { by: "k:long" }));
    const most = feed(matcher, (i) => ({
      stages: i % 3 === 0 ? "b" : "a",
      at: i,
      fields: { k: i % 10 },
    }));
    expect(most).to.be.within(10 + 1, 2 * 10);
    expect(allDropped(matcher).cut).to.equal(0);
  });

  it("is forgotten, and not counted, when its time has passed", () => {
    const matcher = matcherOf(sequence("a b", { by: "k:long", maxspan: 9 }));
    const most = feed(matcher, (i) => ({ stages: "a", at: i, fields: { k: i } }));
    expect(most).to.equal(10);
    expect(allDropped(matcher).cut).to.equal(0);
  });

  it("is as little of what must not occur", () => {
    const matcher = matcherOf(sequence("!c a !d b !e", { by: "k:long", maxspan: 9 }));
    const most = feed(matcher, (i) => ({
      stages: "acdbe".charAt(i % 5),
      at: i,
      fields: { k: i % 3 },
    }));
    // Of each key the last that must not lead, what has partials, and what is complete and waits.
    expect(most).to.be.within(3, 3 * 3);
  });

  it("is bounded without a time, and what is forgotten is counted", () => {
    const matcher = matcherOf(sequence("a b", { by: "k:long" }), 100);
    const most = feed(matcher, (i) => ({ stages: "a", at: i, fields: { k: i } }));
    expect(most).to.equal(100);
    const last = { stages: "b", at: COUNT, fields: { k: COUNT - 1 } };
    const first = { stages: "b", at: COUNT + 1, fields: { k: 0 } };
    const found = [
      ...see(matcher, last, COUNT + 1),
      ...see(matcher, first, COUNT + 2),
      ...matcher.end(),
    ];
    expect(found.map(({ keys }) => keys)).to.deep.equal([[COUNT - 1]]);
    expect(allDropped(matcher).cut).to.equal(COUNT - 100);
  });

  it("what is complete and waits is bounded too", () => {
    const matcher = matcherOf(sequence("a !b", { maxspan: 1e9 }), 100);
    expect(feed(matcher, (i) => ({ stages: "a", at: i }))).to.equal(100);
    expect(matcher.end()).to.have.lengthOf(100);
    expect(allDropped(matcher).cut).to.equal(COUNT - 100);
  });

  it("is no more of what goes back in the recording than is held back", () => {
    const matcher = matcherOf(sequence("a b"));
    const found = [5, 4, 3, 2, 1].flatMap((at, i) => see(matcher, { stages: "a", at }, i + 1));
    expect([...found, ...matcher.end()]).to.deep.equal([]);
    expect(allDropped(matcher).late).to.equal(3);
  });
});

describe("what a sample holds", () => {
  const keys = keysOf("k:long");
  const steps = [step("a", keys), step("b", keys)];

  it("is no more events of a key than can matter", () => {
    const matcher = new SampleMatcher({ kind: "sample", steps });
    for (let i = 0; i < 1000; i++)
      see(matcher, { stages: "ab", at: null, fields: { k: i % 2 } }, i);
    expect(matcher.held).to.equal(2 * 2 * 3);
  });

  it("is bounded, and what is forgotten is counted", () => {
    const matcher = new SampleMatcher({ kind: "sample", steps }, 10);
    for (let i = 0; i < 20; i++) see(matcher, { stages: "a", at: null, fields: { k: i } }, i);
    expect(matcher.held).to.equal(10);
    expect(allDropped(matcher).cut).to.equal(10);
    for (let i = 0; i < 20; i++) see(matcher, { stages: "b", at: null, fields: { k: i } }, i + 20);
    expect(matcher.end()).to.deep.equal([]);
  });
});
