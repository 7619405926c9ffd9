import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { XMLValidator } from "fast-xml-parser";
import { stringify } from "yaml";
import { CORPORA, hasCorpus } from "../../corpora.ts";
import { Project } from "../project.ts";

const RULE = "mshta-script-on-command-line";
const SAMPLE = new URL("../../../samples/mshta-inline-vbscript/sysmon.evtx", import.meta.url);

/** Makes a checkout of SigmaHQ's in `sigma/` out of our rules and a recording of ours. */
function addCheckout(project: Project): void {
  for (const name of [RULE, "mshta-starts-child", "certutil-download"])
    project.write(`sigma/rules/windows/${name}.yml`, project.read(`rules/sigma/${name}.yml`));
  addTest(project, RULE, {});
}

function addTest(project: Project, name: string, test: object, info: object = {}): void {
  const rule = project.read(`rules/sigma/${name}.yml`);
  const [id, title] = ["id", "title"].map(
    (key) => new RegExp(`^${key}: (.+)$`, "m").exec(rule)![1]!,
  );
  const folder = `regression_data/rules/windows/${name}`;
  const path = `${folder}/${id}.evtx`;
  const tests = [{ name: "Positive Detection Test", type: "evtx", match_count: 1, path, ...test }];
  const document = { rule_metadata: [{ id, title }], regression_tests_info: tests, ...info };
  project.write(`sigma/${folder}/info.yml`, stringify(document));
  project.write(`sigma/${path}`, readFileSync(SAMPLE));
}

describe("firedrill run --sigma-regression", () => {
  let project: Project;
  beforeEach(() => {
    project = new Project();
    addCheckout(project);
  });
  afterEach(() => project.remove());

  const run = (...args: string[]) => project.firedrill("run", "--sigma-regression", ...args);

  it("passes, lists other rules that fire, and writes run.json and junit.xml", async () => {
    const { code, out, err } = await run("sigma");
    expect(code, out + err).to.equal(0);
    expect(out).to.match(/^✔ mshta-script-on-command-line  1 expectation$/m);
    expect(out.match(/warning/g)).to.have.length(1);
    expect(out).to.contain('"HTML application host starts another program"');
    expect(out).to.contain("1 scenario passed · 1 expectation passed · 3 rules");
    const { scenarios } = JSON.parse(project.read("reports/run.json")) as {
      scenarios: { file: string; passed: boolean }[];
    };
    expect(scenarios).to.have.length(1);
    expect(scenarios[0]).to.deep.include({
      file: `sigma/regression_data/rules/windows/${RULE}/info.yml`,
      passed: true,
    });
    expect(XMLValidator.validate(project.read("reports/junit.xml"))).to.equal(true);
  });

  it("fails with the nearest event, at its line of info.yml, when a rule no longer matches", async () => {
    const rule = `sigma/rules/windows/${RULE}.yml`;
    project.edit(rule, "CommandLine|contains:", "CommandLine|endswith:");
    const { code, out } = await run("sigma/regression_data");
    expect(code).to.equal(1);
    expect(out).to.match(/expected "HTML application host runs script.*" to fire \[evtx\] +missed/);
    expect(out).to.contain(`sigma/regression_data/rules/windows/${RULE}/info.yml:2   ${rule}`);
    expect(out).to.match(/nearest event +#\d+ +sysmon 1/);
  });

  it("takes other rules if they are named", async () => {
    project.edit(`rules/sigma/${RULE}.yml`, "CommandLine|contains:", "CommandLine|endswith:");
    expect((await run("sigma")).code).to.equal(0);
    expect((await run("sigma", "--rules", "rules")).code).to.equal(1);
  });

  it("is blind, and not silent, on a recording of another log source", async () => {
    addTest(project, "mshta-starts-child", {});
    project.edit("sigma/rules/windows/mshta-starts-child.yml", "process_creation", "registry_set");
    project.write(pathOf("mshta-starts-child"), readFileSync(new URL("security.evtx", SAMPLE)));
    const { code, out } = await run("sigma", "--rule", "windows/mshta-starts-child.yml");
    expect(code).to.equal(1);
    expect(out).to.match(/to fire \[evtx\] +blind/);
  });

  it("counts an info.yml without tests as failed, by its name, and plays the others", async () => {
    addTest(project, "certutil-download", {}, { regression_tests_info: [] });
    const { code, out } = await run("sigma");
    expect(code).to.equal(2);
    expect(out).to.match(/^✔ mshta-script-on-command-line/m);
    expect(out).to.match(/^✖ certutil-download /m);
    expect(out).to.contain("certutil-download/info.yml:4:1  regression/no-tests");
    expect(out).to.contain("2 scenarios (1 passed, 1 failed)");
  });

  it("is unusable with a type that does not exist", async () => {
    addTest(project, "certutil-download", { type: "syslog" });
    const { code, out } = await run("sigma");
    expect(code).to.equal(2);
    expect(out).to.match(/regression\/unknown-type\n +There is no type "syslog"/);
    expect(project.read("reports/junit.xml")).to.match(/<error type="broken"/);
  });

  it("is unusable with a recording that is none", async () => {
    project.write(pathOf(RULE), "not a recording");
    const { code, out } = await run("sigma");
    expect(code).to.equal(2);
    expect(out).to.contain("recording evtx cannot be relied on");
  });

  const rows: readonly [args: string[], code: number, says: RegExp][] = [
    [
      ["sigma", "--rule", "HTML application host starts another program"],
      4,
      /--rule .* selects nothing/,
    ],
    [["sigma", "--rule", `windows/${RULE}.yml`], 0, /1 scenario passed/],
    [["sigma", "--technique", "T1218"], 0, /1 scenario passed/],
    [["sigma", "--technique", "T1105"], 4, /--technique "T1105" selects nothing/],
    [["sigma", "--strict"], 0, /1 scenario passed/],
    [["sigma", "--json"], 0, /"passedScenarios": 1/],
    [["samples"], 4, /No test is in samples: SigmaHQ's tests are called info\.yml/],
    [["no-such-folder"], 2, /file\/not-found/],
    [["sigma", "scenarios"], 3, /and no scenarios beside them/],
    [["sigma", "--sensor", "sysmon"], 3, /--sensor selects nothing here/],
    [[], 3, /sigma-regression/],
  ];
  for (const [args, code, says] of rows)
    it(`ends with ${code} for ${args.join(" ")}`, async () => {
      const ended = await run(...args);
      expect(ended.code, ended.out + ended.err).to.equal(code);
      expect(ended.out + ended.err).to.match(says);
    });

  describe("on SigmaHQ's own data", function () {
    if (!hasCorpus(this, "sigmahq/regression_data")) return;

    it("plays every test, and all pass", async () => {
      const names = readdirSync(`${CORPORA}/sigmahq/regression_data`, { recursive: true });
      const tests = names.filter((name) => String(name).endsWith("/info.yml")).length;
      const { code, out, err } = await run(`${CORPORA}/sigmahq`);
      expect(code, out + err).to.equal(0);
      expect(tests).to.be.greaterThan(100);
      expect(out).to.contain(`\n${tests} scenarios passed · ${tests} expectations passed`);
    });
  });
});

function pathOf(name: string): string {
  const rule = readFileSync(new URL(`../../../rules/sigma/${name}.yml`, import.meta.url), "utf8");
  const id = /^id: (.+)$/m.exec(rule)![1]!;
  return `sigma/regression_data/rules/windows/${name}/${id}.evtx`;
}
