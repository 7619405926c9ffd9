import { expect } from "chai";
import { jobsOf, threadsFor } from "../../../harness/cli/parallel/split-jobs.ts";

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

  it("no recording is split for one thread", () => {
    const recordings = [{ path: "a.evtx", bytes: 100 * MB }];
    expect(jobsOf(recordings, 1)).to.deep.equal(recordings);
  });
});
