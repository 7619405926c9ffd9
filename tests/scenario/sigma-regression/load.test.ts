import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { stringify } from "yaml";
import { loadRules } from "../../../harness/languages/load.ts";
import { planOf } from "../../../harness/scenario/plan/plan.ts";
import { playScenario, loadedRules } from "../../../harness/scenario/play.ts";
import { findSigmaRegression } from "../../../harness/scenario/sigma-regression/checkout.ts";
import { loadSigmaRegression } from "../../../harness/scenario/sigma-regression/load.ts";
import { printDiagnostic } from "../../../harness/text/print-diagnostic.ts";

const CASES = new URL("cases/", import.meta.url);
const ROOT = new URL("../../../", import.meta.url);
const MSHTA = "90474a90-d082-477e-9235-238f59103a2f";
const CHILD = /^id: (.+)$/m.exec(read("rules/sigma/mshta-starts-child.yml"))![1]!;
const NOBODY = "00000000-0000-4000-8000-000000000000";

function read(path: string): string {
  return readFileSync(new URL(path, ROOT), "utf8");
}

/** A folder laid out like SigmaHQ's repository. */
class Checkout {
  readonly folder = mkdtempSync(join(tmpdir(), "firedrill-sigmahq-"));

  constructor() {
    for (const name of ["mshta-script-on-command-line", "mshta-starts-child"])
      this.write(`rules/windows/${name}.yml`, read(`rules/sigma/${name}.yml`));
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  copy(sample: string, path: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    copyFileSync(fileURLToPath(new URL(`samples/${sample}`, ROOT)), join(this.folder, path));
  }

  /** Writes an `info.yml`; each test lies beside it. */
  info(name: string, rule: string, tests: readonly object[]): void {
    const folder = `regression_data/rules/windows/${name}`;
    const info = {
      rule_metadata: [{ id: rule, title: "A title" }],
      regression_tests_info: tests.map((test) => ({ path: `${folder}/${rule}.evtx`, ...test })),
    };
    this.write(`${folder}/info.yml`, stringify(info));
    this.copy("mshta-inline-vbscript/sysmon.evtx", `${folder}/${rule}.evtx`);
    this.copy("mshta-inline-vbscript/sysmon.ndjson", `${folder}/${rule}.json`);
  }

  load(given = this.folder) {
    const found = findSigmaRegression(given);
    const rules = loadRules(found.ruleFolders);
    return { found, rules, loaded: loadSigmaRegression(found, rules) };
  }

  /** Plays the only `info.yml`. */
  async play() {
    const { rules, loaded } = this.load();
    expect(loaded.map(({ diagnostics }) => diagnostics)).to.deep.equal([[]]);
    const { scenario } = loaded[0]!;
    return playScenario(scenario!, planOf(scenario!, rules), loadedRules(rules));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

let checkout: Checkout;
beforeEach(() => void (checkout = new Checkout()));
afterEach(() => checkout.remove());

/** Each broken `info.yml` has a `.txt` beside it: what is printed, in full. `UPDATE_GOLDEN=1` writes it. */
describe("broken info.yml files", () => {
  const files = readdirSync(CASES).filter((name) => name.endsWith(".yml"));
  it("are there", () => expect(files).to.not.be.empty);

  for (const file of files)
    it(file, () => {
      const name = file.replace(/\.yml$/, "");
      const folder = `regression_data/rules/${name}`;
      checkout.write(`${folder}/info.yml`, readFileSync(new URL(file, CASES), "utf8"));
      checkout.copy("mshta-inline-vbscript/sysmon.evtx", `${folder}/${MSHTA}.evtx`);
      checkout.copy(
        "mshta-inline-vbscript/sysmon.evtx",
        `${folder}/0f0c1f0e-7b1c-4a0e-9b43-5f0f6a1b2c3d.evtx`,
      );
      const other = read("rules/sigma/certutil-download.yml");
      checkout.write("rules/other-rule.yml", other);
      const { loaded } = checkout.load();
      expect(loaded.map(({ name: called }) => called)).to.deep.equal([name]);
      expect(loaded[0]!.scenario).to.equal(null);
      const printed = loaded[0]!.diagnostics
        .map((diagnostic) => printDiagnostic(diagnostic).replaceAll(`${checkout.folder}/`, ""))
        .join("\n\n");
      const golden = new URL(`${name}.txt`, CASES);
      if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(golden, `${printed}\n`);
      expect(existsSync(golden) && readFileSync(golden, "utf8")).to.equal(`${printed}\n`);
      expect(printed).to.not.equal("");
    });
});

describe("a sound info.yml", () => {
  it("is a scenario: its rule fires on its recording, at least so often", async () => {
    checkout.info("mshta-script-on-command-line", MSHTA, [{ type: "evtx" }]);
    const result = await checkout.play();
    expect(result.id).to.equal("mshta-script-on-command-line");
    expect(result.techniques).to.deep.equal(["T1218.005", "T1059.005", "T1059.007"]);
    expect(result.recordings).to.have.length(1);
    expect(result.recordings[0]).to.deep.include({
      name: "evtx",
      format: "evtx",
      sensors: ["sysmon"],
      provenance: "imported",
      sound: true,
    });
    const [verdict] = result.verdicts;
    expect(verdict).to.deep.include({ expectation: "fire", outcome: "fired", line: 2 });
    expect(result.passed).to.equal(true);
  });

  it("lists other rules that fire, and passes", async () => {
    checkout.info("mshta-script-on-command-line", MSHTA, [{ type: "evtx" }]);
    const { verdicts, passed } = await checkout.play();
    const others = verdicts.filter(({ expectation }) => expectation === "others");
    expect(others.map(({ rule, passed: fine }) => [rule.id, fine])).to.deep.equal([[CHILD, true]]);
    expect(passed).to.equal(true);
  });

  it("fails if the rule fires less often than match_count", async () => {
    checkout.info("mshta-script-on-command-line", MSHTA, [{ type: "evtx", match_count: 2 }]);
    const { verdicts, passed } = await checkout.play();
    expect(verdicts[0]!.outcome).to.equal("differs");
    expect(verdicts[0]!.reason).to.contain("at least 2 matches");
    expect(passed).to.equal(false);
  });

  for (const type of ["json", "ndjson", "jsonl"])
    it(`reads ${type}, and takes more matches than match_count for enough`, async () => {
      const path = `regression_data/rules/windows/mshta/${MSHTA}.json`;
      checkout.info("mshta", MSHTA, [{ type, match_count: 1, path }]);
      const twice = `${read("samples/mshta-inline-vbscript/sysmon.ndjson").trimEnd()}\n`.repeat(2);
      checkout.write(path, twice);
      const { verdicts, recordings } = await checkout.play();
      expect(recordings.map(({ name }) => name)).to.deep.equal([type]);
      expect(verdicts[0]!.outcome).to.equal("fired");
      expect(verdicts[0]!.matches).to.have.length(2);
    });

  it("takes flat JSON, which says nothing of itself, for what the rule is about", async () => {
    const path = `regression_data/rules/windows/mshta/${MSHTA}.json`;
    checkout.info("mshta", MSHTA, [{ type: "json", path }]);
    const event = { Image: "C:\\Windows\\System32\\mshta.exe", CommandLine: "mshta vbscript:x" };
    checkout.write(path, JSON.stringify(event, null, 2));
    const { verdicts, recordings } = await checkout.play();
    expect(verdicts[0]!.outcome, verdicts[0]!.reason).to.equal("fired");
    expect(recordings[0]!.events).to.equal(1);
  });

  it("may hold several tests, each named by its type", async () => {
    const path = `regression_data/rules/windows/mshta/${MSHTA}.json`;
    const tests = [
      { type: "evtx" },
      { type: "json", path },
      { type: "json", path, match_count: 9 },
    ];
    checkout.info("mshta", MSHTA, tests);
    const { verdicts } = await checkout.play();
    const fire = verdicts.filter(({ expectation }) => expectation === "fire");
    expect(fire.map(({ recording, outcome }) => [recording, outcome])).to.deep.equal([
      ["evtx", "fired"],
      ["json-1", "fired"],
      ["json-2", "differs"],
    ]);
  });

  it("fails with its line if no rule has its id", async () => {
    checkout.info("nobody", NOBODY, [{ type: "evtx" }]);
    const { verdicts } = await checkout.play();
    expect(verdicts[0]).to.deep.include({ outcome: "broken", line: 2, column: 5 });
    expect(verdicts[0]!.reason).to.contain(NOBODY);
  });

  it("warns of pipelines, which are not applied", () => {
    checkout.info("mshta", MSHTA, [
      { type: "evtx", pipelines: ["regression_data/pipelines/p.yml"] },
    ]);
    const { loaded } = checkout.load();
    expect(loaded[0]!.scenario).to.not.equal(null);
    expect(loaded[0]!.diagnostics.map(({ code, severity }) => [code, severity])).to.deep.equal([
      ["regression/not-applied", "warning"],
    ]);
  });
});

describe("a checkout", () => {
  const NAME = "mshta-script-on-command-line";
  beforeEach(() => checkout.info(NAME, MSHTA, [{ type: "evtx" }]));

  const rows: readonly [what: string, below: string][] = [
    ["itself", ""],
    ["itself with a slash at its end", "/"],
    ["its regression_data", "/regression_data"],
    ["a folder below", "/regression_data/rules/windows"],
    ["the folder of one test", `/regression_data/rules/windows/${NAME}`],
  ];
  for (const [what, below] of rows)
    it(`is found from ${what}`, () => {
      const { found, loaded } = checkout.load(`${checkout.folder}${below}`);
      expect(found.ruleFolders.map((path) => relative(checkout.folder, path))).to.deep.equal([
        "rules",
      ]);
      expect(loaded.map(({ scenario }) => scenario?.recordings[0]!.path)).to.deep.equal([
        `${checkout.folder}/regression_data/rules/windows/${NAME}/${MSHTA}.evtx`,
      ]);
    });

  it("keeps paths relative that were given so", () => {
    const given = relative(process.cwd(), `${checkout.folder}/regression_data`);
    const { found, loaded } = checkout.load(given);
    expect(found.checkout).to.equal(relative(process.cwd(), checkout.folder));
    expect(loaded[0]!.file).to.equal(`${given}/rules/windows/${NAME}/info.yml`);
    expect(loaded[0]!.diagnostics).to.deep.equal([]);
  });

  it("has every folder of rules beside the tests", () => {
    checkout.write("rules-threat-hunting/x.yml", "");
    checkout.write("rules.txt", "");
    const { found } = checkout.load();
    expect(found.ruleFolders.map((path) => relative(checkout.folder, path))).to.deep.equal([
      "rules",
      "rules-threat-hunting",
    ]);
  });

  it("calls a test by its folder, from wherever it is looked at", () => {
    const here = process.cwd();
    try {
      process.chdir(`${checkout.folder}/regression_data/rules/windows/${NAME}`);
      const { loaded } = checkout.load(".");
      expect(loaded.map(({ name, file }) => [name, file])).to.deep.equal([[NAME, "info.yml"]]);
      expect(loaded[0]!.diagnostics).to.deep.equal([]);
    } finally {
      process.chdir(here);
    }
  });

  it("calls tests by their path where their folders have one name", () => {
    checkout.info(`deeper/${NAME}`, MSHTA, [{ type: "evtx" }]);
    const { loaded } = checkout.load();
    expect(loaded.map(({ name }) => name)).to.deep.equal([
      `rules/windows/deeper/${NAME}`,
      `rules/windows/${NAME}`,
    ]);
  });

  it("may be missing, or a file", () => {
    for (const path of ["no-such-folder", "rules/windows/mshta-starts-child.yml"]) {
      const { files, diagnostics } = findSigmaRegression(join(checkout.folder, path));
      expect(files).to.deep.equal([]);
      expect(diagnostics.map(({ code }) => code)).to.deep.equal(["file/not-found"]);
    }
  });
});
