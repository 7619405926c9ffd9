import { expect } from "chai";
import Module from "node:module";
import { Project } from "../cli/project.ts";

const SCENARIO = "scenarios/mshta-inline-vbscript.scenario.yml";
const RULE = "rules/sigma/mshta-script-on-command-line.yml";

describe("a scenario as a mocha spec", () => {
  let project: Project;
  beforeEach(() => void (project = new Project()));
  afterEach(() => project.remove());

  it("finds the private table of Node's by which a file is required", () => {
    const { _extensions } = Module as unknown as { _extensions: Record<string, unknown> };
    expect(_extensions).to.have.property(".js").that.is.a("function");
    expect(_extensions).to.have.property(".json").that.is.a("function");
  });

  it("has a test per recording, signal and expectation", async () => {
    const { code, out } = await project.mocha(SCENARIO);
    expect(code, out).to.equal(0);
    expect(out).to.match(/✔ recording sysmon can be relied on/);
    expect(out).to.match(/✔ signal child is there/);
    expect(out).to.match(/✔ fires HTML application host starts another program \[security\]/);
    expect(out).to.match(/✔ stays silent: Command shell started by a document.* \[sysmon\]/);
    expect(out).to.match(/✔ no other rule fires/);
    expect(out).to.match(/17 passing/);
  });

  it("fails at the line of the expectation, with the nearest event", async () => {
    project.edit(RULE, "CommandLine|contains:", "CommandLine|endswith:");
    const { code, out } = await project.mocha(SCENARIO);
    const line =
      project
        .read(SCENARIO)
        .split("\n")
        .findIndex((text) => text.includes(RULE.slice(6))) + 1;
    expect(code).to.equal(4);
    expect(out).to.match(/13 passing[^]*4 failing/);
    expect(out).to.contain(`at scenario (${SCENARIO}:${line}:1)`);
    expect(out).to.match(/✖ selection_content +CommandLine\|endswith/);
  });

  it("says which rules fired that it only warns of, and passes no test for it", async () => {
    project.edit(SCENARIO, "others: fail", "others: warn");
    const silent = await project.mocha(SCENARIO);
    expect(silent.code, silent.out).to.equal(0);
    expect(silent.out)
      .to.match(/✔ warns of other rules that fire\n/)
      .and.match(/17 passing/);
    project.edit(SCENARIO, /    - rule: sigma\/mshta-starts-child[^]*?via: \[ParentImage\]\n/, "");
    const { code, out } = await project.mocha(SCENARIO);
    expect(code, out).to.equal(0);
    expect(out).to.match(
      /- warns of other rules that fire: expected no other rule to fire, "HTML application host starts another program" did/,
    );
    expect(out)
      .to.match(/1 pending/)
      .and.not.match(/✔ (?:no|warns of) other rule/);
  });

  it("fails if the scenario expects nothing of rules", async () => {
    project.edit(SCENARIO, /^expect:[^]*/m, "expect: { silent: [], others: warn }\n");
    const { code, out } = await project.mocha(SCENARIO);
    expect(code).to.equal(1);
    expect(out).to.match(/is a usable scenario[^]*Nothing is expected of any rule/);
  });

  it("obeys --grep", async () => {
    const { code, out } = await project.mocha("--grep", "starts another program", SCENARIO);
    expect(code, out).to.equal(0);
    expect(out).to.match(/2 passing/);
  });

  it("knows its tests without playing", async () => {
    const { code, out } = await project.mocha("--dry-run", "--grep", "@T1218.005", SCENARIO);
    expect(code, out).to.equal(0);
    expect(out).to.match(/17 passing/);
  });

  it("fails if the scenario cannot be used, at the place of the fault", async () => {
    project.edit(SCENARIO, "others: fail", "othrs: fail");
    const { code, out } = await project.mocha(SCENARIO);
    expect(code).to.equal(1);
    expect(out).to.match(/is a usable scenario/);
    expect(out).to.match(new RegExp(`at scenario \\(${SCENARIO}:\\d+:1\\)`));
  });
});
