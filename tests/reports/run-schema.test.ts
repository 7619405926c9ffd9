import { expect } from "chai";
import { globSync } from "tinyglobby";
import { z } from "zod";
import Mocha from "mocha";
import { loadRules } from "../../harness/languages/load.ts";
import { defineScenario } from "../../harness/mocha/define.ts";
import type { CompiledRule } from "../../harness/matching/model/rule.ts";
import { runJsonSchema } from "../../harness/reports/run-schema.ts";
import { parseRunJson, printRunJson } from "../../harness/reports/run-json.ts";
import { loadScenario } from "../../harness/scenario/format/load.ts";
import { LivenessLog } from "../../harness/scenario/liveness-log.ts";
import { planned } from "../../harness/scenario/plan/plan.ts";
import { loadedRules } from "../../harness/scenario/play.ts";
import type { ScenarioResult } from "../../harness/scenario/judge/verdict.ts";
import type { Run } from "../../harness/scenario/run.ts";
import { runOf } from "../../harness/scenario/summary.ts";
import { HOSTILE_RUN } from "./hostile-run.ts";

/** Plays scenarios as `firedrill run` does. */
async function runOfScenarios(
  files: readonly string[],
  isLoaded: (rule: CompiledRule) => boolean = () => true,
): Promise<Run> {
  const all = loadRules(["rules"]);
  const rules = { ...all, rules: all.rules.filter(isLoaded) };
  const liveness = new LivenessLog(rules.rules);
  const loaded = { ...loadedRules(rules), liveness };
  const results: ScenarioResult[] = [];
  const mocha = new Mocha({ reporter: class {} as never });
  mocha.suite.timeout(0);
  for (const file of files)
    defineScenario(mocha.suite, planned(loadScenario(file), rules), loaded, {
      report: (result) => results.push(result),
      now: () => 0,
    });
  await new Promise<void>((resolve) => void mocha.run(() => resolve()));
  return runOf(results, { version: "0", generated: "", seconds: 0, rules, liveness });
}

describe("the schema of run.json", () => {
  const schema = z.fromJSONSchema(runJsonSchema() as never);
  const FILES = globSync("scenarios/*.scenario.yml").sort();
  let run: Run;
  let failing: Run;

  before(async () => {
    run = await runOfScenarios(FILES);
    // Some rules are gone, and one file is no scenario at all.
    const files = [...FILES, "package.json"];
    failing = await runOfScenarios(files, ({ rule }) => !rule.path.includes("mshta"));
  });

  it("is that of real runs", () => {
    expect(FILES).to.not.be.empty;
    for (const one of [run, failing, HOSTILE_RUN]) {
      const { error } = schema.safeParse(JSON.parse(printRunJson(one)));
      expect(error?.issues.slice(0, 3).map((issue) => JSON.stringify(issue))).to.equal(undefined);
      expect(parseRunJson(printRunJson(one), "run.json").run).to.deep.equal(
        JSON.parse(JSON.stringify(one)),
      );
    }
    const outcomes = failing.scenarios.flatMap(({ verdicts }) => verdicts);
    expect(new Set(outcomes.map(({ outcome }) => outcome))).to.include.keys("fired", "broken");
  });

  it("refuses what no run has", () => {
    // oxlint-disable-next-line typescript/no-explicit-any -- what is spoiled has no type
    const spoiled = (spoil: (value: any) => void): boolean => {
      const value: unknown = JSON.parse(printRunJson(run));
      spoil(value);
      return schema.safeParse(value).success;
    };
    expect(spoiled(() => {})).to.equal(true);
    expect(spoiled((value) => delete value.attack)).to.equal(false);
    expect(spoiled((value) => (value.more = 1))).to.equal(false);
    expect(spoiled((value) => (value.rules.list[0].liveness = "0"))).to.equal(false);
    expect(spoiled((value) => (value.scenarios[0].status = "done"))).to.equal(false);
    expect(spoiled((value) => delete value.scenarios[0].recordings[0].passed)).to.equal(false);
  });

  it("lists every rule, with where it could see and why not elsewhere", () => {
    const { list, liveness, loaded } = run.rules;
    expect(list).to.have.lengthOf(loaded);
    expect(run.attack.version).to.equal("19");
    const recordings = run.scenarios.flatMap((scenario) => scenario.recordings);
    for (const rule of list) {
      const { live, blind } = liveness[rule.liveness]!;
      const all = [...live, ...blind.flatMap((one) => one.recordings)];
      expect(all.sort((a, b) => a - b)).to.deep.equal([...recordings.keys()]);
    }
    // A verdict and the liveness of its rule say the same.
    let judged = 0;
    let before = 0;
    for (const { recordings: own, verdicts } of run.scenarios) {
      for (const { rule, recording, outcome } of verdicts) {
        const index = before + own.findIndex(({ name }) => name === recording);
        const listed = list.find(({ path, id }) => path === rule.path && id === rule.id);
        if (!listed || index < before) continue;
        judged++;
        expect(liveness[listed.liveness]!.live.includes(index)).to.equal(outcome !== "blind");
      }
      before += own.length;
    }
    expect(judged).to.be.greaterThan(100);
  });

  it("has the values that matches rest on, and what recordings hold by class", () => {
    const matches = run.scenarios.flatMap(({ verdicts }) => verdicts.flatMap((one) => one.matches));
    expect(matches).to.not.be.empty;
    for (const { via, values = [] } of matches) {
      expect(values).to.not.be.empty;
      expect(via).to.include.members(values.map(({ field }) => field));
    }
    for (const { recordings } of run.scenarios)
      for (const { classes, events, moreClasses } of recordings) {
        expect(classes.reduce((sum, { count }) => sum + count, 0)).to.equal(events);
        expect(moreClasses).to.equal(0);
      }
  });
});
