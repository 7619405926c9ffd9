/**
 * Titles, file names, member names and field values of strangers, through every command of the built program,
 * every report and mocha: no byte of what is printed or written is one that a terminal or a CI system obeys.
 */
import { expect } from "chai";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { REPORTERS } from "../../../harness/reports/reporter.ts";
import { buildZip } from "../../telemetry/files/build-zip.ts";
import { Project, type Ended } from "../project.ts";

/** What is obeyed or hidden, a row each; the test looks for these, not for what the program replaces. */
const OBEYED = {
  ESC: "\u001b]0;owned\u0007",
  "clear screen": "\u001b[2J",
  "C1 CSI": "\u009b2J",
  "C1 NEL": "\u0085",
  DEL: "\u007f",
  backspace: "\b",
  "line separator": "\u2028",
  "paragraph separator": "\u2029",
  "right-to-left override": "\u202e",
  "right-to-left isolate": "\u2067",
  "Arabic letter mark": "\u061c",
  "zero-width space": "\u200b",
  "word joiner": "\u2060",
  "byte order mark": "\ufeff",
  "tag characters": "\u{e0041}\u{e007f}",
  "variation selector": "\u{e0100}",
  "Hangul filler": "\u3164",
  GitHub: "##[error]owned",
  Azure: "##vso[task.setvariable variable=a]owned",
  TeamCity: "##teamcity[buildStop]",
} as const;
const ALL = Object.values(OBEYED).join("");
/** For names of files: shorter than 255 bytes, and nothing that ends a path. */
const NAME = `::error file=x::owned${ALL.replaceAll("\b", "")}`;
/** As long as a title of a scenario may be. */
const TITLE = `::error::owned${ALL}`;
const LINES = `::error file=x::owned\n::warning::owned\r::add-mask::owned${ALL}`;

const rule = (id: string, title: string, field = "CommandLine"): string =>
  JSON.stringify({
    title,
    id,
    status: "test",
    description: LINES,
    author: LINES,
    tags: [LINES],
    logsource: { product: "windows", category: "process_creation" },
    detection: { [`::set-output ${ALL}`]: { [field]: "*" }, condition: "1 of *" },
    level: "high",
  });

const event = (fields: Record<string, unknown>): string =>
  JSON.stringify({
    EventID: 1,
    Channel: "Microsoft-Windows-Sysmon/Operational",
    SourceName: "Microsoft-Windows-Sysmon",
    Hostname: LINES,
    RecordNumber: 7,
    UtcTime: "2026-01-15 09:00:00.000",
    ...fields,
  });

const RECORDING = [
  event({
    CommandLine: LINES,
    Image: `C:\\${ALL}\\a.exe`,
    User: LINES,
    ProcessId: 7,
    [ALL]: LINES,
  }),
  event({ CommandLine: "plain", Image: LINES }),
  // A line that is broken, and a document that is none.
  `{"EventID": 1, ${ALL}`,
  "",
].join("\n");

const scenario = (id: string, file: string, expect: object): string =>
  JSON.stringify({
    schema: 1,
    id,
    title: TITLE,
    recordings: {
      one: { file, sensor: "sysmon", provenance: { kind: "synthetic", by: LINES, note: LINES } },
    },
    signals: { there: { where: { [`Field${ALL}`]: LINES } } },
    expect,
  });

const IDS = [1, 2, 3].map((number) => `6f1f3b1c-1f0a-4c0e-9a51-0d2a51f0a00${number}`);

function hostileProject(): Project {
  const project = new Project();
  project.write(`rules/${NAME}.yml`, rule(IDS[0]!, LINES));
  project.write(`rules/${NAME}2.yml`, rule(IDS[1]!, `Never ${LINES}`, `No${ALL}`));
  project.write(
    `rules/${NAME}3.yml`,
    rule(IDS[2]!, LINES).replace(`"condition"`, `"${LINES.replace(/\s/g, "")}"`),
  );
  project.write(`rules/${NAME}.eql`, `process where ${LINES}`);
  project.write(`recordings/${NAME}.json`, RECORDING);
  project.write(
    `recordings/${NAME}.zip`,
    buildZip({
      [`${LINES}.json`]: Buffer.from(RECORDING),
      [`${NAME}.evtx`]: Buffer.from("ElfFile"),
    }),
  );
  const file = `../recordings/${NAME}.json`;
  project.write(
    `scenarios/${NAME}.scenario.yml`,
    scenario("owned", file, {
      fire: [
        { rule: IDS[1], why: LINES },
        { rule: LINES, why: LINES },
      ],
      silent: [{ rule: IDS[0], why: LINES }],
      parity: [{ rules: [IDS[0], IDS[1]], why: LINES }],
    }),
  );
  project.write(`scenarios/${NAME}2.scenario.yml`, scenario(LINES, file, { [ALL]: LINES }));
  return project;
}

