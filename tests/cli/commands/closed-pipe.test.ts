/** Output that nobody reads to its end, with the real program and real pipes. */
import { expect } from "chai";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Project } from "../project.ts";

const MAIN = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));
const RULE = "rules/sigma/mshta-inline-script.yml";

describe("output that is not read to its end", function () {
  if (process.platform === "win32") return;
  let project: Project;
  before(() => {
    project = new Project();
    project.write("sound.ndjson", '{"Channel":"System","EventID":1}\n'.repeat(10));
    project.write("empty.evtx", "");
  });
  after(() => project.remove());

  /** Runs a command whose output goes through a pipe to a program that reads little or nothing. */
  function piped(command: string, reader: string): { code: number; err: string } {
    const script = `"${process.execPath}" "${MAIN}" ${command} | ${reader}; exit \${PIPESTATUS[0]}`;
    const { status, stderr } = spawnSync("bash", ["-c", script], {
      cwd: project.folder,
      env: { ...process.env, NO_COLOR: "1" },
      encoding: "utf8",
    });
    return { code: status ?? -1, err: stderr };
  }

  for (const reader of ["head -1", "true"]) {
    it(`run | ${reader}: fails where it would, and writes its reports`, () => {
      expect(piped("run", reader).code).to.equal(0);
      const rule = project.read(existsSync(join(project.folder, RULE)) ? RULE : firstRule());
      project.write("rules/sigma/zz.yml", "title: [\n");
      expect(piped("run --strict", reader).code).to.equal(2);
      project.write("rules/sigma/zz.yml", rule);
      expect(piped("run", reader).code).to.not.equal(0);
      expect(project.read("reports/run.json")).to.include('"scenarios"');
      execFileSync("rm", [join(project.folder, "rules/sigma/zz.yml")]);
    });

    it(`replay | ${reader}: is what it is as far as it is known`, () => {
      expect(piped("replay samples sound.ndjson", reader).code).to.equal(0);
      expect(piped("replay missing.evtx samples", reader).code).to.equal(2);
      expect(piped("replay --strict samples empty.evtx", reader).code).to.equal(2);
    });

    it(`list and lint | ${reader}`, () => {
      expect(piped("list rules", reader).code).to.equal(0);
      project.write("broken.yml", "title: [\n");
      expect(piped("lint broken.yml", reader).code).to.equal(2);
    });
  }

  it("is one sentence where the disk is full", function () {
    if (!existsSync("/dev/full")) return this.skip();
    const { code, err } = piped("list rules > /dev/full", "cat");
    expect(code).to.equal(2);
    expect(err).to.match(/^The output cannot be written: ENOSPC/m);
    expect(err).to.not.include("bug");
  });

  function firstRule(): string {
    return execFileSync("sh", ["-c", "ls rules/sigma/mshta*.yml | head -1"], {
      cwd: project.folder,
      encoding: "utf8",
    }).trim();
  }
});
