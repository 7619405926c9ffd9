import { expect } from "chai";
import type { Condition, Correlation, Input } from "../../harness/matching/model/correlation.ts";
import { Engine } from "../../harness/matching/engine.ts";
import type { Blindness } from "../../harness/matching/liveness/liveness.ts";
import { Observer } from "../../harness/matching/liveness/observed.ts";
import type { Ancestry, AncestryCondition } from "../../harness/matching/model/ancestry.ts";
import type { CompiledRule } from "../../harness/matching/model/rule.ts";
import { ruleBlindness, silentByAbsence } from "../../harness/matching/rule-liveness.ts";
import type { JoinKey, Sequence, Step } from "../../harness/matching/model/sequence.ts";
import { makeEvent } from "../events/make-event.ts";
import { is, PROCESS_CREATION, ruleOf } from "./predicates.ts";

/** Two stages: one can hold on the recording, the other wants a field that it has not. */
const STAGES = [is("Image", "a"), is("Absent", "b")].map((predicate) => ({
  logSource: PROCESS_CREATION,
  predicate,
}));
const TIME = "2026-01-15T09:00:00.0000000Z";
const SEEN = makeEvent({ Image: "a" }, { time: TIME });
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
  const state: Correlation = { kind: "correlation", inputs, timespan: 60, condition };
  return { ...ruleOf(is("Image", "a")), stages: STAGES, state };
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
  return { ...ruleOf(is("Image", "a")), stages: STAGES, state: sequence };
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
        state: {
          kind: "sample",
          steps: [0, 1].map((stage) => ({ stage, keys: [], isMissing: false })),
        },
      },
      absent,
    ],
    [
      "a limit is live as its stage is",
      { ...ruleOf(is("Image", "a")), state: { kind: "limit", limits: [] } },
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

const leaf = (stage: number, values: readonly string[] = []): Input["leaves"][number] => ({
  stage,
  by: [],
  values,
});
const input = (name: string, ...leaves: Input["leaves"]): Input => ({ name, leaves });

/** A correlation of inputs that are named by their stages; the stages are those above. */
function ruleOfInputs(condition: Condition, ...inputs: Input[]): CompiledRule {
  const state: Correlation = { kind: "correlation", inputs, timespan: 60, condition };
  return { ...ruleOf(is("Image", "a")), stages: STAGES, state };
}

/** An input by the results of a correlation. */
function inner(name: string, condition: Condition, ...inputs: Input[]): Input {
  const leaves = inputs.flatMap((one) => one.leaves);
  return { name, leaves, of: { kind: "correlation", inputs, timespan: 60, condition } };
}

function counting(operator: "gt" | "gte" | "lt" | "lte" | "eq" | "neq", number: number): Condition {
  return { ...BOTH, comparisons: [{ operator, number }] } as Condition;
}

function observe(...events: ReturnType<typeof makeEvent>[]): Observer {
  const observed = new Observer();
  for (const event of events) observed.see(event);
  return observed;
}

describe("the blindness of correlations", () => {
  const [live, blind] = [input("a", leaf(0)), input("b", leaf(1))];
  const first = temporal({ needs: [0], without: [] });
  const unwanted = temporal({ needs: [0], without: [1] });
  const rows: readonly (readonly [string, CompiledRule, Blindness | null, readonly string[]])[] = [
    ["more than one input needs two", ruleOfInputs(counting("gt", 1), live, blind), absent, []],
    [
      "a broken number of inputs is rounded up",
      ruleOfInputs(counting("gte", 1.5), live, blind),
      absent,
      [],
    ],
    ["exactly two inputs need two", ruleOfInputs(counting("eq", 2), live, blind), absent, []],
    ["fewer than two inputs need one", ruleOfInputs(counting("lt", 2), live, blind), null, []],
    ["at most two inputs need one", ruleOfInputs(counting("lte", 2), live, blind), null, []],
    ["another number of inputs needs one", ruleOfInputs(counting("neq", 2), live, blind), null, []],
    ["no input is live", ruleOfInputs(counting("lt", 2), blind), absent, []],
    [
      "the measured field is needed",
      ruleOfInputs(COUNT, input("a", leaf(0, ["Size"]))),
      { kind: "fields", fields: ["Size"] },
      [],
    ],
    [
      "one stage of an input is enough",
      ruleOfInputs(first, input("a", leaf(1), leaf(0))),
      null,
      [],
    ],
    ["no stage of an input is live", ruleOfInputs(first, input("a", leaf(1), leaf(1))), absent, []],
    ["an inner correlation is live", ruleOfInputs(first, inner("i", COUNT, live)), null, []],
    [
      "an inner correlation is blind",
      ruleOfInputs(first, inner("i", BOTH, live, blind)),
      absent,
      [],
    ],
    [
      "the fields of an inner correlation's events are needed",
      ruleOfInputs(first, { ...inner("i", COUNT, live), leaves: [leaf(0, ["Size"])] }),
      { kind: "fields", fields: ["Size"] },
      [],
    ],
    ["an unwanted input is blind", ruleOfInputs(unwanted, live, blind), null, ["b"]],
    ["an unwanted input is live", ruleOfInputs(unwanted, live, live), null, []],
    [
      "an unwanted inner correlation is blind",
      ruleOfInputs(unwanted, live, inner("i", COUNT, blind)),
      null,
      ["i"],
    ],
    [
      "an inner correlation has an unwanted input that is blind",
      ruleOfInputs(first, inner("i", unwanted, live, blind)),
      null,
      ["b"],
    ],
    [
      "an unwanted input is needed in another way",
      ruleOfInputs(
        temporal({ needs: [0], without: [1] }, { needs: [1], without: [] }),
        live,
        blind,
      ),
      null,
      ["b"],
    ],
  ];
  for (const [why, rule, reason, silent] of rows)
    it(why, () => {
      expect(ruleBlindness(rule, observe(SEEN))).to.deep.equal(reason);
      expect(silentByAbsence(rule, observe(SEEN))).to.deep.equal(silent);
    });
});

describe("steps without telemetry", () => {
  const unnamed = (rule: CompiledRule): CompiledRule => {
    const { state: sequence } = rule;
    if (sequence?.kind !== "sequence") throw new Error("the rule is no sequence");
    const bare = ({ stage, keys, isMissing }: Step): Step => ({ stage, keys, isMissing });
    const until = sequence.until && bare(sequence.until);
    return { ...rule, state: { ...sequence, steps: sequence.steps.map(bare), until } };
  };
  const rows: readonly (readonly [string, CompiledRule, readonly string[]])[] = [
    ["are none that must occur", inSequence([]), []],
    ["are missing steps", inSequence([], "missing"), ["b"]],
    ["are what ends the sequence", inSequence([], "until"), ["b"]],
    ["are called by their number", unnamed(inSequence([], "missing")), ["step 2"]],
    ["or until", unnamed(inSequence([], "until")), ["until"]],
    ["are none of a rule on single events", ruleOf(is("Absent", "a")), []],
  ];
  for (const [why, rule, silent] of rows)
    it(why, () => expect(silentByAbsence(rule, observe(SEEN))).to.deep.equal(silent));
});

describe("the blindness of ancestry", () => {
  const NETWORK = { product: "windows", category: "network_connection" };
  const started = (fields: Readonly<Record<string, string>>) =>
    makeEvent({ Image: "a", ...fields }, { time: TIME });
  const connected = (fields: Readonly<Record<string, string>>) =>
    makeEvent({ Port: "1", ...fields }, { eventId: 3, time: TIME });

  /** A start of a process; the condition is about connections, and the starts are starts. */
  function rule(
    relation: AncestryCondition["relation"],
    answers: readonly boolean[],
    ancestors: string | null = null,
  ): CompiledRule {
    const state: Ancestry = {
      kind: "ancestry",
      own: 1,
      conditions: [{ relation, stage: 1, name: "connected" }],
      variants: answers.map((isTrue) => ({ stage: 0, of: 0, answers: [{ condition: 0, isTrue }] })),
      starts: 2,
      fields: { host: [], process: "Pid", parent: "Ppid", ancestors },
    };
    const stages = [
      { logSource: PROCESS_CREATION, predicate: is("Image", "a") },
      { logSource: NETWORK, predicate: is("Port", "1") },
      { logSource: PROCESS_CREATION, predicate: is("Start", "1") },
    ];
    return { ...ruleOf(is("Image", "a")), stages, state };
  }
  const lacks = (...fields: string[]): Blindness => ({ kind: "fields", fields });

  const pid = { Pid: "1" };
  const rows: readonly (readonly [
    why: string,
    rule: CompiledRule,
    events: ReturnType<typeof makeEvent>[],
    reason: Blindness | null,
    silent: readonly string[],
  ])[] = [
    [
      "an event needs the process",
      rule("event", [true]),
      [started({}), connected(pid)],
      lacks("Pid"),
      [],
    ],
    ["and has it", rule("event", [true]), [started(pid), connected(pid)], null, []],
    [
      "so does the condition",
      rule("event", [true]),
      [started(pid), connected({})],
      lacks("Pid"),
      [],
    ],
    [
      "the condition has no telemetry",
      rule("event", [true]),
      [started(pid)],
      { kind: "log-source", logSource: NETWORK },
      [],
    ],
    ["a false condition needs none", rule("event", [false]), [started(pid)], null, ["connected"]],
    [
      "a false condition has some",
      rule("event", [false]),
      [started(pid), connected(pid)],
      null,
      [],
    ],
    ["either answer will do", rule("event", [true, false]), [started(pid)], null, ["connected"]],
    [
      "a parent is in the event",
      rule("child", [true]),
      [started({ Ppid: "1" }), connected(pid)],
      null,
      [],
    ],
    [
      "or in the start of the process",
      rule("child", [true]),
      [started({ ...pid, Start: "1" }), connected(pid)],
      null,
      [],
    ],
    ["or is not known", rule("child", [true]), [started({}), connected(pid)], lacks("Ppid"), []],
    [
      "a process without its start has no parent",
      rule("child", [true]),
      [started(pid), connected(pid)],
      lacks("Ppid"),
      [],
    ],
    [
      "ancestors are in the event",
      rule("descendant", [true], "Ancestors"),
      [started({ Ancestors: "1" }), connected(pid)],
      null,
      [],
    ],
    [
      "which are none to a child",
      rule("child", [true], "Ancestors"),
      [started({ Ancestors: "1" }), connected(pid)],
      lacks("Ppid"),
      [],
    ],
    [
      "or there is no such field",
      rule("descendant", [true]),
      [started({}), connected(pid)],
      lacks("Ppid"),
      [],
    ],
  ];
  for (const [why, compiled, events, reason, silent] of rows)
    it(why, () => {
      const observed = observe(...events);
      expect(ruleBlindness(compiled, observed)).to.deep.equal(reason);
      expect(silentByAbsence(compiled, observed)).to.deep.equal(silent);
    });

  it("is of the sensor that is asked for", () => {
    const observed = observe(started(pid), connected(pid));
    const live = rule("event", [true]);
    expect(ruleBlindness(live, observed, { sensor: "sysmon" })).to.equal(null);
    expect(ruleBlindness(live, observed, { sensor: "security" })).to.include({
      kind: "log-source",
    });
  });
});
