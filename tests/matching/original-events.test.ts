import { expect } from "chai";
import type { LogEvent } from "../../harness/events/event.ts";
import type { VocabularyName } from "../../harness/events/vocabularies/vocabulary-name.ts";
import { eventOfJson } from "../../harness/telemetry/json/event-of-json.ts";
import { Engine } from "../../harness/matching/engine.ts";
import type { Predicate } from "../../harness/matching/model/predicate.ts";
import { ruleBlindness } from "../../harness/matching/rule-liveness.ts";
import { makeEvent } from "../events/make-event.ts";
import { all, exists, is, not, ruleOf } from "./predicates.ts";

const DOCUMENT = {
  "@timestamp": "2026-01-15T09:00:00.123Z",
  agent: { type: "endpoint" },
  event: { category: ["process"], type: ["start"], action: "start" },
  process: { name: "evil.exe", args: [], title: null, hash: { sha256: "ab" } },
};
const SYSMON = makeEvent({ Image: "C:\\evil.exe", CommandLine: "", OriginalFileName: "-" });

function run(
  predicate: Predicate,
  event: LogEvent,
  vocabulary: VocabularyName,
  category = "process",
) {
  const rule = ruleOf(predicate, { vocabulary, category });
  const pass = new Engine([rule]).open("r");
  pass.see(event);
  const { matches, observed } = pass.end();
  return { fired: matches.length, blindness: ruleBlindness(rule, observed) };
}

describe("rules in the words of ECS", () => {
  const evil = all(is("event.category", "process"), is("process.name", "evil.exe"));
  for (const vocabulary of ["ecs-winlogbeat", "ecs-endpoint"] as const) {
    it(`fire on Windows events, bound (${vocabulary})`, () =>
      expect(run(evil, SYSMON, vocabulary)).to.deep.equal({ fired: 1, blindness: null }));

    it(`fire on documents in ECS, as they are (${vocabulary})`, () =>
      expect(run(evil, eventOfJson(DOCUMENT, 1), vocabulary)).to.deep.equal({
        fired: 1,
        blindness: null,
      }));
  }

  it("are not asked of other categories", () => {
    const { fired, blindness } = run(
      is("process.name", "evil.exe"),
      SYSMON,
      "ecs-winlogbeat",
      "file",
    );
    expect(fired).to.equal(0);
    expect(blindness).to.deep.include({ kind: "log-source" });
  });

  const wanting: readonly [what: string, event: LogEvent, field: string][] = [
    ["what the sensor never says", SYSMON, "process.Ext.api.name"],
    ["what no event of it carries", SYSMON, "process.parent.name"],
    ["what is only ever empty", SYSMON, "process.command_line"],
    ["what is made of that", SYSMON, "process.args"],
    ["what the document does not hold", eventOfJson(DOCUMENT, 1), "process.code_signature.trusted"],
    [
      "what the document names alone",
      eventOfJson({ "@timestamp": "x", ecs: { version: "8" } }, 1),
      "process.name",
    ],
  ];
  for (const [what, event, field] of wanting)
    it(`are blind if they want ${what}`, () => {
      const { fired, blindness } = run(all(exists(field), is(field, "x")), event, "ecs-winlogbeat");
      expect(fired).to.equal(0);
      expect(blindness).to.deep.equal({ kind: "fields", fields: [field] });
    });

  it("are blind if another class has what they ask for", () => {
    const { blindness } = run(
      all(is("event.type", "end"), is("process.name", "evil.exe")),
      SYSMON,
      "ecs-winlogbeat",
    );
    expect(blindness).to.deep.include({ kind: "class" });
  });

  it("take what is absent for a negation that holds", () =>
    expect(
      run(not(is("process.pe.original_file_name", "x")), SYSMON, "ecs-winlogbeat").fired,
    ).to.equal(1));
});
