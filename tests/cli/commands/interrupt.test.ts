/** Ctrl-C, with the real program: what was found is printed, and it is said how far it came. */
import { expect } from "chai";
import { spawn } from "node:child_process";
import { linkSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { longRecording, RULES } from "../long-recording.ts";

const MAIN = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));
/** So many that a busy machine is not through with them before the signal comes, and that two threads are worth it. */
const COPIES = 400;

describe("an interrupted replay", () => {
  let folder: string;
  const names = Array.from({ length: COPIES }, (_, i) => `${String(i).padStart(3, "0")}.evtx`);
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "firedrill-interrupt-"));
    writeFileSync(join(folder, "rules.yml"), RULES);
    writeFileSync(join(folder, names[0]!), longRecording(1.5));
    for (const name of names.slice(1)) linkSync(join(folder, names[0]!), join(folder, name));
  });
  after(() => rmSync(folder, { recursive: true }));

  /** Starts a replay and interrupts it once it has printed something. */
  function interrupted(args: readonly string[]) {
    const env = { ...process.env, NO_COLOR: "1", XDG_CACHE_HOME: join(folder, "cache") };
    const words = [MAIN, "replay", "--rules", "rules.yml", ...args];
    const child = spawn(process.execPath, words, { cwd: folder, env });
    let [out, err, sent] = ["", "", false];
    child.stderr.on("data", (text) => (err += text));
    child.stdout.on("data", (text) => {
      out += text;
      if (!sent) child.kill("SIGINT");
      sent = true;
    });
    return new Promise<{ code: number | null; out: string; err: string }>((resolve) =>
      child.on("close", (code) => resolve({ code, out, err })),
    );
  }

  for (const jobs of ["1", "2"])
    it(`ends cleanly with what it has, with --jobs ${jobs}`, async () => {
      const options = ["--jobs", jobs, "--format", "json"];
      const { code, out, err } = await interrupted([...options, ...names]);
      expect(code, err).to.equal(130);
      expect(err).to.match(
        /^interrupted: \d+ of 400 recordings read whole.*; \d+\.\d of \d+\.\d MB$/m,
      );
      const matches = JSON.parse(out) as { events: { recording: string }[] }[];
      expect(matches).to.not.be.empty;
      const read = Number(/interrupted: (\d+)/.exec(err)![1]);
      expect(read).to.be.within(1, COPIES - 1);
      const whole = new Set(matches.map(({ events }) => events[0]!.recording));
      expect(whole.size).to.be.within(read, read + Number(jobs));
    });
});
