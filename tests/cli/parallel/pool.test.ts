/** The law of threads: however many there are, the same is printed. */
import { expect } from "chai";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ReplayOptions } from "../../../harness/cli/commands/replay.ts";
import { CORPORA, needsCorpus } from "../../corpora.ts";
import { longRecording, RULES } from "../long-recording.ts";
import { builtReplay, testEnvironment } from "../replay-environment.ts";

async function printed(options: Partial<ReplayOptions>) {
  const environment = testEnvironment();
  const code = await builtReplay({ ...options, bytesPerThread: 0 }, environment);
  return { code, ...environment.printed };
}

describe("replay in several threads", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "firedrill-jobs-"));
    mkdirSync(join(folder, "recordings"));
    const long = longRecording(5);
    writeFileSync(join(folder, "rules.yml"), RULES);
    writeFileSync(join(folder, "recordings/a-long.evtx"), long);
    writeFileSync(join(folder, "recordings/b-empty.evtx"), "");
    for (let at = 5000; at < long.length; at += 60_000) long.fill(0xee, at, at + 30);
    writeFileSync(join(folder, "recordings/c-damaged.evtx"), long);
    writeFileSync(join(folder, "recordings/d-cut.evtx"), long.subarray(0, 2_300_001));
    writeFileSync(join(folder, "recordings/e.ndjson"), '{"Channel":"System","EventID":1}\n{"Ch\n');
  });
  after(() => rmSync(folder, { recursive: true }));

  for (const format of ["ndjson", "json", "table"] as const)
    it(`prints the same ${format}, warnings and dropped events`, async () => {
      const options = {
        format,
        verify: format === "json",
        rules: [join(folder, "rules.yml")],
        recordings: [join(folder, "recordings")],
      };
      const one = await printed({ ...options, jobs: 1 });
      expect(one.code).to.equal(2);
      expect(one.out).to.match(/Five within[^]*Seldom|Seldom[^]*Five within/);
      for (const jobs of [2, 4]) expect(await printed({ ...options, jobs })).to.deep.equal(one);
    });

  it("prints the same of real recordings", async function () {
    needsCorpus(this, "evtx");
    needsCorpus(this, "sigmahq");
    const options = {
      rules: [join(CORPORA, "sigmahq/rules/windows")],
      recordings: [join(CORPORA, "evtx/hayabusa-sample-evtx"), join(CORPORA, "evtx/evtx/samples")],
    };
    const one = await printed({ ...options, jobs: 1 });
    expect(one.out.split("\n").length).to.be.greaterThan(1000);
    expect(await printed({ ...options, jobs: 4 })).to.deep.equal(one);
  }).timeout(300_000);

  /** Replays with a further thread that runs a module of the test's. */
  const replayWith = async (module: string, more: Partial<ReplayOptions> = {}) => {
    const workerModule = new URL(`data:text/javascript,${module}`);
    const environment = testEnvironment({ workerModule });
    const options = {
      rules: [join(folder, "rules.yml")],
      recordings: [join(folder, "recordings")],
    };
    const all = { ...options, jobs: 2, bytesPerThread: 0, ...more };
    const code = await builtReplay(all, environment).catch((error: Error) => error.message);
    return { code, ...environment.printed };
  };

  it("throws what a further thread throws, if it waits for it", async () => {
    // For statistics the main thread waits for every other, even when no job is left.
    const { code } = await replayWith("throw new Error('no')", { stats: true });
    expect(code).to.equal("no");
  });

  it("does without a further thread that never gets to work", async () => {
    const recordings = [join(folder, "recordings")];
    const one = await printed({ rules: [join(folder, "rules.yml")], recordings, jobs: 1 });
    expect(await replayWith("setInterval(() => {}, 1e6)")).to.deep.equal(one);
  });
});
