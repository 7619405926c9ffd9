/** What `--stats` and `--profile` print, by a clock that goes a tenth of a millisecond further each time. */
import { expect } from "chai";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { replay, type ReplayOptions } from "../../harness/cli/replay-command.ts";
import { longRecording, RULES } from "./long-recording.ts";
import { REPLAY, testWorld } from "./replay-world.ts";

const GOLDEN = new URL("golden/", import.meta.url);

const COSTLY = `title: Looks everywhere
logsource: { category: process_creation, product: windows }
detection: { keywords: ['999.exe'], condition: keywords }
---
title: Asked of every event
logsource: { category: process_creation, product: windows }
detection: { selection: { CommandLine|re: '[0-9]{3}[^0-9]', User|re: '^[A-Z]+.[a-z]+$' }, condition: selection }
---
title: Without telemetry
logsource: { category: file_event, product: windows }
detection: { selection: { TargetFilename: a }, condition: selection }
`;

describe("what a replay says of itself", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "firedrill-stats-"));
    writeFileSync(join(folder, "rules.yml"), RULES);
    writeFileSync(join(folder, "costly.yml"), COSTLY);
    writeFileSync(join(folder, "log.evtx"), longRecording(0.2));
  });
  after(() => rmSync(folder, { recursive: true }));

  const options = (): ReplayOptions => ({
    ...REPLAY,
    rules: [folder],
    recordings: [join(folder, "log.evtx")],
  });

  async function printed(which: "stats" | "profile"): Promise<string> {
    let time = 0;
    const world = testWorld({ now: () => (time += 0.1) });
    expect(await replay({ ...options(), [which]: true }, world)).to.equal(0);
    return world.printed.err;
  }

  for (const which of ["stats", "profile"] as const)
    it(`--${which}`, async () => {
      const file = new URL(`${which}.txt`, GOLDEN);
      const found = await printed(which);
      if (process.env["UPDATE_GOLDEN"] || !existsSync(file)) writeFileSync(file, found);
      expect(found).to.equal(readFileSync(file, "utf8"));
      expect(await printed(which)).to.equal(found);
      expect(found.split("\n").filter((line) => line.endsWith(" "))).to.deep.equal([]);
    });

  it("changes nothing of what is found", async () => {
    const [plain, measured] = [testWorld(), testWorld()];
    await replay(options(), plain);
    await replay({ ...options(), stats: true, profile: true }, measured);
    expect(measured.printed.out).to.equal(plain.printed.out);
    expect(measured.printed.err.startsWith(plain.printed.err)).to.equal(true);
  });
});
