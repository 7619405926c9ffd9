import { expect } from "chai";
import type { Condition, Correlation } from "../../../harness/matching/model/correlation.ts";
import { Engine } from "../../../harness/matching/engine.ts";
import type { Blindness } from "../../../harness/matching/liveness/liveness.ts";
import { Observer } from "../../../harness/matching/liveness/observed.ts";
import type { CompiledRule } from "../../../harness/matching/model/rule.ts";
import { ruleBlindness } from "../../../harness/matching/liveness/rule-liveness.ts";
import type { JoinKey, Sequence, Step } from "../../../harness/matching/model/sequence.ts";
import { makeEvent } from "../../events/make-event.ts";
import { is, PROCESS_CREATION, ruleOf } from "../predicates.ts";

/** Two stages: one can hold on the recording, the other wants a field that it has not. */
const STAGES = [is("Image", "a"), is("Absent", "b")].map((predicate) => ({
  logSource: PROCESS_CREATION,
  predicate,
}));
const SEEN = makeEvent({ Image: "a" }, { time: "2026-01-15T09:00:00.0000000Z" });
const COUNT: Condition = {
  kind: "measure",
  measure: { of: "events" },
  comparisons: [{ operator: "gte", number: 1 }],
  consumes: false,
};
const BOTH: Condition = {
  kind: "measure",
  measure: { of: "inputs" },
  comparisons: [{ operator: "gte", number: 2 }],
  consumes: true,
};
const temporal = (...alternatives: { needs: number[]; without: number[] }[]): Condition => ({
  kind: "temporal",
  ordered: false,
  alternatives,
});

function correlated(condition: Condition, by: readonly string[] = []): CompiledRule {
  const inputs = ["a", "b"].map((name, stage) => ({ name, leaves: [{ stage, by, values: [] }] }));
  const correlation: Correlation = { inputs, timespan: 60, condition };
  return { ...ruleOf(is("Image", "a")), stages: STAGES, correlation };
}

/** A sequence of the two stages, with these keys; the second may be one that must not occur. */
function inSequence(
  keys: readonly JoinKey[],
  how: "wanted" | "missing" | "until" = "wanted",
): CompiledRule {
  const step = (stage: number): Step => ({
    stage,
    keys,
    isMissing: false,
    name: "ab".charAt(stage),
  });
  const second = { ...step(1), isMissing: how === "missing" };
  const sequence: Sequence = {
    kind: "sequence",
    steps: how === "until" ? [step(0), step(0)] : [step(0), second],
    maxspan: 60_000,
    until: how === "until" ? second : null,
    limits: [],
  };
  return { ...ruleOf(is("Image", "a")), stages: STAGES, sequence };
}

const key = (field: string, isOptional = false): JoinKey => ({
  field,
  type: "keyword",
  isOptional,
});

const absent: Blindness = { kind: "fields", fields: ["Absent"] };

describe("ruleBlindness", () => {
  const rows: readonly (readonly [string, CompiledRule, Blindness | null])[] = [
    ["a count of several rules needs one of them", correlated(COUNT), null],
    ["a set needs all of them", correlated(BOTH), absent],
    [
      "one way to hold is enough",
      correlated(temporal({ needs: [0], without: [] }, { needs: [1], without: [] })),
      null,
    ],
    ["every way is blind", correlated(temporal({ needs: [0, 1], without: [] })), absent],
    [
      "what must not come need not be live",
      correlated(temporal({ needs: [0], without: [1] })),
      null,
    ],
    [
      "the group's field is needed",
      correlated(temporal({ needs: [0], without: [] }), ["User"]),
      { kind: "fields", fields: ["User"] },
    ],
    ["a sequence needs each step", inSequence([]), absent],
    ["but not one that must not occur", inSequence([], "missing"), null],
    ["nor what ends it", inSequence([], "until"), null],
    ["a key is needed", inSequence([key("User")], "missing"), { kind: "fields", fields: ["User"] }],
    ["unless it is optional", inSequence([key("User", true)], "missing"), null],
    ["one that is there is", inSequence([key("Image")], "missing"), null],
    [
      "a sample needs each step",
      {
        ...ruleOf(is("Image", "a")),
        stages: STAGES,
        sequence: {
          kind: "sample",
          steps: [0, 1].map((stage) => ({ stage, keys: [], isMissing: false })),
        },
      },
      absent,
    ],
    [
      "a limit is live as its stage is",
      { ...ruleOf(is("Image", "a")), sequence: { kind: "limit", limits: [] } },
      null,
    ],
  ];
  for (const [why, rule, blind] of rows)
    it(why, () => {
      const observed = new Observer();
      observed.see(SEEN);
      expect(ruleBlindness(rule, observed)).to.deep.equal(blind);
    });

  it("a match says which rules were silent only for want of telemetry", () => {
    const pass = new Engine([correlated(temporal({ needs: [0], without: [1] }))]).open("r");
    pass.see(SEEN);
    expect(pass.end().matches.map(({ byAbsence }) => byAbsence)).to.deep.equal([["b"]]);
  });

  for (const how of ["missing", "until"] as const)
    it(`a match says which steps were silent only for want of telemetry: ${how}`, () => {
      const pass = new Engine([inSequence([], how)]).open("r");
      pass.see(SEEN);
      pass.see({ ...SEEN, position: 2 });
      const { matches } = pass.end();
      expect(matches).to.not.be.empty;
      for (const { byAbsence } of matches) expect(byAbsence).to.deep.equal(["b"]);
    });
});