const RULES = ["--rules", "rules"];
const PLAY = ["run", "scenarios", ...RULES];
const REPLAY = ["replay", "recordings", ...RULES];
const COMMANDS: readonly (readonly string[])[] = [
  PLAY,
  [...PLAY, "--json"],
  [...PLAY, "--strict", "--verify"],
  ["run", NAME, ...RULES],
  ["run", "scenarios", "--rules", NAME],
  ["run", "scenarios", ...RULES, "--reporter", NAME],
  ["run", "--sigma-regression", NAME],
  ...["table", "ndjson", "json"].map((format) => [...REPLAY, "--format", format]),
  [...REPLAY, "--stats", "--profile", "--strict"],
  ["replay", NAME, ...RULES],
  ["replay", `recordings/${NAME}.zip!/${NAME}`, ...RULES],
  [...REPLAY, "--placeholders", `recordings/${NAME}.json`],
  [...REPLAY, "--log-source", NAME],
  [...REPLAY, "--jobs", NAME],
  ...["scenarios", "rules", "recordings", "techniques"].flatMap((what) =>
    [[], ["--json"]].map((json) => ["list", what, "--scenarios", "scenarios", ...RULES, ...json]),
  ),
  ["list", NAME],
  ["lint", "rules", "scenarios"],
  ["lint", "rules", "scenarios", "--json"],
  ["lint", `rules/${NAME}.yml`, NAME],
  ["slice", `recordings/${NAME}.json`, "-o", `cut/${NAME}.ndjson`],
  ["slice", `recordings/${NAME}.json`, "-o", `cut/r${NAME}.ndjson`, "--redact", "user,host,ip"],
  ["slice", `recordings/${NAME}.json`, "-o", `cut/tree${NAME}.ndjson`, "--process-tree", "7"],
  ["slice", `recordings/${NAME}.json`, "-o", `cut/${NAME}.tar`],
  ["slice", `recordings/${NAME}.json`, "-o", "cut/where.ndjson", "--where", NAME],
  ["slice", "recordings", "-o", "cut/several.ndjson"],
  ["slice", `recordings/${NAME}.zip`, "-o", "cut/member.ndjson"],
  [NAME],
  ["lint", `--owned${ALL}`],
];

/** Says where a text holds what is obeyed. */
function obeyed(text: string): string[] {
  const characters =
    text.match(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u3164]|[\u{e0100}-\u{e01ef}]/gu) ?? [];
  const lines = text.split(/\r\n|[\n\r\u0085\u2028\u2029]/).map((line) => line.trimStart());
  return [
    ...characters.map((character) => `U+${character.codePointAt(0)!.toString(16)}`),
    ...lines.filter((line) => line.startsWith("::") || /##\w*\[/i.test(line)),
  ];
}

describe("text of strangers", () => {
  let project: Project;
  before(() => void (project = hostileProject()));
  after(() => project.remove());

  const expectHarmless = ({ out, err }: Ended): void => {
    expect(out + err).to.include("owned");
    for (const text of [out, err]) expect(obeyed(text), text.slice(0, 4000)).to.deep.equal([]);
  };

  for (const words of COMMANDS)
    it(`is not obeyed after firedrill ${words.join(" ").replaceAll(NAME, "NAME")}`, async () => {
      const ended = await project.firedrill(...words);
      expectHarmless(ended);
      expect(ended.code, ended.err).to.not.equal(70);
    });

  it("is not obeyed in any report", async () => {
    const names = Object.keys(REPORTERS);
    const reporters = names.flatMap((name) => ["--reporter", `${name}=out/${name}`]);
    await project.firedrill(...PLAY, ...reporters);
    expect(readdirSync(join(project.folder, "out"))).to.deep.equal(names.toSorted());
    for (const name of names) {
      const text = project.read(`out/${name}`);
      expect(text).to.include("owned");
      expect(obeyed(text), name).to.deep.equal([]);
    }
  });

  it("is told whole by what is JSON", async () => {
    const { out } = await project.firedrill(...REPLAY, "--format", "ndjson");
    const lines = out
      .split("\n")
      .map(
        (line) => JSON.parse(line) as { rule: { title: string }; events: { recording: string }[] },
      );
    expect(lines[0]!.rule.title).to.equal(LINES);
    expect(lines[0]!.events[0]!.recording).to.equal(`recordings/${NAME}.json`);
    const listed = await project.firedrill("list", "rules", ...RULES, "--json");
    const rules = JSON.parse(listed.out) as { title: string }[];
    expect(rules.map(({ title }) => title)).to.include(LINES);
  });

  it("is told whole by the entry that slice gives", async () => {
    const output = `cut/entry${NAME}.ndjson`;
    const { out } = await project.firedrill("slice", `recordings/${NAME}.json`, "-o", output);
    expect(existsSync(join(project.folder, output))).to.equal(true);
    expect(out).to.include("\\u202e");
  });

  for (const reporter of ["spec", "tap", "dot", "xunit", "json"])
    it(`is not obeyed after mocha with the reporter ${reporter}`, async () => {
      const folder = join(project.folder, "scenarios");
      const files = readdirSync(folder).map((file) => `scenarios/${file}`);
      const { out, err } = await project.mocha("--reporter", reporter, ...files);
      expect(out + err).to.include("owned");
      for (const text of [out, err]) expect(obeyed(text), text).to.deep.equal([]);
    });
});
