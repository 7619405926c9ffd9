import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import {
  Engine,
  explain,
  judge,
  keepEvent,
  loadRules,
  loadScenario,
  planOf,
  playRecordings,
  playScenario,
  readRecording,
  replay,
  runOf,
  type LogEvent,
} from "../../harness/index.ts";
import { makeEvent } from "../events/make-event.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const RECORDING = join(ROOT, "samples/mshta-inline-vbscript/sysmon.xml");
const SCENARIO = join(ROOT, "scenarios/mshta-inline-vbscript.scenario.yml");

const rules = loadRules(join(ROOT, "rules"));

describe("the library", () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), "firedrill-library-"))));
  after(() => rmSync(folder, { recursive: true }));

  it("matches with an engine as a replay does", async () => {
    const pass = new Engine(rules.rules).open(RECORDING);
    const report = await readRecording(RECORDING, (event) => pass.see(event));
    const { matches } = pass.end();
    const replayed = await replay({ rules: join(ROOT, "rules"), recordings: RECORDING });
    expect(report.events).to.be.above(0).and.equal(replayed.recordings[0]!.report.events);
    expect(matches).to.have.length(5);
    expect(matches).to.deep.equal(replayed.matches);
  });

  it("says of every silent rule whether it was blind, as explaining it does", async () => {
    const pass = new Engine(rules.rules).open(RECORDING);
    await readRecording(RECORDING, (event) => pass.see(event));
    const { blindnessOf } = pass.end();
    const kinds = new Set<string>();
    for (const rule of rules.rules) {
      if (rule.partOf) continue;
      const { matches, blindness, parts } = await explain(rule, RECORDING);
      expect(blindness, rule.rule.path).to.deep.equal(blindnessOf(rule));
      expect(parts.length > 0, rule.rule.path).to.equal(matches.length === 0);
      kinds.add(matches.length > 0 ? "fired" : (blindness?.kind ?? "silent"));
    }
    expect(kinds).to.include.keys("fired", "silent", "log-source");
  });

  it("judges what it plays as playing and judging at once does", async () => {
    const { scenario } = loadScenario(SCENARIO);
    const plan = planOf(scenario!, rules);
    const judged = judge(scenario!, plan, await playRecordings(scenario!, rules));
    const played = await playScenario(SCENARIO, rules);
    expect(played).to.include({ passed: true, file: SCENARIO });
    expect(judged.verdicts).to.not.be.empty;
    expect(judged.verdicts).to.deep.equal(played.verdicts);
    expect(judged.signals).to.deep.equal(played.signals);
    const { counts, rules: listed } = runOf([played], rules, { generated: new Date(0) });
    expect(counts).to.include({ scenarios: 1, passedScenarios: 1 });
    expect(listed.list).to.have.length(rules.rules.length);
    expect(listed.liveness.some(({ live }) => live.length > 0)).to.equal(true);
  });

  it("gives a scenario that cannot be used as one that has not passed", async () => {
    const file = join(folder, "broken.scenario.yml");
    writeFileSync(file, "id: broken\nexpect: {fire: [{rule: x}]}\n");
    for (const each of [file, join(folder, "none.scenario.yml")]) {
      const { passed, diagnostics } = await playScenario(each, rules);
      expect(passed).to.equal(false);
      expect(diagnostics).to.not.be.empty;
    }
  });

  it("gives a recording that is none as a report", async () => {
    const report = await readRecording(join(folder, "none.evtx"), () => expect.fail());
    expect(report).to.include({ unreadable: true, events: 0 });
    expect(report.diagnostics).to.not.be.empty;
  });

  it("rejects with what the caller throws, and with the reason of the signal", async () => {
    const stop = new AbortController();
    stop.abort(new Error("enough"));
    const rejections = [
      readRecording(RECORDING, () => {
        throw new Error("mine");
      }),
      readRecording(RECORDING, () => {}, { signal: stop.signal }),
      explain(rules.rules[0]!, RECORDING, { signal: stop.signal }),
      replay({ rules: join(ROOT, "rules"), recordings: RECORDING, signal: stop.signal }),
    ].map((promise) => promise.then(String, ({ message }: Error) => message));
    expect(await Promise.all(rejections)).to.deep.equal(["mine", "enough", "enough", "enough"]);
  });

  it("takes no options that are its own affair", async () => {
    const events: LogEvent[] = [];
    const options = { verify: false, reuseBuffers: true, stop: () => true, wants: () => false };
    await readRecording(RECORDING, (event) => events.push(keepEvent(event)), options);
    expect(events).to.not.be.empty;
    expect(events.some(({ isTransient }) => isTransient)).to.equal(false);
  });

  it("ends a pass once, and with the rules that it began with", () => {
    const engine = new Engine(rules.rules);
    const ended = engine.open(RECORDING);
    ended.end();
    expect(() => ended.end()).to.throw("the pass has ended");
    expect(() => ended.see(makeEvent({ Image: "a" }))).to.throw("the pass has ended");
    const open = engine.open(RECORDING);
    engine.replace(rules.rules[0]!);
    expect(() => open.see(makeEvent({ Image: "a" }))).to.throw("open another pass");
  });

  it("shows events to no async function", async () => {
    const see = async (): Promise<void> => {};
    const failed = await readRecording(RECORDING, see).then(
      String,
      ({ message }: Error) => message,
    );
    expect(failed).to.include("must not be async");
  });

  it("puts a run together only of what was played with its rules, and tells what was missing", async () => {
    const missing = loadRules([join(ROOT, "rules"), join(folder, "nope")]);
    const played = await playScenario(SCENARIO, missing);
    expect(() => runOf([played], { ...missing })).to.throw("other rules");
    const { diagnostics } = runOf([played], missing);
    expect(diagnostics.map(({ code }) => code)).to.deep.equal(["file/not-found"]);
    expect(() => runOf([played], missing, { seconds: NaN })).to.throw(RangeError);
  });
});
