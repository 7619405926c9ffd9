/** Scenarios that would drop out of a run: misnamed, not to be opened, or told by their keys alone. */
import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findScenarios } from "../../../harness/cli/commands/find-scenarios.ts";
import { Project } from "../project.ts";

const KEYS = "id: x\nrecordings:\n  a: {file: a.evtx}\nexpect:\n  fire: []\n";

describe("files that are nearly scenarios", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "firedrill-"));
    mkdirSync(join(folder, "other"));
    writeFileSync(join(folder, "good.scenario.yml"), KEYS);
  });
  after(() => rmSync(folder, { recursive: true }));

  function told(): string[] {
    return findScenarios([folder], []).diagnostics.map(({ code, severity, file, hint }) =>
      `${severity} ${code} ${file.slice(folder.length + 1)} ${/"(.*?)"/.exec(hint ?? "")?.[1] ?? ""}`.trimEnd(),
    );
  }

  for (const [name, renamed, text] of [
    ["a.senario.yml", "a.scenario.yml", ""],
    ["a.scenarios.yaml", "a.scenario.yml", ""],
    ["a.scneario.yml", "a.scenario.yml", ""],
    ["a.scenario.yaml.txt", "a.scenario.yml", ""],
    ["a.scenario.yml.yml", "a.scenario.yml", ""],
    ["a.scenario.json", "a.scenario.yml", ""],
    ["A.SCENARIO.YML", "A.scenario.yml", ""],
    ["a.scenario.YAML", "a.scenario.yml", ""],
    ["a.scenario.ymal", "a.scenario.yml", ""],
    ["a.yml", "a.scenario.yml", KEYS],
    ["a-scenario.yaml", "a.scenario.yml", KEYS],
    ["a.test.yml", "a.test.scenario.yml", `"recordings": {}\n"expect": {}\n`],
  ] as const)
    it(`are told of, with what to call them: ${name}`, () => {
      const path = join(folder, name);
      writeFileSync(path, text);
      const found = told();
      rmSync(path);
      expect(found).to.deep.equal([`error scenario/near-name ${name} ${renamed}`]);
    });

  for (const [name, text] of [
    ["rule.yml", "title: x\ndetection: {}\n"],
    ["notes.md", KEYS],
    [".hidden.senario.yml", KEYS],
    ["other/alone.yml", KEYS],
    ["scenario.md", ""],
    ["values.yml", "recordings: []\n"],
  ] as const)
    it(`are not: ${name}`, () => {
      const path = join(folder, name);
      writeFileSync(path, text);
      const found = told();
      rmSync(path);
      expect(found).to.deep.equal([]);
    });

  it("are told of where they cannot be opened", function () {
    if (process.platform !== "linux") return this.skip();
    const other = join(folder, "other");
    symlinkSync(join(other, "gone"), join(other, "a.scenario.yml"));
    symlinkSync(join(other, "b.scenario.yml"), join(other, "b.scenario.yml"));
    execFileSync("mkfifo", [join(other, "c.scenario.yml")]);
    writeFileSync(
      Buffer.concat([Buffer.from(`${other}/`), Buffer.from("\xe9.scenario.yml", "latin1")]),
      KEYS,
    );
    symlinkSync(join(other, "gone"), join(other, "d.yml"));
    const found = findScenarios([folder], []);
    rmSync(other, { recursive: true });
    expect(found.scenarios).to.have.length(1);
    expect(
      found.diagnostics.map(({ code, file }) => [code, file.slice(other.length + 1)]),
    ).to.deep.equal([
      ["file/unreadable", "a.scenario.yml"],
      ["file/unreadable", "b.scenario.yml"],
      ["file/unreadable", "c.scenario.yml"],
      ["file/unreadable", "\ufffd.scenario.yml"],
    ]);
  });

  it("make run, list and lint end with 2, and the others are played", async () => {
    const project = new Project();
    project.write("scenarios/b.senario.yml", KEYS);
    for (const command of ["run", "list", "lint"]) {
      const { code, out, err } = await project.firedrill(command);
      expect(code, err).to.equal(2);
      expect(out + err).to.include("scenarios/b.senario.yml  scenario/near-name");
      if (command !== "lint") expect(out).to.include("mshta-inline-vbscript");
    }
    const { code, err } = await project.firedrill("run", "loop");
    expect([code, err]).to.satisfy(([ended]: [number]) => ended === 2);
    project.remove();
  });
});
