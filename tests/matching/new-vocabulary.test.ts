/** The law of vocabularies: one more is a row of their table, and nothing else has to know of it. */
import { expect } from "chai";
import type { EventClass } from "../../harness/events/event-class.ts";
import type { LogEvent } from "../../harness/events/event.ts";
import {
  acceptsDeclared,
  acceptsSensor,
  matchLogSource,
} from "../../harness/events/log-sources/log-source-match.ts";
import type { ClassReading, LogSource } from "../../harness/events/log-sources/log-source.ts";
import type { FieldBinding } from "../../harness/events/vocabularies/field-binding.ts";
import { VOCABULARIES } from "../../harness/events/vocabularies/vocabularies.ts";
import type { VocabularyName } from "../../harness/events/vocabularies/vocabulary-name.ts";
import type { Vocabulary } from "../../harness/events/vocabularies/vocabulary.ts";
import { Engine, type PassResult } from "../../harness/matching/engine.ts";
import { NearestMiss } from "../../harness/matching/evidence/explain.ts";
import type { Correlation } from "../../harness/matching/model/correlation.ts";
import type { Predicate } from "../../harness/matching/model/predicate.ts";
import type { CompiledRule } from "../../harness/matching/model/rule.ts";
import { classConstraintsOf } from "../../harness/matching/prefilter/class-constraints.ts";
import { RuleIndex } from "../../harness/matching/prefilter/rule-index.ts";
import { ruleBlindness } from "../../harness/matching/rule-liveness.ts";
import { joinShards, ShardPass } from "../../harness/matching/shard.ts";
import { eventOfJson } from "../../harness/telemetry/json/event-of-json.ts";
import { make4688, makeEvent } from "../events/make-event.ts";
import { all, exists, has, is, not, ruleOf } from "./predicates.ts";

const NAME = "of-this-test" as VocabularyName;

/** A table of processes: their starts, and the logons that the audit log tells with them. */
const ROW: Vocabulary = {
  name: NAME,
  accepts({ category }, { sensor, original }): ClassReading | null {
    if (category !== "Processes") return null;
    if (original !== null) return {};
    return sensor === "sysmon" ? { fields: "plain" } : sensor === "security" ? {} : null;
  },
  acceptsSensor: ({ category }, sensor) => category === "Processes" && sensor === "sysmon",
  acceptsDeclared: ({ category }, declared) => declared?.product === category,
  bind,
  classFields: new Set(["What"]),
  readsOriginals: true,
};

const SOURCES: Readonly<Record<string, string>> = {
  "Process File": "Image",
  Line: "CommandLine",
  Version: "FileVersion",
};

function bind(cls: EventClass, { fields }: ClassReading, name: string): FieldBinding {
  if (name === "*") return { kind: "any" };
  if (name === "What") return { kind: "constant", value: `Sensor${cls.eventId}` };
  if (cls.original !== null) return { kind: "field", sources: [name], transform: "original" };
  const source = SOURCES[name];
  if (source === undefined) return { kind: "never" };
  if (name !== "Process File") return { kind: "field", sources: [source], transform: "copied" };
  return fields === "plain"
    ? { kind: "field", sources: [source], transform: "mapped", map: "lastPart" }
    : { kind: "field", sources: ["NewProcessName"], transform: "copied" };
}

const SOURCE: LogSource = { vocabulary: NAME, category: "Processes" };
const ruleFor = (predicate: Predicate, path = "rule.test"): CompiledRule =>
  ruleOf(predicate, SOURCE, path);

const start = (image: string, position = 1): LogEvent =>
  makeEvent({ Image: `C:\\bin\\${image}`, CommandLine: "run it", FileVersion: "" }, { position });

function run(rules: readonly CompiledRule[], events: readonly LogEvent[]): PassResult {
  const pass = new Engine(rules).open("r");
  for (const event of events) pass.see(event);
  return pass.end();
}

const fired = (predicate: Predicate, ...events: LogEvent[]): number =>
  run([ruleFor(predicate)], events).matches.length;

const evil = is("Process File", "evil.exe");

