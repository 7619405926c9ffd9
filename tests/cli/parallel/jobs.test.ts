/** The law of threads: however many there are, the same is printed. */
import { expect } from "chai";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ReplayOptions } from "../../../harness/cli/commands/replay.ts";
import { jobsOf, threadsFor } from "../../../harness/cli/parallel/split-jobs.ts";
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
    it(`prints the same ${format}, warnings and losses`, async () => {
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
    }).timeout(60_000);

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
  }).timeout(180_000);

  it("throws what a further thread throws", async () => {
    const environment = testEnvironment({
      workerModule: new URL("data:text/javascript,throw new Error('no')"),
    });
    const options = { jobs: 2, bytesPerThread: 0, recordings: [join(folder, "recordings")] };
    // The main thread may be through before the other has failed; what was taken is done either way.
    const ended = await builtReplay(
      { ...options, rules: [join(folder, "rules.yml")] },
      environment,
    ).catch((error: Error) => error.message);
    expect(ended).to.be.oneOf(["no", 2]);
  });
});

describe("how many threads there are", () => {
  const MB = 1024 * 1024;
  const rows: readonly [name: string, megabytes: number[], most: number, threads: number][] = [
    ["nothing to do", [], 4, 1],
    ["little to do", [1, 2], 4, 1],
    ["enough for two", [5, 4], 4, 2],
    ["more than there may be", [100], 4, 4],
    ["only one wanted", [100], 1, 1],
  ];
  for (const [name, megabytes, most, threads] of rows)
    it(`${name}: ${threads}`, () => {
      const recordings = megabytes.map((size, i) => ({ path: `${i}`, bytes: size * MB }));
      expect(threadsFor(recordings, most, 4 * MB)).to.equal(threads);
    });

  it("nothing is cut for one thread", () => {
    const recordings = [{ path: "a.evtx", bytes: 100 * MB }];
    expect(jobsOf(recordings, 1)).to.deep.equal(recordings);
  });
});
