/** Pipes and devices that are named on the command line: read, and within bounds. */
import { expect } from "chai";
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { Project } from "../project.ts";

const SAMPLE = "samples/mshta-inline-vbscript/sysmon";
const REPLAY = ["replay", "--rules", "rules"];

describe("pipes and devices on the command line", () => {
  let project: Project;
  const writers: ChildProcess[] = [];
  before(() => void (project = new Project()));
  afterEach(() => {
    for (const writer of writers.splice(0)) writer.kill();
  });
  after(() => project.remove());

  let count = 0;
  /** Makes a named pipe into which a shell's command writes. */
  function pipe(command: string): string {
    const name = `pipe-${count++}`;
    execFileSync("mkfifo", [join(project.folder, name)]);
    writers.push(
      spawn("sh", ["-c", `exec ${command} > ${name}`], { cwd: project.folder, stdio: "ignore" }),
    );
    return name;
  }

  for (const command of [`cat ${SAMPLE}.evtx`, `cat ${SAMPLE}.xml`, `gzip -c ${SAMPLE}.ndjson`])
    it(`replay reads what comes of ${command}`, async () => {
      const plain = await project.firedrill(...REPLAY, `${SAMPLE}.xml`);
      const { code, out, err } = await project.firedrill(...REPLAY, pipe(command));
      expect(code, err).to.equal(0);
      const withoutPlaces = (text: string): string[] =>
        text.split("\n").map((line) => line.replace(/\S+#/, "#"));
      expect(withoutPlaces(out)).to.deep.equal(withoutPlaces(plain.out));
      expect(out).to.not.equal("");
    });

  for (const [name, words, says] of [
    ["replay", [...REPLAY, "/dev/zero"], /recording\/unknown-format/],
    ["replay of a pipe", [...REPLAY, () => pipe("yes")], /recording\/unknown-format/],
    ["replay of nothing", [...REPLAY, "/dev/null"], /recording\/empty/],
    ["slice", ["slice", "/dev/zero", "-o", "cut.xml"], /recording\/unknown-format/],
    ["lint", ["lint", "/dev/zero"], /file\/too-large/],
    ["run", ["run", "/dev/zero"], /The file holds more than 64 MiB/],
    ["a list of values", [...REPLAY, SAMPLE, "--placeholders", "/dev/zero"], /file\/too-large/],
  ] as const)
    it(`what never ends is not read to its end: ${name}`, async () => {
      const args = words.map((word) => (typeof word === "string" ? word : word()));
      const { code, out, err } = await project.firedrill(...args);
      expect(code).to.be.oneOf([2, 3]);
      expect(out + err).to.match(says);
    }).timeout(30_000);
});
