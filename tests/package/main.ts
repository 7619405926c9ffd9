/**
 * What users install is tested: the packed tarball, in an empty folder. Needs a registry, so it is a
 * leg of `.ci/run` and no part of `npm test`. The last line of stdout says how many steps passed.
 */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { execa } from "execa";
import { USER_PROJECT } from "./user-project.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const folder = await mkdtemp(join(tmpdir(), "firedrill-package-"));
const user = join(folder, "user");

/** Runs a program in the user's folder. Never rejects: the steps look at how it ended. */
const run = (program: string, ...parameters: readonly string[]) =>
  execa(program, parameters, { cwd: user, reject: false, env: { NO_COLOR: "1" } });

const npx = (...parameters: readonly string[]) => run("npx", "--no", "--", ...parameters);

const STEPS: readonly [about: string, act: () => Promise<void>][] = [
  [
    "packs",
    async () => {
      await execa("npm", ["pack", "--silent", "--pack-destination", folder], { cwd: ROOT });
      expect(await tarball()).to.match(/firedrill-.*\.tgz$/);
    },
  ],
  [
    "packs what users need, and nothing else",
    async () => {
      const { stdout } = await execa("tar", ["-tzf", await tarball()]);
      const files = stdout.split("\n").map((file) => file.replace(/^package\//, ""));
      const others = files.filter((file) => !file.startsWith("dist/"));
      expect(others.sort()).to.deep.equal([
        "CHANGELOG.md",
        "LICENSE",
        "README.md",
        "SECURITY.md",
        "package.json",
      ]);
      expect(files).to.include.members([
        "dist/cli/main.js",
        "dist/index.d.ts",
        "dist/schema/scenario.schema.json",
        "dist/schema/run.schema.json",
      ]);
    },
  ],
  [
    "installs into an empty folder",
    async () => {
      for (const [name, text] of Object.entries(USER_PROJECT)) {
        await mkdir(join(user, name, ".."), { recursive: true });
        await writeFile(join(user, name), text);
      }
      const flags = ["--prefer-offline", "--no-audit", "--no-fund", "--omit=dev"];
      const { exitCode, stderr } = await run("npm", "install", ...flags, await tarball());
      expect(exitCode, stderr).to.equal(0);
    },
  ],
  [
    "says its version",
    async () => {
      const { version } = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8")) as {
        version: string;
      };
      expect((await npx("firedrill", "--version")).stdout).to.equal(version);
    },
  ],
  [
    "plays a scenario that passes, and writes its reports",
    async () => {
      const { exitCode, stdout, stderr } = await npx("firedrill", "run");
      expect(exitCode, stdout + stderr).to.equal(0);
      expect(stdout).to.match(/^✔ whoami {2}2 expectations, 1 signal$/m);
      expect(await readdir(join(user, "reports"))).to.include.members(["run.json", "junit.xml"]);
    },
  ],
  [
    "plays a scenario that fails",
    async () => {
      const { exitCode, stdout, stderr } = await npx("firedrill", "run", "failing");
      expect(exitCode, stdout + stderr).to.equal(1);
      expect(stdout).to.match(
        /^✖ whoami-fails › expected "Whoami" to stay silent \[sysmon\] {3}false-alarm$/m,
      );
    },
  ],
  [
    "replays a recording",
    async () => {
      const { exitCode, stdout, stderr } = await npx(
        "firedrill",
        "replay",
        "--rules",
        "rules",
        "--format",
        "ndjson",
        "samples",
      );
      expect(exitCode, stderr).to.equal(0);
      const matches = stdout
        .split("\n")
        .map((line) => JSON.parse(line) as { rule: { title: string } });
      expect(matches.map(({ rule }) => rule.title)).to.deep.equal(["Whoami"]);
    },
  ],
  [
    "plays scenarios as mocha specs",
    async () => {
      const { exitCode, stdout, stderr } = await npx("mocha", "scenarios/whoami.scenario.yml");
      expect(exitCode, stdout + stderr).to.equal(0);
      expect(stdout).to.match(/[2-9] passing/);
    },
  ],
  [
    "fails mocha with a scenario that fails",
    async () => {
      const { exitCode, stdout } = await npx("mocha", "failing/whoami.scenario.yml");
      expect(exitCode, stdout).to.not.equal(0);
      expect(stdout).to.match(/[1-9] failing/);
      expect(stdout).to.contain("failing/whoami.scenario.yml");
    },
  ],
  [
    "has types that hold for its users",
    async () => {
      const options = ["--module", "nodenext", "--target", "es2022", "--strict", "--types", ""];
      const compiler = join(ROOT, "node_modules", ".bin", "tsc");
      const { exitCode, stdout } = await run(compiler, ...options, "assertions.ts");
      expect(exitCode, stdout).to.equal(0);
    },
  ],
  [
    "asserts in a program of the user's",
    async () => {
      const { exitCode, stdout, stderr } = await run("node", "assertions.js");
      expect(exitCode, stderr).to.equal(0);
      expect(stdout).to.equal("assertions hold");
    },
  ],
  [
    "gives editors and other programs the schemas of scenarios and runs",
    async () => {
      for (const [name, key] of [
        ["firedrill/schema", "recordings"],
        ["firedrill/schema/run", "counts"],
      ]) {
        const program = `console.log(import.meta.resolve("${name}"))`;
        const { stdout } = await run("node", "--input-type=module", "--eval", program);
        const schema = JSON.parse(await readFile(new URL(stdout), "utf8")) as {
          properties: object;
        };
        expect(schema.properties).to.have.property(key!);
      }
    },
  ],
];

const counts = { passed: 0, failed: 0 };
for (const [about, act] of STEPS) {
  try {
    await act();
    counts.passed++;
    console.log(`✔ ${about}`);
  } catch (error) {
    counts.failed++;
    console.log(`✖ ${about}\n${error instanceof Error ? error.message : String(error)}`);
  }
}
await rm(folder, { recursive: true });
console.log(`package: ${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed === 0 ? 0 : 1;

async function tarball(): Promise<string> {
  const name = (await readdir(folder)).find((file) => file.endsWith(".tgz"));
  if (name === undefined) throw new Error("there is no tarball");
  return join(folder, name);
}
