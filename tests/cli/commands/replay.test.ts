import { expect } from "chai";
import { buildZip } from "../../telemetry/files/build-zip.ts";
import { Project } from "../project.ts";

const SYSMON = "samples/mshta-inline-vbscript/sysmon.xml";
const SECURITY = "samples/mshta-inline-vbscript/security.xml";

describe("firedrill replay", () => {
  let project: Project;
  before(() => void (project = new Project()));
  after(() => project.remove());

  it("prints a JSON line per match, with the promised keys", async () => {
    const { code, out, err } = await project.firedrill("replay", "--format", "ndjson", "samples");
    expect(code, err).to.equal(0);
    const lines = out.split("\n").map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.length).to.be.greaterThan(3);
    for (const line of lines) {
      expect(Object.keys(line)).to.deep.equal(["rule", "events", "via", "byAbsence", "unsupplied"]);
      expect(Object.keys(line["rule"] as object)).to.deep.equal([
        "id",
        "title",
        "language",
        "level",
        "path",
      ]);
      const [event] = line["events"] as object[];
      const keys = ["recording", "position", "record", "time", "channel", "eventId", "computer"];
      expect(Object.keys(event!)).to.deep.equal(keys);
    }
    const order = lines.map((line) => (line["events"] as { recording: string }[])[0]!.recording);
    expect(order).to.deep.equal(order.toSorted());
  });

  it("takes what stands behind -- for recordings, whatever it begins with", async () => {
    project.write("-o.json", '{"EventID":1,"Channel":"x"}\n');
    const { code, err } = await project.firedrill("replay", "--", "-o.json");
    expect(code, err).to.equal(0);
    expect(err).to.match(/1 recording · 1 event/);
  });

  it("names what a sensor could not supply", async () => {
    const rule = "rules/sigma/mshta-script-on-command-line.yml";
    const { out } = await project.firedrill(
      "replay",
      "--rules",
      rule,
      "--format",
      "json",
      SECURITY,
    );
    const [match] = JSON.parse(out) as [{ unsupplied: string[]; via: string[] }];
    expect(match).to.deep.include({
      unsupplied: ["OriginalFileName"],
      via: ["CommandLine", "Image"],
    });
  });

  it("reads what is piped through other names: content decides", async () => {
    project.write("other/recording.bin", project.read(SYSMON));
    const [a, b] = [
      await project.firedrill("replay", "--format", "ndjson", SYSMON),
      await project.firedrill("replay", "--format", "ndjson", "other/recording.bin"),
    ];
    expect(b.out.replaceAll("other/recording.bin", SYSMON)).to.equal(a.out);
  });

  const rows: readonly [name: string, args: string[], code: number, says: RegExp][] = [
    ["a file that is not there", ["no-such.evtx"], 2, /file\/not-found/],
    ["a folder without recordings", ["rules"], 4, /no recording/],
    [
      "a broken rule that was named",
      ["--rules", "broken.yml", SYSMON],
      2,
      /broken\.yml:1:\d+  yaml\/syntax/,
    ],
    [
      "a broken rule beside sound ones",
      ["--rules", "rules", "--rules", "mixed", SYSMON],
      0,
      /1 rule file cannot be used/,
    ],
    [
      "the same, strictly",
      ["--strict", "--rules", "rules", "--rules", "mixed", SYSMON],
      2,
      /mixed\/broken\.yml/,
    ],
    ["a damaged recording", ["damaged.ndjson"], 0, /1 unsound record passed over/],
    ["the same, strictly", ["--strict", "damaged.ndjson"], 2, /1 unsound record passed over/],
    ["a folder without recordings beside one", [SYSMON, "rules"], 2, /rules +file\/empty-folder/],
    ["a folder without recordings", ["rules"], 4, /There is no recording to replay/],
    ["an archive without recordings beside one", [SYSMON, "none.zip"], 2, /archive\/no-recordings/],
    [
      "a folder without rules beside one",
      ["--rules", "rules", "--rules", "samples", SYSMON],
      2,
      /samples +file\/empty-folder/,
    ],
    ["an empty recording", ["empty.evtx"], 2, /recording\/empty/],
    ["a recording without events", ["none.xml"], 0, /recording\/no-events/],
    ["a log source that is none", ["--log-source", "gcp", SYSMON], 3, /--log-source takes/],
    ["no recording at all", [], 3, /Not enough/],
  ];
  before(() => {
    project.write("broken.yml", "title: [");
    project.write("mixed/broken.yml", "title: x\ndetection: 1\n");
    project.write(
      "damaged.ndjson",
      '{"Channel":"System","EventID":1}\n{"Channel":\n{"Channel":"System","EventID":2}\n',
    );
    project.write("empty.evtx", "");
    project.write("none.zip", buildZip({ "read.me": Buffer.from("x") }));
    project.write("none.xml", "<Events></Events>");
  });
  for (const [name, args, code, says] of rows)
    it(`ends with ${code} for ${name}`, async () => {
      const ended = await project.firedrill("replay", ...args);
      expect(ended.code, ended.out + ended.err).to.equal(code);
      expect(ended.err).to.match(says);
    });
});

describe("firedrill", () => {
  let project: Project;
  before(() => void (project = new Project()));
  after(() => project.remove());

  const rows: readonly [args: string[], code: number, says: RegExp][] = [
    [["--help"], 0, /firedrill run \[paths\.\.\]/],
    [["run", "--help"], 0, /Examples:/],
    [["--version"], 0, /^\d+\.\d+\.\d+$/m],
    [[], 3, /Which command\?/],
    [["rnu"], 3, /Did you mean run\?/],
    [["list"], 0, /mshta-inline-vbscript +mshta runs/],
    [["list", "rules"], 0, /rules\/sigma\/mshta-starts-child\.yml/],
    [["list", "recordings"], 0, /samples\/mshta-inline-vbscript\/sysmon\.xml/],
    [["list", "techniques", "--json"], 0, /"technique": "T1218\.005"/],
    [["lint"], 0, /0 errors/],
    [["lint", "no-such-folder"], 2, /file\/not-found/],
    [["schema"], 0, /"\$schema": "https:\/\/json-schema\.org/],
    [["schema", "run"], 0, /What a run of firedrill found/],
    [["schema", "nothing"], 3, /Invalid values/],
  ];
  for (const [args, code, says] of rows)
    it(`${args.join(" ") || "without arguments"} ends with ${code}`, async () => {
      const ended = await project.firedrill(...args);
      expect(ended.code, ended.out + ended.err).to.equal(code);
      expect(ended.out + ended.err).to.match(says);
    });
});
