import { expect } from "chai";
import { ProgressLine, progressLine, type Workload } from "../../../harness/cli/output/progress.ts";
import { testEnvironment } from "../replay-environment.ts";

const PROGRESS = { bytes: 19_800_000, events: 31_204, matches: 1_022, job: 3 };
const EXTENT: Workload = {
  bytes: 47_100_000,
  elapsed: 1_000,
  path: "recordings/dc01/Security.evtx",
};

describe("the line that says how far a replay is", () => {
  const rows: readonly [
    name: string,
    progress: object,
    extent: object,
    columns: number,
    line: string,
  ][] = [
    [
      "on a wide terminal",
      {},
      {},
      100,
      " 42 %  19.8 of 47.1 MB · 31,204 events/s · 1,022 matches · recordings/dc01/Security.evtx",
    ],
    [
      "on a narrower one, with the end of the path",
      {},
      {},
      80,
      " 42 %  19.8 of 47.1 MB · 31,204 events/s · 1,022 matches · …/dc01/Security.evtx",
    ],
    [
      "without room for a path",
      {},
      {},
      64,
      " 42 %  19.8 of 47.1 MB · 31,204 events/s · 1,022 matches",
    ],
    ["with room for little", {}, {}, 30, " 42 %  19.8 of 47.1 MB"],
    ["with room for nothing", {}, {}, 5, " 42 "],
    [
      "at the start",
      { bytes: 0, events: 0, matches: 0 },
      { elapsed: 0, path: null },
      100,
      "  0 %  0.0 of 47.1 MB · 0 events/s · 0 matches",
    ],
    [
      "of one match, and of bytes that nobody knew of",
      { bytes: 50_000_000, matches: 1 },
      { path: null },
      100,
      "100 %  50.0 of 47.1 MB · 31,204 events/s · 1 match",
    ],
    [
      "of a file whose name is hostile",
      {},
      { path: "a\u001b[2Jb" },
      100,
      " 42 %  19.8 of 47.1 MB · 31,204 events/s · 1,022 matches · a␛[2Jb",
    ],
  ];
  for (const [name, progress, extent, columns, line] of rows)
    it(name, () => {
      const shown = progressLine({ ...PROGRESS, ...progress }, { ...EXTENT, ...extent }, columns);
      expect(shown).to.equal(line);
      expect(shown.length).to.be.below(columns);
    });

  /** Draws twice, prints something, and ends. */
  function drawn(more: Parameters<typeof testEnvironment>[0]): string {
    let tick: () => void = () => {};
    let running = false;
    const environment = testEnvironment({
      every(_, act) {
        [tick, running] = [act, true];
        return () => void (running = false);
      },
      ...more,
    });
    let bytes = 0;
    const line = new ProgressLine(environment, () => [
      { ...PROGRESS, bytes: (bytes += 4_710_000) },
      EXTENT,
    ]);
    tick();
    tick();
    line.clear();
    environment.err("a warning\n");
    line.clear();
    tick();
    line.end();
    expect(running).to.equal(false);
    return environment.printed.err;
  }

  it("is drawn over itself, makes room, and is gone at the end", () => {
    const tail = "MB · 31,204 events/s · 1,022 matches";
    expect(drawn({ terminal: { columns: 64 } })).to.equal(
      [
        `\r\u001b[K 10 %  4.7 of 47.1 ${tail}`,
        `\r\u001b[K 20 %  9.4 of 47.1 ${tail}`,
        "\r\u001b[Ka warning\n",
        `\r\u001b[K 30 %  14.1 of 47.1 ${tail}`,
        "\r\u001b[K",
      ].join(""),
    );
  });

  it("is dim where there are colours", () => {
    const colors = { out: false, err: true };
    expect(drawn({ terminal: { columns: 64 }, colors })).to.include("\u001b[2m 10 %");
  });

  it("is not there without a terminal", () => expect(drawn({})).to.equal("a warning\n"));
});
