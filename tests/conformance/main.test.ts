import { expect } from "chai";
import { execa } from "execa";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

const rule = (title: string, id: string, selection: object) =>
  JSON.stringify({
    title,
    id,
    logsource: { product: "windows", category: "process_creation" },
    detection: { selection, condition: "selection" },
  });

/** A folder laid out like the corpora, in which about half of the cases are wrong on purpose. */
const FILES: Readonly<Record<string, string>> = {
  "sigmahq/rules/sound.yml": rule("Sound", "11111111-1111-4111-8111-111111111111", { Image: "x" }),
  "sigmahq/rules/broken.yml": rule("Broken", "22222222-2222-4222-8222-222222222222", {
    "Image|nonsense": "x",
  }),
  "sigmahq/rules/placeholder.yml": rule("Open", "33333333-3333-4333-8333-333333333333", {
    "Image|expand": "%Name%",
  }),
  "sigmahq/regression_data/rules/one/info.yml": JSON.stringify({
    rule_metadata: [{ id: "11111111-1111-4111-8111-111111111111" }],
    regression_tests_info: [{ path: "regression_data/rules/one/gone.evtx" }],
  }),
  "sigmahq/regression_data/rules/none/info.yml": JSON.stringify({ regression_tests_info: [] }),
  "sigma-cases/cases.json": JSON.stringify({
    cases: [
      {
        id: "right",
        detection: { s: { F: "a" }, condition: "s" },
        event: { F: "A" },
        expect: true,
      },
      {
        id: "wrong",
        detection: { s: { F: "a" }, condition: "s" },
        event: { F: "b" },
        expect: true,
      },
      { id: "refused", detection: { s: { F: "a" }, condition: "x" }, event: {}, expect: "error" },
      { id: "accepted", detection: { s: { F: "a" }, condition: "s" }, event: {}, expect: "error" },
      {
        id: "no-lint",
        detection: { s: { F: "a" }, condition: "s" },
        event: { F: "a" },
        expect: "lint error; evaluate as plain",
      },
    ],
  }),
  "expected-matches.json": JSON.stringify({
    matches: { "sigmahq/regression_data/rules/one/gone.evtx": {} },
  }),
  "evtx-record-counts.json": JSON.stringify({ records: { "evtx/gone.evtx": 3 } }),
};

describe("npm run conformance", function () {
  this.timeout(60_000);
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "firedrill-conformance-"));
    for (const [name, text] of Object.entries(FILES)) {
      await mkdir(join(folder, name, ".."), { recursive: true });
      await writeFile(join(folder, name), text);
    }
  });
  after(() => rm(folder, { recursive: true }));

  const run = (...parameters: readonly string[]) =>
    execa("node", ["--import=tsx", "tests/conformance/main.ts", ...parameters], {
      cwd: ROOT,
      reject: false,
    });

  it("counts what passed and what failed, and ends with one JSON object", async () => {
    const { stdout, exitCode } = await run(folder);
    const lines = stdout.split("\n");
    expect(JSON.parse(lines.at(-1)!)).to.deep.equal({
      suites: {
        "sigma-load": { passed: 2, failed: 1, deviated: 0 },
        "sigma-cases": { passed: 2, failed: 3, deviated: 0 },
        "sigma-regression": { passed: 0, failed: 1, deviated: 0 },
        "sigma-silent": { passed: 0, failed: 1, deviated: 0 },
        evtx: { passed: 0, failed: 1, deviated: 0 },
      },
    });
    expect(stdout).to.contain("✖ sigmahq/rules/broken.yml: refused: ");
    expect(stdout).to.contain("✖ evtx/gone.evtx: the file is missing");
    expect(exitCode).to.equal(1);
  });

  it("skips suites that are not in the folder", async () => {
    await mkdir(join(folder, "empty"));
    const { stdout, exitCode } = await run(join(folder, "empty"));
    expect(stdout).to.equal('{"suites":{}}');
    expect(exitCode).to.equal(0);
  });

  it("does not take a folder that is missing for one that passed", async () => {
    const { stdout, stderr, exitCode } = await run(join(folder, "nowhere"));
    expect(stdout).to.equal('{"suites":{}}');
    expect(stderr).to.contain("nowhere");
    expect(exitCode).to.equal(2);
  });
});
