import { expect } from "chai";
import fc from "fast-check";
import { readdirSync } from "node:fs";
import { matchLogSource } from "../../harness/events/log-sources/log-source-match.ts";
import type { LogEvent } from "../../harness/events/event.ts";
import { loadRules } from "../../harness/languages/load.ts";
import { Engine } from "../../harness/matching/engine.ts";
import { holds } from "../../harness/matching/evaluate/field-test.ts";
import type { Predicate } from "../../harness/matching/model/predicate.ts";
import type { CompiledRule } from "../../harness/matching/model/rule.ts";
import { bindFields } from "../../harness/matching/binding/bound-field.ts";
import { readRecording } from "../../harness/telemetry/read.ts";
import { CORPORA, needsCorpus } from "../corpora.ts";
import { make4688, makeEvent } from "../events/make-event.ts";
import { evaluate } from "./plain-evaluate.ts";
import { PROCESS_CREATION, ruleOf } from "./predicates.ts";
import { fields, predicate } from "./random-predicates.ts";
import { keepEvent } from "../../harness/events/keep-event.ts";

/** The engine without index, binding and folding: every rule of the log source, plainly, on every event. */
function fullScan(rules: readonly CompiledRule[], events: readonly LogEvent[]): string[] {
  return events.flatMap((event) =>
    rules.flatMap(({ rule, stages }) => {
      const [{ logSource, predicate }] = stages as [(typeof stages)[0]];
      const acceptance = matchLogSource(logSource, event.class);
      if (!acceptance) return [];
      const bind = bindFields(event.class, acceptance);
      const within =
        acceptance.only === undefined ||
        acceptance.only.values.some((text) => {
          const pattern = { kind: "equals", text, cased: false } as const;
          return holds(
            { kind: "test", field: acceptance.only!.field, pattern, label: "" },
            event,
            bind,
          );
        });
      return within && evaluate(predicate, event, bind) ? `${event.position} ${rule.path}` : [];
    }),
  );
}

function indexed(rules: readonly CompiledRule[], events: readonly LogEvent[]): string[] {
  return passOf(new Engine(rules), events);
}

function passOf(engine: Engine, events: readonly LogEvent[]): string[] {
  const pass = engine.open("r");
  for (const event of events) pass.see(event);
  return pass.end().matches.map(({ rule, events: [first] }) => `${first!.position} ${rule.path}`);
}

describe("law: the engine finds what a full scan finds", () => {
  it("for random rules and events", function () {
    this.timeout(20_000);
    const predicates = fc.array(predicate, { minLength: 1, maxLength: 12 });
    const records = fc.array(fields, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(predicates, records, (wanted, seen) => {
        const path = (index: number): string => `${String(index).padStart(3, "0")}.yml`;
        const rules = wanted.map((one, index) => ruleOf(one, PROCESS_CREATION, path(index)));
        const events = again(seen).map((one, index) => makeEvent(one, { position: index + 1 }));
        expect(indexed(rules, events)).to.deep.equal(fullScan(rules, events));
      }),
      { seed: 1, numRuns: 1500 },
    );
  });

  it("for random rules of two log sources that read the same event in different words", function () {
    this.timeout(20_000);
    const predicates = fc.array(predicate, { minLength: 1, maxLength: 8 });
    const records = fc.array(fields, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(predicates, records, (wanted, seen) => {
        const rules = wanted.map((one, index) =>
          ruleOf(renamed(one), index % 2 ? PROCESS_CREATION : SECURITY, `${index}.yml`),
        );
        const events = again(seen).map((one, index) => ({
          ...make4688({ ...one, NewProcessName: one["A"] ?? null, Image: one["B"] ?? null }),
          position: index + 1,
        }));
        expect(indexed(rules, events)).to.deep.equal(fullScan(rules, events));
      }),
      { seed: 2, numRuns: 500 },
    );
  });

  it("for the rules of SigmaHQ over its recordings", async function () {
    needsCorpus(this, "sigmahq");
    const corpora = `${CORPORA}/sigmahq`;
    this.timeout(60_000);
    const { rules } = loadRules([`${corpora}/rules/windows`]);
    const recordings = readdirSync(`${corpora}/regression_data`, {
      recursive: true,
      encoding: "utf8",
    });
    const events: LogEvent[] = [];
    for (const name of recordings.filter((one) => one.endsWith(".evtx")).sort())
      await readRecording(`${corpora}/regression_data/${name}`, (event) => {
        events.push({ ...wrap(keepEvent(event)), position: events.length + 1 });
      });
    expect(events.length).to.be.greaterThan(100);
    const expected = fullScan(rules, events);
    const engine = new Engine(rules);
    for (const round of ["first", "second", "third", "fourth", "fifth"]) {
      expect(passOf(engine, events), round).to.deep.equal(expected);
      if (round === "third") engine.forgetValues();
    }
  });
});

const SECURITY = { product: "windows", service: "security" };

/** What comes again is answered from memory: each record twice in a row, and all of them twice. */
function again<T>(records: readonly T[]): T[] {
  const twice = records.flatMap((record) => [record, record]);
  return [...twice, ...twice];
}

/** The predicate with names that mean one thing in process creations, and another in the Security log. */
function renamed(one: Predicate): Predicate {
  const names: Readonly<Record<string, string>> = { A: "Image", B: "NewProcessName" };
  return JSON.parse(JSON.stringify(one), (key, value: unknown) =>
    key === "field" && typeof value === "string" ? (names[value] ?? value) : value,
  ) as Predicate;
}

/** The members of an event as its own properties, so that some can be replaced. */
function wrap(event: LogEvent): LogEvent {
  const { record, time, computer } = event;
  return {
    class: event.class,
    position: 0,
    record,
    time,
    computer,
    fields: event.fields,
    get: (name) => event.get(name),
    ...(event.passes && { passes: (prefilter) => event.passes!(prefilter) }),
  };
}
