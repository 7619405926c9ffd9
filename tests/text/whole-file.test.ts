import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { findRecordings } from "../../harness/telemetry/files/find-recordings.ts";
import { beginFile, systemReason, writeWhole } from "../../harness/text/whole-file.ts";

const MODULE = fileURLToPath(new URL("../../harness/text/whole-file.ts", import.meta.url));

describe("a file that is written whole", () => {
  let folder: string;
  const at = (name: string): string => join(folder, name);
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "firedrill-whole-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it("has its name only once it is complete", () => {
    writeFileSync(at("run.json"), "old");
    const file = beginFile(at("run.json"));
    writeFileSync(file.descriptor, "half");
    expect(readFileSync(at("run.json"), "utf8")).to.equal("old");
    writeFileSync(file.descriptor, " and half");
    file.finish();
    expect(readFileSync(at("run.json"), "utf8")).to.equal("half and half");
    expect(readdirSync(folder)).to.deep.equal(["run.json"]);
  });

  it("leaves nothing behind when it is abandoned", () => {
    writeFileSync(at("run.json"), "old");
    const file = beginFile(at("run.json"));
    writeFileSync(file.descriptor, "half");
    file.abandon();
    expect(readFileSync(at("run.json"), "utf8")).to.equal("old");
    expect(readdirSync(folder)).to.deep.equal(["run.json"]);
  });

  it("is as it was if its writer is killed, and what that left is taken for nothing", async () => {
    writeFileSync(at("run.json"), "old");
    const script = `import { beginFile } from ${JSON.stringify(MODULE)};
      import { writeFileSync } from "node:fs";
      writeFileSync(beginFile(${JSON.stringify(at("run.json"))}).descriptor, "{\\"half\\":");
      process.kill(process.pid, "SIGKILL");`;
    const options = { cwd: fileURLToPath(new URL("../../", import.meta.url)) };
    const args = ["--import=tsx", "--input-type=module", "--eval", script];
    const { signal } = spawnSync(process.execPath, args, options);
    expect(signal).to.equal("SIGKILL");
    const [left, ...others] = readdirSync(folder);
    expect(left).to.match(/^\.firedrill-[0-9a-f]{16}\.unfinished$/);
    expect(others).to.deep.equal(["run.json"]);
    expect(readFileSync(at("run.json"), "utf8")).to.equal("old");
    expect((await findRecordings([folder])).recordings).to.deep.equal([at("run.json")]);
    writeWhole(at("run.json"), "new");
    expect(readFileSync(at("run.json"), "utf8")).to.equal("new");
  });

  it("makes the folders on the way, and keeps who may read it", () => {
    writeWhole(at("a/b/run.json"), "new");
    chmodSync(at("a/b/run.json"), 0o600);
    writeWhole(at("a/b/run.json"), "newer");
    expect(readFileSync(at("a/b/run.json"), "utf8")).to.equal("newer");
    expect(statSync(at("a/b/run.json")).mode & 0o777).to.equal(0o600);
  });

  it("is written where a link leads", () => {
    mkdirSync(at("kept"));
    writeFileSync(at("kept/run.json"), "old");
    symlinkSync("kept/run.json", at("run.json"));
    writeWhole(at("run.json"), "new");
    expect(lstatSync(at("run.json")).isSymbolicLink()).to.equal(true);
    expect(readFileSync(at("kept/run.json"), "utf8")).to.equal("new");
  });

  it("may have the longest name that there is", () => {
    writeWhole(at("n".repeat(255)), "new");
    expect(readdirSync(folder)).to.deep.equal(["n".repeat(255)]);
  });

  it("goes into a named pipe, which stays one", async () => {
    execFileSync("mkfifo", [at("pipe")]);
    const reader = spawn("cat", [at("pipe")], { stdio: ["ignore", "pipe", "inherit"] });
    const read: Buffer[] = [];
    reader.stdout.on("data", (piece: Buffer) => read.push(piece));
    writeWhole(at("pipe"), "new");
    await once(reader, "close");
    expect(Buffer.concat(read).toString()).to.equal("new");
    expect(lstatSync(at("pipe")).isFIFO()).to.equal(true);
  });

  it("goes to stdout, also where that is a file", () => {
    const script = String.raw`import { writeWhole } from ${JSON.stringify(MODULE)};
      console.log("before");
      writeWhole("/dev/stdout", "report\n");
      console.log("after");`;
    writeFileSync(at("script.mjs"), script);
    const root = fileURLToPath(new URL("../../", import.meta.url));
    const command = `${process.execPath} --import=tsx ${at("script.mjs")} > ${at("out")}`;
    execFileSync("sh", ["-c", command], { cwd: root });
    expect(readFileSync(at("out"), "utf8")).to.equal("before\nreport\nafter\n");
  });

  for (const [name, path, reason] of [
    ["a folder", "folder", "illegal operation on a directory"],
    ["below a file", "file/run.json", "its folder cannot be made: file already exists"],
    ["deep below a file", "file/a/run.json", "its folder cannot be made: not a directory"],
    ["on a full device", "/dev/full", "no space left on device"],
    ["a name that is too long", "n".repeat(256), "name too long"],
  ] as const)
    it(`cannot be written, and says why: ${name}`, () => {
      mkdirSync(at("folder"));
      writeFileSync(at("file"), "old");
      let caught: unknown;
      try {
        writeWhole(path.startsWith("/") ? path : at(path), "new");
      } catch (error) {
        caught = error;
      }
      expect(systemReason(caught)).to.equal(reason);
      expect(readdirSync(folder)).to.deep.equal(["file", "folder"]);
    });

  it("has no reason of the system's for a mistake of ours", () =>
    expect(systemReason(new TypeError("x"))).to.equal(null));
});