describe("a vocabulary that is added to the table", () => {
  const table = VOCABULARIES as Record<VocabularyName, Vocabulary>;
  before(() => (table[NAME] = ROW));
  after(() => delete (table as Record<string, Vocabulary>)[NAME]);

  it("says what its log sources take", () => {
    expect(matchLogSource(SOURCE, start("a").class)).to.deep.equal({
      vocabulary: NAME,
      fields: "plain",
    });
    expect(matchLogSource({ ...SOURCE, category: "Logons" }, start("a").class)).to.equal(null);
    expect(acceptsSensor(SOURCE, "sysmon")).to.equal(true);
    expect(acceptsSensor(SOURCE, "security")).to.equal(false);
    expect(acceptsDeclared(SOURCE, { product: "Processes" })).to.equal(true);
  });

  it("binds each class in its own way", () => {
    expect(fired(evil, start("evil.exe"), start("good.exe"))).to.equal(1);
    expect(fired(evil, make4688({ NewProcessName: "evil.exe" }))).to.equal(1);
    expect(fired(is("Process File", "C:\\bin\\evil.exe"), start("evil.exe"))).to.equal(0);
    const [of1, of4688] = [is("What", "Sensor1"), is("What", "Sensor4688")];
    expect(fired(all(of1, evil), start("evil.exe"))).to.equal(1);
    expect(fired(all(of4688, evil), start("evil.exe"))).to.equal(0);
    expect(fired(exists("Nothing"), start("evil.exe"))).to.equal(0);
  });

  it("has a name for all fields, behind the prefilter of events", () => {
    const keyword = has("*", "run it");
    expect(fired(keyword, start("evil.exe"))).to.equal(1);
    const asked: string[] = [];
    const event: LogEvent = {
      ...start("evil.exe"),
      hasText: () => true,
      passes(prefilter) {
        asked.push("passes");
        return prefilter.passes("run it");
      },
    };
    expect(fired(keyword, event)).to.equal(1);
    expect(fired(has("*", "walk it"), { ...event, get: () => expect.fail("decoded") })).to.equal(0);
    expect(asked).to.have.lengthOf(2);
  });

  it("goes through the index, by its own fields", () => {
    const stages = [all(is("What", "Sensor1"), evil), is("What", "Sensor1")].map(
      (predicate) => ruleFor(predicate).stages,
    );
    const index = new RuleIndex(stages);
    expect(index.field("What")).to.equal(null);
    expect(index.field("Process File")!.owners("Evil.EXE")).to.deep.equal([0]);
    expect(index.field("Process File")!.owners("good.exe")).to.deep.equal([]);
    expect(classConstraintsOf(stages[0]![0]!)).to.deep.equal([
      { field: "What", texts: ["sensor1"] },
    ]);
  });

  it("has evidence, and names what a match lacks", () => {
    const predicate = all(evil, not(is("Nothing", "x")), not(is("Line", "x")));
    const [match] = run([ruleFor(predicate)], [start("evil.exe")]).matches;
    expect(match!.via).to.deep.equal(["Process File"]);
    expect(match!.byAbsence).to.deep.equal(["Nothing"]);
    const miss = new NearestMiss(ruleFor(all(evil, is("*", "run"))).stages[0]!, "r");
    miss.see(start("good.exe"));
    expect(miss.explanation!.tests).to.deep.include({
      selection: "",
      label: "Process File 'evil.exe'",
      satisfied: false,
      negated: false,
      value: "good.exe",
      presence: "carried",
    });
    expect(miss.explanation!.tests[1]).to.include({ value: null });
  });

  const blind: readonly [what: string, predicate: Predicate, event: LogEvent, reason: object][] = [
    ["what it has no field for", exists("Nothing"), start("a"), { fields: ["Nothing"] }],
    ["what is only ever empty", is("Version", "1"), start("a"), { fields: ["Version"] }],
    [
      "what no event of the recording carries",
      evil,
      makeEvent({ CommandLine: "x" }),
      { fields: ["Process File"] },
    ],
    ["another class", is("What", "Sensor2"), start("a"), { wanted: ["What 'Sensor2'"] }],
    [
      "other telemetry",
      evil,
      makeEvent({ Image: "evil.exe" }, { channel: "System" }),
      { kind: "log-source" },
    ],
  ];
  for (const [what, predicate, event, reason] of blind)
    it(`is blind to ${what}`, () => {
      const { matches, observed } = run([ruleFor(predicate)], [event]);
      expect(matches).to.deep.equal([]);
      expect(ruleBlindness(ruleFor(predicate), observed)).to.deep.include(reason);
    });

  it("is live where it could have fired", () => {
    const { observed } = run([ruleFor(evil)], [start("good.exe")]);
    expect(ruleBlindness(ruleFor(evil), observed)).to.equal(null);
  });

  it("reads events in the schema in which they were recorded", () => {
    const event = eventOfJson(
      { "@timestamp": "2026-01-15T09:00:00Z", ecs: { version: "8.0" }, event: { kind: "event" } },
      1,
    );
    expect(event.class.original).to.equal("ecs");
    const predicate = is("event.kind", "event");
    const { matches, observed } = run([ruleFor(predicate)], [event]);
    expect(matches).to.have.lengthOf(1);
    expect(ruleBlindness(ruleFor(predicate), observed)).to.equal(null);
    expect(ruleBlindness(ruleFor(exists("event.code")), observed)).to.deep.include({
      fields: ["event.code"],
    });
  });

  it("gives in shards what it gives as a whole, with state too", () => {
    const state: Correlation = {
      kind: "correlation",
      inputs: [{ name: "starts", leaves: [{ stage: 0, by: ["Process File"], values: [] }] }],
      timespan: 10,
      condition: {
        kind: "measure",
        measure: { of: "events" },
        comparisons: [{ operator: "gte", number: 2 }],
        consumes: false,
      },
    };
    const rules = [ruleFor(evil, "a.test"), { ...ruleFor(exists("Line"), "b.test"), state }];
    const events = ["evil.exe", "b.exe", "evil.exe"].map((image, i) => ({
      ...start(image, i + 1),
      record: null,
      time: `2026-01-15T09:00:0${i}.0000000Z`,
    }));
    const whole = run(rules, events);
    expect(whole.matches.map(({ rule }) => rule.path)).to.deep.equal([
      "a.test",
      "b.test",
      "a.test",
    ]);
    const shards = [events.slice(0, 2), events.slice(2)].map((some) => {
      const pass = new ShardPass(new Engine(rules), "r");
      for (const [i, event] of some.entries()) pass.see({ ...event, position: i + 1 });
      return structuredClone(pass.end());
    });
    expect(joinShards(new Engine(rules), "r", shards).matches).to.deep.equal(whole.matches);
  });
});

describe("the table of vocabularies", () => {
  it("has each under its own name", () => {
    expect(Object.keys(VOCABULARIES)).to.have.length.above(2);
    for (const [name, row] of Object.entries(VOCABULARIES)) expect(row.name).to.equal(name);
  });

  it("reads a log source that names Sigma as one that names none", () => {
    const [named, plain] = [{ vocabulary: "sigma" as const }, {}].map((of) =>
      ruleOf(is("Image", "C:\\bin\\evil.exe"), { ...of, category: "process_creation" }),
    );
    for (const rule of [named!, plain!])
      expect(run([rule], [start("evil.exe")]).matches).to.have.lengthOf(1);
  });
});
