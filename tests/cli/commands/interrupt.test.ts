/** Ctrl-C, with the real program: what was found is printed, and it is said how far it came. */
import { expect } from "chai";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { longRecording, RULES } from "../long-recording.ts";

const MAIN = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));
/** So many of them are not through before the signal comes. */
const COPIES = 40;

describe("an interrupted replay", () => {
  let folder: string;
  before(function () {
    this.timeout(60_000);
    folder = mkdtempSync(join(tmpdir(), "firedrill-interrupt-"));
    writeFileSync(join(folder, "rules.yml"), RULES);
    const log = longRecording(1.5);
    for (let i = 0; i < COPIES; i++)
      writeFileSync(join(folder, `${String(i).padStart(2, "0")}.evtx`), log);
    writeFileSync(join(folder, "long.evtx"), longRecording(20));
  });
  after(() => rmSync(folder, { recursive: true }));

  /** Starts a replay and gives it signals once it has printed something. */
  function interrupted(args: readonly string[], signals: number) {
    const env = { ...process.env, NO_COLOR: "1", XDG_CACHE_HOME: join(folder, "cache") };
    const words = [MAIN, "replay", "--rules", "rules.yml", ...args];
    const child = spawn(process.execPath, words, { cwd: folder, env });
    let [out, err, sent] = ["", "", false];
    child.stderr.on("data", (text) => (err += text));
    child.stdout.on("data", (text) => {
      out += text;
      if (sent) return;
      sent = true;
      for (let i = 0; i < signals; i++) child.kill("SIGINT");
    });
    return new Promise<{ code: number | null; signal: string | null; out: string; err: string }>(
      (resolve) => child.on("close", (code, signal) => resolve({ code, signal, out, err })),
    );
  }

  for (const jobs of ["1", "2"])
    it(`ends cleanly with what it has, with --jobs ${jobs}`, async () => {
      const files = Array.from({ length: COPIES }, (_, i) => `${String(i).padStart(2, "0")}.evtx`);
      const { code, out, err } = await interrupted(
        ["--jobs", jobs, "--format", "json", ...files],
        1,
      );
      expect(code, err).to.equal(130);
      expect(err).to.match(
        /^interrupted: \d+ of 40 recordings read whole.*; \d+\.\d of \d+\.\d MB$/m,
      );
      const matches = JSON.parse(out) as { events: { recording: string }[] }[];
      expect(matches).to.not.be.empty;
      const read = Number(/interrupted: (\d+)/.exec(err)![1]);
      expect(read).to.be.within(1, COPIES - 1);
      const whole = new Set(matches.map(({ events }) => events[0]!.recording));
      expect(whole.size).to.be.within(read, read + Number(jobs));
    }).timeout(60_000);

  it("ends at once when it is told twice", async () => {
    const { code, signal, err } = await interrupted(["--jobs", "1", "00.evtx", "long.evtx"], 2);
    // Two signals that come together may be one.
    if (/^interrupted/m.test(err)) expect(code).to.equal(130);
    else
      expect([code, signal]).to.be.deep.oneOf([
        [130, null],
        [null, "SIGINT"],
      ]);
  }).timeout(60_000);
});
