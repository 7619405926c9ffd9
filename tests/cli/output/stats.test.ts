/** What `--stats` and `--profile` print, and that they count what there is to count. */
import { expect } from "chai";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { profileLines } from "../../../harness/cli/output/profile-lines.ts";
import { replay, type ReplayOptions } from "../../../harness/cli/commands/replay.ts";
import { statsLines } from "../../../harness/cli/output/stats-lines.ts";
import type { ReplayStats } from "../../../harness/cli/output/stats.ts";
import type { CompiledRule } from "../../../harness/matching/model/rule.ts";
import { all, any, has, is, not, PROCESS_CREATION, ruleOf } from "../../matching/predicates.ts";
import { longRecording, RULES } from "../long-recording.ts";
import { REPLAY, testEnvironment } from "../replay-environment.ts";

const GOLDEN = new URL("golden/", import.meta.url);

const regex = (field: string, source: string) => ({
  kind: "test" as const,
  field,
  pattern: {
    kind: "regex" as const,
    source,
    flags: { ignoreCase: false, multiline: false, dotAll: false },
  },
  label: `${field}|re '${source}'`,
});
const rule = (path: string, ...parts: Parameters<typeof all>): CompiledRule =>
  ruleOf(all(...parts), PROCESS_CREATION, path);

const MANY = Array.from({ length: 250 }, (_, i) => is("Image", `${i}.exe`));
const SET = [
  rule("rules/open.yml", not(is("Image", "a.exe")), regex("CommandLine", "[0-9]+")),
  rule("rules/common.yml", has("Image", "\\system32\\")),
  rule("rules/list.yml", any(...MANY)),
  rule("rules/keywords.yml", has("keywords", "mimikatz")),
  rule("rules/never-asked.yml", is("Image", "b.exe")),
];

const STATS: ReplayStats = {
  recordings: 12,
  bytes: 47_100_000,
  events: 32_563,
  skipped: 3,
  matches: 6_502,
  classes: Array.from({ length: 12 }, (_, i) => ({
    name: i === 0 ? "sysmon 1" : `Channel\u001b/${i} 7`,
    events: i === 0 ? 20_000 : 1_200 - 10 * i,
    rules: 1_188 - 100 * i,
  })),
  rules: {
    loaded: 2_407,
    broken: 2,
    blind: { "log-source": 59, class: 63, fields: 15, time: 0, uncounted: 0 },
  },
  profile: {
    rules: new Map([
      [0, { isOpen: true, asked: 32_563, held: 12, time: 84.14, compiling: 0.4 }],
      [1, { isOpen: false, asked: 9_000, held: 3, time: 20.5, compiling: 0.1 }],
      [2, { isOpen: false, asked: 13, held: 13, time: 12, compiling: 11.5 }],
      [3, { isOpen: false, asked: 2, held: 1, time: 0.0026, compiling: 0 }],
      [4, { isOpen: false, asked: 0, held: 0, time: 0, compiling: 0 }],
    ]),
    fields: new Map([
      ["Image", { values: 32_563, known: 30_000, decoding: 9.99996, searching: 80 }],
      ["CommandLine", { values: 0, known: 0, decoding: 0.5, searching: 0 }],
    ]),
  },
  times: {
    load: 210,
    read: 600.25,
    match: 1_100,
    finalize: 50.5,
    output: 0.99999,
    whole: 1_310,
    threads: 2,
  },
};

const NOTHING: ReplayStats = {
  ...STATS,
  recordings: 0,
  bytes: 0,
  events: 0,
  skipped: 0,
  matches: 0,
  classes: [],
  profile: { rules: new Map(), fields: new Map() },
  times: { load: 0, read: 0, match: 0, finalize: 0, output: 0, whole: 1, threads: 1 },
};

describe("what a replay says of itself", () => {
  const goldens: readonly [name: string, printed: string][] = [
    ["stats.txt", statsLines(STATS)],
    ["stats-of-nothing.txt", statsLines(NOTHING)],
    ["profile.txt", profileLines(STATS, SET)],
    ["profile-of-nothing.txt", profileLines(NOTHING, SET)],
  ];
  for (const [name, printed] of goldens)
    it(name, () => {
      const file = new URL(name, GOLDEN);
      if (process.env["UPDATE_GOLDEN"]) writeFileSync(file, `${printed}\n`);
      expect(existsSync(file), "UPDATE_GOLDEN=1 writes it").to.equal(true);
      expect(`${printed}\n`).to.equal(readFileSync(file, "utf8"));
      expect(printed.split("\n").filter((line) => line.endsWith(" "))).to.deep.equal([]);
    });

  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "firedrill-stats-"));
    writeFileSync(join(folder, "rules.yml"), RULES);
    writeFileSync(join(folder, "log.evtx"), longRecording(0.2));
  });
  after(() => rmSync(folder, { recursive: true }));

  async function printed(more: Partial<ReplayOptions>) {
    let time = 0;
    const environment = testEnvironment({ now: () => (time += 0.1) });
    const options = { ...REPLAY, rules: [folder], recordings: [join(folder, "log.evtx")] };
    expect(await replay({ ...options, ...more }, environment)).to.equal(0);
    return environment.printed;
  }

  it("counts events, rules, and how often rules were asked", async () => {
    const { err } = await printed({ stats: true, profile: true });
    for (const line of [
      /^ {2}recordings +1 {2}0\.3 MB$/m,
      /^ {2}events +280 {2}0 unsound/m,
      /^ {2}loaded +4 {2}0 broken$/m,
      /^ {2}live +4 {2}could/m,
      /^ +280 +100\.0 % +\d {2}sysmon 1$/m,
      / 7 +7 .* rules\.yml {2}By another name/,
    ])
      expect(err).to.match(line);
    expect((await printed({ stats: true, profile: true })).err).to.equal(err);
  });

  it("changes nothing of what is found", async () => {
    const plain = await printed({});
    const measured = await printed({ stats: true, profile: true });
    expect(measured.out).to.equal(plain.out);
    expect(measured.err.startsWith(plain.err)).to.equal(true);
  });
});
