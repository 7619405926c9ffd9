/**
 * The law that gives firedrill its sense: silence is no success. Each rule that fires in the project's
 * scenarios is said to stay silent, on a recording in which what it fired on cannot be seen any more:
 * however that came about, the scenario fails, as long as the recording shows a trace of it.
 */
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { expect } from "chai";
import { globSync } from "tinyglobby";
import { matchLogSource } from "../../harness/events/log-sources/log-source-match.ts";
import type { EventClass } from "../../harness/events/event-class.ts";
import { loadRules } from "../../harness/languages/load.ts";
import { bindFields } from "../../harness/matching/binding/bound-field.ts";
import type { Predicate } from "../../harness/matching/model/predicate.ts";
import type { CompiledRule } from "../../harness/matching/model/rule.ts";
import { behaviorOf } from "../../harness/matching/states/states.ts";
import { loadScenario, readScenario } from "../../harness/scenario/format/load.ts";
import type { Scenario, ScenarioRecording } from "../../harness/scenario/format/scenario.ts";
import { planOf } from "../../harness/scenario/plan/plan.ts";
import { loadedRules, playScenario } from "../../harness/scenario/play.ts";
import { readRecording } from "../../harness/telemetry/read.ts";
import { damages, withoutRecords, type Original } from "./damaged-recordings.ts";

const loaded = loadedRules(loadRules(["rules"]));

/** A rule that fires on a recording of a scenario. */
interface Firing extends Original {
  readonly about: string;
  readonly rule: CompiledRule;
  readonly recording: ScenarioRecording;
  readonly scenario: Scenario;
}

async function firings(): Promise<Firing[]> {
  const found: Firing[] = [];
  for (const file of globSync("scenarios/*.scenario.yml").sort()) {
    const scenario = loadScenario(file).scenario!;
    const plan = planOf(scenario, loaded.rules);
    const { verdicts } = await playScenario(scenario, plan, loaded);
    for (const [index, { found: named, target }] of plan.expectations.entries()) {
      const { outcome, matches } = verdicts[index]!;
      if (outcome !== "fired" || named.kind !== "rule") continue;
      const { recording } = target!;
      const classes = new Set<EventClass>();
      const { format } = await readRecording(recording.path, (event) => classes.add(event.class));
      const events = matches.flatMap((match) => match.events);
      found.push({
        about: `${named.rule.rule.name} on ${scenario.document.id}/${target!.name}`,
        rule: named.rule,
        recording,
        scenario,
        format: format!,
        content: readFileSync(recording.path),
        positions: [...new Set(events.map(({ position }) => position))].sort((a, b) => a - b),
        neededFields: neededFields(named.rule, classes),
      });
    }
  }
  return found;
}

/** The fields, as records have them, without each of which a rule cannot match. */
function neededFields({ stages, state }: CompiledRule, classes: ReadonlySet<EventClass>): string[] {
  const keys = state ? behaviorOf(state).joinFields(state) : [];
  const sources = stages.flatMap(({ logSource, predicate }) =>
    [...classes].flatMap((cls) => {
      const sourceMatch = matchLogSource(logSource, cls);
      if (!sourceMatch) return [];
      return [...neededBy(predicate), ...keys].flatMap((field) => {
        const bound = bindFields(cls, sourceMatch)(field);
        return bound.kind === "field" && bound.sources.length === 1 ? bound.sources : [];
      });
    }),
  );
  return [...new Set(sources)].sort();
}

function neededBy(predicate: Predicate): ReadonlySet<string> {
  switch (predicate.kind) {
    case "test":
      return new Set(predicate.pattern.kind === "null" ? [] : [predicate.field]);
    case "all":
      return new Set(predicate.of.flatMap((part) => [...neededBy(part)]));
    case "any": {
      const [first = new Set<string>(), ...rest] = predicate.of.map(neededBy);
      return new Set([...first].filter((field) => rest.every((fields) => fields.has(field))));
    }
    default:
      return new Set();
  }
}

describe("silence is no success", () => {
  const folder = mkdtempSync(join(tmpdir(), "firedrill-silence-"));
  let all: Firing[];
  before(async () => {
    all = await firings();
  });
  after(() => rmSync(folder, { recursive: true }));

  /** Says of a rule that it stays silent on a recording with some content; returns what comes of it. */
  async function silentOn(
    { rule, recording, scenario }: Firing,
    content: Uint8Array | string | null,
    more: Readonly<Record<string, unknown>> = {},
  ) {
    rmSync(folder, { recursive: true });
    mkdirSync(folder);
    const file = basename(recording.path);
    if (content !== null) writeFileSync(join(folder, file), content);
    const { sensors, declared } = recording;
    const said = {
      schema: 1,
      id: "silence",
      title: "A rule that is to stay silent",
      recordings: {
        r: { file, sensor: sensors, ...(declared && { logsource: declared }), ...more },
      },
      ...(scenario.document.clock && { clock: scenario.document.clock }),
      expect: { silent: [{ rule: rule.rule.id ?? rule.rule.name, on: "r" }], others: "ignore" },
    };
    const path = join(folder, "silence.scenario.yml");
    const read = readScenario({ path, text: JSON.stringify(said) });
    const plan = planOf(read.scenario!, loaded.rules);
    const { passed, verdicts } = await playScenario(read.scenario!, plan, loaded);
    return { passed, outcome: verdicts[0]!.outcome };
  }

  it("where the rule fires", async () => {
    expect(all.length).to.be.greaterThan(40);
    expect(new Set(all.map(({ format }) => format))).to.include.keys(
      "xml",
      "ndjson",
      "json",
      "evtx",
    );
    for (const one of all) {
      const { passed, outcome } = await silentOn(one, one.content);
      expect({ passed, outcome }, one.about).to.deep.equal({
        passed: false,
        outcome: "false-alarm",
      });
    }
  });

  it("where what it fired on cannot be seen, and that left a trace", async () => {
    const passing: string[] = [];
    const ways = new Set<string>();
    for (const one of all)
      for (const { how, content } of damages(one)) {
        ways.add(how.replace(/ has .*/, " has it"));
        if (content !== null && Buffer.from(content).equals(one.content)) continue;
        const { passed, outcome } = await silentOn(one, content);
        // A rule may do without times; it may not do without the fields that it needs.
        if (/^no event has (?!a time)/.test(how)) expect(outcome, one.about).to.equal("blind");
        if (passed) passing.push(`${one.about}: ${how}`);
      }
    expect(passing).to.deep.equal([]);
    expect(ways.size).to.be.greaterThan(10);
  });

  it("where it is gone without a trace, if the recording is known by its digest", async () => {
    const texts = all.filter(({ format }) => format !== "evtx");
    let untraced = 0;
    for (const one of texts) {
      const content = withoutRecords(one);
      const sha256 = createHash("sha256").update(one.content).digest("hex");
      const { passed } = await silentOn(one, content, { sha256 });
      expect(passed, one.about).to.equal(false);
      if ((await silentOn(one, content)).passed) untraced++;
    }
    // Without the digest nothing tells.
    expect(untraced).to.be.greaterThan(texts.length / 2);
  });
});
