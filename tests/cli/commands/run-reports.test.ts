import { expect } from "chai";
import { XMLParser } from "fast-xml-parser";
import { Project } from "../project.ts";

const SCENARIO = "scenarios/mshta-inline-vbscript.scenario.yml";
const RULE = "rules/sigma/mshta-script-on-command-line.yml";
const RECORDING = "samples/mshta-inline-vbscript/sysmon.xml";
const BROKEN =
  "title: Broken\nlogsource: {product: windows}\ndetection: {a: {B|oops: 1}, condition: a}\n";

interface Reported {
  readonly code: number;
  readonly tests: number;
  readonly failed: number;
  /** Of the run and its scenarios and recordings. */
  readonly codes: readonly string[];
  readonly passed: boolean;
}

describe("the reports of firedrill run", () => {
  let project: Project;
  beforeEach(() => void (project = new Project()));
  afterEach(() => project.remove());

  async function reported(...args: string[]): Promise<Reported> {
    const { code } = await project.firedrill("run", ...args);
    const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: "" });
    const { testsuites } = parser.parse(project.read("reports/junit.xml")) as {
      testsuites: { tests: string; failures: string; errors: string };
    };
    const run = JSON.parse(project.read("reports/run.json")) as {
      diagnostics: { code: string }[];
      scenarios: {
        passed: boolean;
        diagnostics: { code: string }[];
        recordings: { diagnostics: { code: string }[] }[];
      }[];
    };
    const { tests, failures, errors } = testsuites;
    const found = [
      ...run.diagnostics,
      ...run.scenarios.flatMap((one) => [
        ...one.diagnostics,
        ...one.recordings.flatMap(({ diagnostics }) => diagnostics),
      ]),
    ];
    return {
      code,
      tests: Number(tests),
      failed: Number(failures) + Number(errors),
      codes: found.map((one) => one.code),
      passed: run.diagnostics.length === 0 && run.scenarios.every(({ passed }) => passed),
    };
  }

  const rows: readonly [
    about: string,
    spoil: () => void,
    args: string[],
    code: number,
    says: string | null,
  ][] = [
    ["all is as expected", () => {}, [], 0, null],
    [
      "a rule misses",
      () => project.edit(RULE, "CommandLine|contains:", "CommandLine|endswith:"),
      [],
      1,
      null,
    ],
    [
      "another rule fires",
      () =>
        project.edit(
          SCENARIO,
          /    - rule: sigma\/mshta-starts-child[^]*?via: \[ParentImage\]\n/,
          "",
        ),
      [],
      1,
      null,
    ],
    [
      "an id is given twice",
      () => project.write("scenarios/twin.scenario.yml", project.read(SCENARIO)),
      [],
      2,
      "scenario/duplicate-id",
    ],
    ["a path leads nowhere", () => {}, [SCENARIO, "no-such-scenario"], 2, "file/not-found"],
    [
      "rules are nowhere",
      () => {},
      ["--rules", "rules", "--rules", "elsewhere"],
      2,
      "file/not-found",
    ],
    ["nothing at all was found", () => {}, ["no-such-scenario"], 2, "file/not-found"],
    [
      "a broken rule is asked for by name",
      () => project.write("broken.yml", BROKEN),
      ["--rules", "rules", "--rules", "broken.yml"],
      2,
      "sigma/unknown-modifier",
    ],
    [
      "a rule is broken that nobody named",
      () => project.write("rules/broken.yml", BROKEN),
      [],
      0,
      null,
    ],
    [
      "a rule is broken under --strict",
      () => project.write("rules/broken.yml", BROKEN),
      ["--strict"],
      2,
      "sigma/unknown-modifier",
    ],
    [
      "a record is lost under --strict",
      () => {
        project.edit(RECORDING, "<EventData>", "<EventData><Oops");
        project.edit(SCENARIO, /    sha256: 9e.*\n/, "");
      },
      ["--strict"],
      2,
      "recording/broken-xml",
    ],
    [
      "a scenario is none",
      () => project.edit(SCENARIO, "others: fail", "othrs: fail"),
      [],
      2,
      "scenario/unknown-key",
    ],
    ["a recording is gone", () => project.write(RECORDING, ""), [], 2, "recording/empty"],
  ];
  for (const [about, spoil, args, code, says] of rows)
    it(`agree with the exit code if ${about}`, async () => {
      spoil();
      const found = await reported(...args);
      expect(found.code).to.equal(code);
      expect(found.failed > 0, "a case failed").to.equal(code !== 0);
      expect(found.passed).to.equal(code === 0);
      if (says !== null) expect(found.codes).to.include(says);
    });

  it("have as many cases if a rule misses or another fires as if all is well", async () => {
    const { tests, failed } = await reported();
    expect([tests, failed]).to.deep.equal([21, 0]);
    project.edit(RULE, "CommandLine|contains:", "CommandLine|endswith:");
    project.write(
      "rules/others.yml",
      "title: Others\nlogsource: {product: windows}\ndetection: {a: {EventID: [1, 4688]}, condition: a}\n",
    );
    const spoiled = await reported();
    expect(spoiled.tests).to.equal(tests);
    expect(spoiled.failed).to.be.greaterThan(4);
  });
});
