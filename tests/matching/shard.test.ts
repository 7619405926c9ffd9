/** The law of parts: a recording that is cut anywhere gives what it gives as a whole. */
import { expect } from "chai";
import fc from "fast-check";
import type { LogEvent } from "../../harness/events/event.ts";
import { compileSigmaFiles } from "../../harness/languages/sigma/compile-files.ts";
import { Engine, type PassResult } from "../../harness/matching/engine.ts";
import type { Observer } from "../../harness/matching/liveness/observed.ts";
import { joinShards, ShardPass, type Shard } from "../../harness/matching/shard.ts";
import type { CompiledRule } from "../../harness/matching/model/rule.ts";
import type { LimitedEvents, Sample, Sequence } from "../../harness/matching/model/sequence.ts";
import { makeEvent } from "../events/make-event.ts";
import { any, has, is, PROCESS_CREATION, ruleOf } from "./predicates.ts";
import { keysOf, sequence, step } from "./states/sequence/run-sequence.ts";

const CORRELATIONS = `title: Three by one user
id: 0e0b1d0c-3c57-4b0e-9d52-6f4f8c1b2a01
name: base_a
logsource: { category: process_creation, product: windows }
detection: { s: { Image: a }, condition: s }
---
title: b
name: base_b
logsource: { category: process_creation, product: windows }
detection: { s: { Image: b }, condition: s }
---
title: many of one user
correlation:
  type: event_count
  rules: [base_a]
  group-by: [User]
  timespan: 10s
  condition: { gte: 3 }
---
title: few values
correlation:
  type: value_count
  rules: [base_a, base_b]
  group-by: [User]
  timespan: 5s
  condition: { field: CommandLine, lt: 2 }
---
title: a, then b
correlation:
  type: temporal_ordered
  rules: [base_a, base_b]
  group-by: [User]
  timespan: 10s
`;

/** @param images of the events that the stages want, in the order of the stages */
function sequenceRule(
  path: string,
  images: string,
  data: Sequence | Sample | LimitedEvents,
): CompiledRule {
  const stages = images.split("").map((image) => ({
    logSource: PROCESS_CREATION,
    predicate: is("Image", image),
  }));
  return { ...ruleOf(is("Image", "a"), PROCESS_CREATION, path), stages, state: data };
}

const RULES: readonly CompiledRule[] = [
  ruleOf(any(is("Image", "a"), has("OriginalFileName", "a")), PROCESS_CREATION, "single.yml"),
  ...compileSigmaFiles([{ source: { path: "c.yml", text: CORRELATIONS }, name: "c.yml" }], {})
    .rules,
  sequenceRule("sequence.eql", "ab", sequence("a b", { by: "User", maxspan: 8_000 })),
  sequenceRule("missing.eql", "abc", sequence("a !c b", { by: "User", maxspan: 8_000 })),
  sequenceRule(
    "until.eql",
    "abc",
    sequence("a b", { by: "?User", until: step("c", keysOf("?User")) }),
  ),
  sequenceRule("tail.eql", "ab", sequence("a b", { limits: [{ from: "tail", count: 2 }] })),
  sequenceRule("sample.eql", "ab", {
    kind: "sample",
    steps: [step("a", keysOf("User")), step("b", keysOf("User"))],
  }),
  sequenceRule("head.eql", "a", { kind: "limit", limits: [{ from: "head", count: 3 }] }),
];

interface Seen {
  readonly image: string;
  readonly user: string | null;
  readonly command: string;
  readonly second: number | null;
  readonly original: string | null;
}

function eventOf({ image, user, command, second, original }: Seen, position: number): LogEvent {
  const fields = {
    Image: image,
    CommandLine: command,
    ...(user === null ? {} : { User: user }),
    ...(original === null ? {} : { OriginalFileName: original }),
  };
  const time =
    second === null ? null : `2026-01-15T09:00:${String(second).padStart(2, "0")}.0000000Z`;
  // The record's own number does not change with the place at which the recording is cut.
  return { ...makeEvent(fields, { position, time }), record: null };
}

/** A result without the objects of the engine that it came from. */
function plain({ matches, dropped, observed }: PassResult): unknown {
  return { matches, dropped, observed: (observed as Observer).counts() };
}

function whole(events: readonly Seen[]): PassResult {
  const pass = new Engine(RULES).open("r.evtx");
  for (const [i, event] of events.entries()) pass.see(eventOf(event, i + 1));
  return pass.end();
}

/** Each part is seen by an engine of its own, and goes through what messages go through. */
function inParts(events: readonly Seen[], cuts: readonly number[]): PassResult {
  const places = [0, ...cuts.map((cut) => cut % (events.length + 1)), events.length];
  const ends = places.toSorted((a, b) => a - b);
  const parts = ends.slice(1).map((end, i): Shard => {
    const pass = new ShardPass(new Engine(RULES), "r.evtx");
    for (const [at, event] of events.slice(ends[i], end).entries())
      pass.see(eventOf(event, at + 1));
    return structuredClone(pass.end());
  });
  return joinShards(new Engine(RULES), "r.evtx", parts);
}

const EVENTS = fc.array(
  fc.record({
    image: fc.constantFrom("a", "b", "c", "d"),
    user: fc.constantFrom("x", "y", null),
    command: fc.constantFrom("1", "2", ""),
    second: fc.oneof({ weight: 9, arbitrary: fc.nat(40) }, fc.constant(null)),
    original: fc.constantFrom(null, "", "a.exe"),
  }),
  { maxLength: 30 },
);

describe("law: a recording in parts gives what it gives as a whole", () => {
  it("wherever it is cut", () => {
    fc.assert(
      fc.property(EVENTS, fc.array(fc.nat(30), { maxLength: 4 }), (events, cuts) => {
        expect(plain(inParts(events, cuts))).to.deep.equal(plain(whole(events)));
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  it("and every rule here matches on some of it", () => {
    const events = ["a", "a", "a", "b", "d", "c", "a", "b"].map((image, second): Seen => ({
      image,
      user: "x",
      command: "1",
      second,
      original: null,
    }));
    const { matches } = whole(events);
    const fired = new Set(matches.map(({ rule }) => rule.title));
    const silent = RULES.filter(({ partOf, rule }) => !partOf && !fired.has(rule.title));
    expect(silent.map(({ rule }) => rule.title)).to.deep.equal([]);
    expect(plain(inParts(events, [3, 4]))).to.deep.equal(plain(whole(events)));
  });

  it("with nothing decided that only its end would decide, if the end was not read", () => {
    const pass = new ShardPass(new Engine(RULES), "r.evtx");
    for (const [i, image] of ["a", "a", "a"].entries())
      pass.see(eventOf({ image, user: "x", command: "1", second: i, original: null }, i + 1));
    const { matches } = joinShards(new Engine(RULES), "r.evtx", [pass.end()], { isWhole: false });
    expect(matches.every(({ events }) => events.length === 1)).to.equal(true);
    expect(matches).to.not.be.empty;
  });
});
