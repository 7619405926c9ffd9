import { expect } from "chai";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { XMLValidator } from "fast-xml-parser";
import { readContent } from "../../telemetry/read-content.ts";
import { MemorySink } from "../../telemetry/write/memory-sink.ts";
import { recordingWriter } from "../../../harness/telemetry/write/recording-writer.ts";
import { Project } from "../project.ts";

const SCENARIO = "scenarios/mshta-inline-vbscript.scenario.yml";
const RULE = "rules/sigma/mshta-script-on-command-line.yml";
const RECORDING = "samples/mshta-inline-vbscript/sysmon.xml";

describe("firedrill run", () => {
  let project: Project;
  beforeEach(() => void (project = new Project()));
  afterEach(() => project.remove());

  it("passes, and writes run.json and junit.xml", async () => {
    const { code, out } = await project.firedrill("run");
    expect(code, out).to.equal(0);
    expect(out).to.match(/✔ mshta-inline-vbscript/);
    expect(out).to.match(/1 scenario passed/);
    const run = JSON.parse(project.read("reports/run.json")) as {
      schema: number;
      scenarios: { passed: boolean }[];
    };
    expect(run.schema).to.equal(2);
    expect(run.scenarios.map(({ passed }) => passed)).to.deep.equal([true]);
    expect(XMLValidator.validate(project.read("reports/junit.xml"))).to.equal(true);
  });

  it("fails when a rule no longer matches, and says where it came nearest", async () => {
    project.edit(RULE, "CommandLine|contains:", "CommandLine|endswith:");
    const { code, out } = await project.firedrill("run");
    expect(code).to.equal(1);
    expect(out).to.match(
      /✖ mshta-inline-vbscript › expected "HTML application host runs script.*" to fire \[sysmon\] +missed/,
    );
    expect(out).to.match(new RegExp(`${SCENARIO}:\\d+ +${RULE}`));
    expect(out).to.match(/nearest event +#\d+/);
    expect(out).to.match(/✔ selection_mshta .*Image\|endswith/);
    expect(out).to.match(/✖ selection_content .*CommandLine\|endswith/);
    expect(out.trimEnd().split("\n").at(-1)).to.match(/1 failed/);
  });

  it("says file, line and column of a rule that is no YAML", async () => {
    project.edit(RULE, "    CommandLine|contains:\n", "  CommandLine|contains: [\n");
    const { code, out, err } = await project.firedrill("run");
    expect(code).to.equal(2);
    expect(err).to.match(new RegExp(`${RULE}:\\d+:\\d+  yaml/syntax`));
    expect(out).to.contain("The rule cannot be used");
  });

  for (const written of [
    "{ others: ignore }",
    "{ silent: [], fire: [], others: ignore }",
    "{ parity: [], others: warn }",
  ])
    it(`cannot use a scenario that expects nothing of rules: ${written}`, async () => {
      project.edit(SCENARIO, /^expect:[^]*/m, `expect: ${written}\n`);
      const { code, out } = await project.firedrill("run");
      expect(code, out).to.equal(2);
      expect(out).to.match(/Nothing is expected of any rule/);
      expect(out).to.match(new RegExp(`${SCENARIO}:\\d+`));
    });

  it("fails for a rule that fires and is not named", async () => {
    project.edit(SCENARIO, /    - rule: sigma\/mshta-starts-child[^]*?via: \[ParentImage\]\n/, "");
    const { code, out } = await project.firedrill("run", "mshta-inline-vbscript");
    expect(code).to.equal(1);
    expect(out).to.match(
      /expected no other rule to fire, "HTML application host starts another program" did \[sysmon\] +false-alarm/,
    );
  });

  it("takes no other recording for the one that was meant", async () => {
    project.edit(RECORDING, "calc.exe", "calb.exe");
    const { code, out } = await project.firedrill("run");
    expect(code).to.equal(1);
    expect(out).to.match(/recording sysmon cannot be relied on/);
    expect(out).to.contain("SHA-256");
  });

  it("compares the checksums of event logs where it is asked to", async () => {
    const sink = new MemorySink();
    const writer = recordingWriter("evtx", sink, RECORDING);
    readContent(Buffer.from(project.read(RECORDING)), RECORDING, (event) => writer.write(event));
    writer.end();
    // The first byte of the checksum of the first chunk's records.
    sink.bytes[4096 + 52]! ^= 1;
    project.write(RECORDING.replace("xml", "evtx"), sink.bytes);
    project.edit(SCENARIO, "sysmon.xml", "sysmon.evtx");
    project.edit(SCENARIO, /    sha256: 9e.*\n/, "");
    const plain = await project.firedrill("run");
    expect(plain.code, plain.out).to.equal(0);
    expect(plain.err).not.to.contain("checksum");
    const verified = await project.firedrill("run", "--verify");
    expect(verified.code, verified.out).to.equal(0);
    expect(verified.err).to.match(/sysmon\.evtx@0x00001034  evtx\/bad-checksum/);
    const replay = ["replay", "--rules", "rules", RECORDING.replace("xml", "evtx"), "--verify"];
    for (const command of [["run", "--verify"], replay]) {
      const strict = await project.firedrill(...command, "--strict");
      expect(strict.code, strict.err).to.equal(2);
      expect(strict.err.split("0x00001034  evtx/bad-checksum"), strict.err).to.have.length(2);
    }
    // Nothing is compared without --verify.
    expect((await project.firedrill("run", "--strict")).code).to.equal(0);
    expect((await project.firedrill(...replay)).code).to.equal(0);
  });

  const unusable: readonly [name: string, content: string | Uint8Array, says: RegExp][] = [
    ["an empty file", "", /empty|no bytes/],
    ["no recording", "MZ\u0000\u0001 not a recording", /format/],
  ];
  for (const [name, content, says] of unusable)
    it(`is unusable with ${name} as a recording`, async () => {
      project.write(RECORDING, content);
      project.edit(SCENARIO, /    sha256: 9e.*\n/, "");
      const { code, out } = await project.firedrill("run");
      expect(code, out).to.equal(2);
      expect(out).to.match(says);
    });

  const signals: readonly [why: string, from: string, to: string, code: number, says: RegExp[]][] =
    [
      [
        "shows the event that came nearest to an unmet signal, and the test that failed",
        "Image|endswith: \\mshta.exe, CommandLine|contains: 'vbscript:Execute'",
        "Image|endswith: \\mshta.exe, CommandLine|contains: 'javascript:Execute'",
        1,
        [
          /expected signal mshta-start \[sysmon\] +unmet/,
          /expected 1 event, found 0\n +nearest event +#8 +sysmon 1/,
          /✔ +Image\|endswith .*mshta\.exe"/,
          /✖ +CommandLine\|contains 'javascript:Execute' .*vbscript/,
          /child \[sysmon\] +blind[^]*it is to come after the signal mshta-start, which has no event/,
        ],
      ],
      [
        "shows what a reference came to",
        "ParentProcessGuid: '@mshta-start.ProcessGuid'",
        "ParentProcessGuid: '@mshta-start.LogonGuid'",
        1,
        [/✖ +ParentProcessGuid: @mshta-start\.LogonGuid/],
      ],
      [
        "says that events come too late for a signal",
        "within: 5s",
        "within: 1ms",
        1,
        [/found 0 of those that come within 1ms after the signal mshta-start/],
      ],
      [
        "calls a signal with a misspelt field blind, and names the near one",
        "Image|endswith: \\mshta.exe, CommandLine|contains",
        "Image|endswith: \\mshta.exe, ComandLine|contains",
        1,
        [/mshta-start \[sysmon\] +blind/, /it needs ComandLine.*Did you mean "CommandLine"\?/],
      ],
      [
        "cannot use a scenario with an unknown sensor",
        "{ sensor: sysmon, EventID: 1, Image|endswith: \\mshta",
        "{ sensor: sysmom, EventID: 1, Image|endswith: \\mshta",
        2,
        [/No sensor is called "sysmom"/, /Did you mean "sysmon"\?/],
      ],
    ];
  for (const [why, from, to, code, says] of signals)
    it(why, async () => {
      project.edit(SCENARIO, from, to);
      const ended = await project.firedrill("run");
      expect(ended.code, ended.out).to.equal(code);
      for (const one of says) expect(ended.out).to.match(one);
    });

  it("meets no signal on a recording that cannot be read", async () => {
    project.write(RECORDING, "MZ\u0000\u0001 not a recording");
    project.edit(SCENARIO, /    sha256: 9e.*\n/, "");
    project.edit(SCENARIO, "    count: 1\n", "    count: { max: 9 }\n");
    const { code, out } = await project.firedrill("run");
    expect(code).to.equal(2);
    expect(out).to.match(/mshta-start \[sysmon\] +blind\n.*\n +the recording cannot be read/);
  });

  it("never passes on a recording without events", async () => {
    project.write(RECORDING, "<Events></Events>");
    project.edit(SCENARIO, /    sha256: 9e.*\n/, "");
    const { code, out } = await project.firedrill("run");
    expect(code).to.equal(1);
    expect(out).to.contain("The recording holds no event.");
  });

  it("says line and column of a scenario that is broken", async () => {
    project.edit(SCENARIO, "others: fail", "othrs: fail");
    const { code, out } = await project.firedrill("run");
    expect(code).to.equal(2);
    expect(out).to.match(new RegExp(`${SCENARIO}:\\d+:3  scenario/unknown-key`));
    expect(out).to.contain('Did you mean "others"?');
  });

  it("does not fail for a scenario in quarantine", async () => {
    project.edit(RULE, "CommandLine|contains:", "CommandLine|endswith:");
    project.edit(SCENARIO, "status: stable", "status: quarantined");
    const { code, out } = await project.firedrill("run");
    expect(code, out).to.equal(0);
    expect(out).to.match(/quarantined missed/);
    expect(out).to.match(
      /1 scenario \(0 passed, 1 quarantined\) · .*\(\d+ passed, 2 quarantined\)/,
    );
    expect(out).not.to.match(/failed/);
  });

  const selections: readonly [args: string[], code: number, says: RegExp][] = [
    [["--technique", "T1218"], 0, /1 scenario passed/],
    [["--technique", "T1003"], 4, /--technique "T1003" selects nothing/],
    [["--technique", "T1218", "--technique", "T1003"], 4, /--technique "T1003" selects nothing/],
    [
      ["--rule", "sigma/mshta-starts-child.yml", "--rule", "sigma/mshta-starts-chid.yml"],
      4,
      /--rule "sigma\/mshta-starts-chid.yml" selects nothing: .* Did you mean "sigma\/mshta-starts-child.yml"\?/,
    ],
    [
      ["--sensor", "sysmon", "--sensor", "secrity"],
      4,
      /--sensor "secrity" selects nothing: .* Did you mean "security"\?/,
    ],
    [["--rule", "no-such-rule", "no-such-scenario"], 2, /no scenario with this id/],
    [
      ["--rule", "no-such-rule", "mshta-inline-vbscript", "no-such-scenario"],
      2,
      /--rule "no-such-rule" selects nothing/,
    ],
    [["--rule", "sigma/mshta-starts-child.yml"], 0, /2 expectations passed/],
    [
      ["--rule", "HTML application host starts another program", "--sensor", "security"],
      0,
      /1 expectation passed/,
    ],
    [["--sensor", "powershell"], 4, /--sensor "powershell" selects nothing/],
    [["no-such-scenario"], 2, /no scenario with this id/],
    [["mshta-inline-vbscrip"], 2, /Did you mean "mshta-inline-vbscript"\?/],
    [["samples"], 4, /No scenario is in samples/],
    [["scenarios", "samples"], 2, /1 scenario passed[^]*samples +file\/empty-folder/],
    [
      ["--rules", "rules", "--rules", "samples"],
      2,
      /1 scenario passed[^]*samples +file\/empty-folder/,
    ],
    [["--rules", "rules", "--rules", "rules/sigma"], 0, /1 scenario passed/],
    [["--rules", "no-such-folder"], 2, /file\/not-found/],
    [["--reporter", "sarf=x"], 3, /--reporter takes name=file/],
    [["--no-such-option"], 3, /Unknown argument/],
  ];
  for (const [args, code, says] of selections)
    it(`ends with ${code} for ${args.join(" ")}`, async () => {
      const ended = await project.firedrill("run", ...args);
      expect(ended.code, ended.out + ended.err).to.equal(code);
      expect(ended.out + ended.err).to.match(says);
    });

  it("writes no report where none is wanted", async () => {
    const { code, out } = await project.firedrill("run", "--no-reporter");
    expect(code, out).to.equal(0);
    expect(out).to.match(/1 scenario passed/);
    expect(existsSync(join(project.folder, "reports"))).to.equal(false);
  });

  it("writes the reports that were asked for, and no others", async () => {
    await project.firedrill("run", "--reporter", "junit=out/x.xml", "--reporter", "text=out/x.txt");
    expect(project.read("out/x.txt")).to.contain("1 scenario passed");
    expect(existsSync(join(project.folder, "out/x.xml"))).to.equal(true);
    expect(existsSync(join(project.folder, "reports"))).to.equal(false);
  });

  for (const [file, reason] of [
    ["scenarios", "illegal operation on a directory"],
    ["out/x.txt/x.xml", "its folder cannot be made: file already exists"],
    ["/dev/full", "no space left on device"],
  ] as const)
    it(`says in a sentence that a report cannot be written to ${file}, and writes the others`, async () => {
      const reporters = ["text=out/x.txt", `junit=${file}`, "json=out/run.json"];
      const words = reporters.flatMap((reporter) => ["--reporter", reporter]);
      const { code, out, err } = await project.firedrill("run", ...words);
      expect(code).to.equal(2);
      expect(err).to.equal(`${file}  file/unwritable\n  The file cannot be written: ${reason}.\n`);
      expect(out).to.contain("1 scenario passed");
      expect(readdirSync(join(project.folder, "out")).sort()).to.deep.equal(["run.json", "x.txt"]);
    });
});
