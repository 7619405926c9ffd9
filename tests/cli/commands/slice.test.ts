import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import type { LogEvent } from "../../../harness/events/event.ts";
import { UNSEEN } from "../../../harness/slice/redaction/redaction.ts";
import { fieldsOf, readAll } from "../../telemetry/read-all.ts";
import { Project } from "../project.ts";

const SYSMON = "samples/mshta-inline-vbscript/sysmon.xml";
const SECURITY = "samples/mshta-inline-vbscript/security.xml";
const ALL = ["--redact", "user,host,domain,sid,ip"];

describe("firedrill slice", () => {
  let project: Project;
  before(() => void (project = new Project()));
  after(() => project.remove());

  const read = (file: string): LogEvent[] =>
    readAll(readFileSync(join(project.folder, file))).events;
  const idsOf = (file: string): (number | null)[] => read(file).map(({ record }) => record);
  let count = 0;
  const cut = async (
    source: string,
    args: readonly string[],
    extension = "evtx",
  ): Promise<LogEvent[]> => {
    const output = `cut/${count++}.${extension}`;
    const { code, err } = await project.firedrill("slice", source, ...args, "-o", output);
    expect(code, err).to.equal(0);
    return read(output);
  };

  for (const format of ["evtx", "xml", "ndjson"])
    it(`without a selection writes the recording again, as ${format}`, async () => {
      const events = await cut(SYSMON, [], format);
      expect(events.map(fieldsOf)).to.deep.equal(read(SYSMON).map(fieldsOf));
    });

  it("prints the entry for a scenario, and nothing else, on stdout", async () => {
    const { code, out, err } = await project.firedrill(
      "slice",
      SYSMON,
      "--where",
      "EventID: 1",
      "-o",
      "samples/My Slice.evtx",
    );
    expect(code, err).to.equal(0);
    const starts = read(SYSMON).filter((event) => event.class.eventId === 1).length;
    const bytes = readFileSync(join(project.folder, "samples/My Slice.evtx"));
    expect(parse(out)).to.deep.equal({
      recordings: {
        "my-slice": {
          file: "../samples/My Slice.evtx",
          sensor: "sysmon",
          sha256: createHash("sha256").update(bytes).digest("hex"),
          provenance: {
            kind: "derived",
            by: "firedrill slice",
            note: `${starts} of 28 events of sysmon.xml.`,
          },
        },
      },
    });
    expect(err).to.include(`${starts} of 28 events → samples/My Slice.evtx (69632 bytes)`);
  });

  it("gives an entry with which a scenario runs", async () => {
    const sliced = await project.firedrill(
      "slice",
      SYSMON,
      "--where",
      "EventID: 1",
      "-o",
      "samples/only-starts.evtx",
    );
    project.write(
      "scenarios/sliced.scenario.yml",
      `schema: 1\nid: sliced\ntitle: A slice is played\n${sliced.out}\nexpect:\n  others: ignore\n  fire:\n    - rule: sigma/mshta-starts-child.yml\n`,
    );
    const { code, out, err } = await project.firedrill("run", "sliced");
    expect(code, out + err).to.equal(0);
  });

  it("selects by several conditions, in raw names and Sigma's, and keeps order and record ids", async () => {
    const source = read(SECURITY);
    const wanted = source.filter(
      (event) =>
        event.class.eventId === 4624 ||
        /\\mshta\.exe$/i.test(String(event.get("NewProcessName") ?? "")),
    );
    expect(wanted).to.not.be.empty;
    const events = await cut(SECURITY, [
      "--where",
      "EventID: 4624",
      "--where",
      "{Image|endswith: \\mshta.exe}",
    ]);
    expect(events.map(fieldsOf)).to.deep.equal(wanted.map(fieldsOf));
  });

  it("adds what happened around, within the bounds, up to a limit", async () => {
    const all = read(SYSMON);
    const chosen = all.filter(
      (event) => /\\calc\.exe$/i.test(String(event.get("Image"))) && event.class.eventId === 1,
    );
    expect(chosen).to.have.length(1);
    const moment = Date.parse(chosen[0]!.time!);
    const near = all.filter(({ time }) => Math.abs(Date.parse(time!) - moment) <= 5000);
    expect(near.length).to.be.within(2, all.length - 1);
    const where = ["--where", "{EventID: 1, Image|endswith: \\calc.exe}", "--around", "5s"];
    expect(await cut(SYSMON, where)).to.have.length(near.length);
    const bounded = await cut(SYSMON, [...where, "--from", chosen[0]!.time!]);
    expect(bounded.map(({ record }) => record)).to.deep.equal(
      near.filter(({ time }) => time! >= chosen[0]!.time!).map(({ record }) => record),
    );
    expect(await cut(SYSMON, [...where, "--limit", "2"])).to.have.length(2);
  });

  it("takes a process with its descendants, by GUID or id, and narrows it by --where", async () => {
    const mshta = read(SYSMON).find(
      (event) => event.class.eventId === 1 && /\\mshta\.exe$/i.test(String(event.get("Image"))),
    )!;
    const tree = await cut(SYSMON, ["--process-tree", String(mshta.get("ProcessGuid"))]);
    const images = new Set(
      tree.map((event) => String(event.get("Image")).replace(/.*\\/, "").toLowerCase()),
    );
    expect([...images].toSorted()).to.deep.equal(["calc.exe", "mshta.exe"]);
    const same = await cut(SYSMON, ["--process-tree", String(mshta.get("ProcessId"))]);
    expect(same.map(fieldsOf)).to.deep.equal(tree.map(fieldsOf));
    const starts = await cut(SYSMON, [
      "--process-tree",
      String(mshta.get("ProcessGuid")),
      "--where",
      "EventID: 1",
    ]);
    expect(starts).to.have.length(2);
  });

  it("redacts, lists what it replaced, and changes nothing the second time", async () => {
    const { code, err } = await project.firedrill(
      "slice",
      SECURITY,
      ...ALL,
      "-o",
      "cut/redacted.xml",
    );
    expect(code, err).to.equal(0);
    expect(err).to.match(/^user {4}j\.moreau → anonuser1 {2}\(\d+×\)$/m);
    expect(err).to.match(/^host {4}WS-FIN-07 → ANONHOST1 {2}\(\d+×\)$/m);
    const text = project.read("cut/redacted.xml");
    for (const name of ["moreau", "WS-FIN-07", "corp.example", "CORP"])
      expect(text.toLowerCase()).to.not.include(name.toLowerCase());
    expect(text).to.include("S-1-5-18");
    expect(err).to.include(`Redaction does not see: ${UNSEEN[0]}; `);
    expect(err).to.include("Read the slice before you share it.");
    await project.firedrill("slice", "cut/redacted.xml", ...ALL, "-o", "cut/twice.xml");
    expect(project.read("cut/twice.xml")).to.equal(text);
  });

  it("says nothing of redaction where none was asked for", async () => {
    const { err } = await project.firedrill("slice", SECURITY, "-o", "cut/plain.xml");
    expect(err).to.not.include("Redaction");
  });

  it("redacts values, keys and ARNs of CloudTrail", async () => {
    project.write(
      "arn.json",
      JSON.stringify({
        eventVersion: "1.08",
        eventSource: "iam.amazonaws.com",
        eventName: "PutUserPolicy",
        sourceIPAddress: "10.1.2.3",
        userIdentity: {
          type: "IAMUser",
          arn: "arn:aws:iam::123456789012:user/it/bob",
          userName: "bob",
        },
        requestParameters: { tags: { "carol.k@corp.example": [{ by: "BOB" }], plain: 1 } },
        resources: [{ ARN: "arn:aws:sts::123456789012:assumed-role/Admin/dave" }],
      }),
    );
    const args = ["slice", "arn.json", ...ALL, "-o", "cut/arn.ndjson"];
    const { code, err } = await project.firedrill(...args);
    expect(code, err).to.equal(0);
    expect(JSON.parse(project.read("cut/arn.ndjson"))).to.deep.equal({
      eventVersion: "1.08",
      eventSource: "iam.amazonaws.com",
      eventName: "PutUserPolicy",
      sourceIPAddress: "10.255.0.1",
      userIdentity: {
        type: "IAMUser",
        arn: "arn:aws:iam::123456789012:user/it/anonuser2",
        userName: "anonuser2",
      },
      requestParameters: { tags: { "anonuser1@corp.example": [{ by: "anonuser2" }], plain: 1 } },
      resources: [{ ARN: "arn:aws:sts::123456789012:assumed-role/Admin/anonuser3" }],
    });
  });

  it("moves the first event to a time, and keeps the gaps", async () => {
    const before = read(SYSMON);
    const events = await cut(SYSMON, ["--rebase", "2030-05-01T00:00:00Z"]);
    const shift = Date.parse("2030-05-01T00:00:00Z") - Date.parse(before[0]!.time!);
    expect(events[0]!.time).to.equal("2030-05-01T00:00:00.0000000Z");
    events.forEach((event, i) => {
      expect(
        Math.abs(Date.parse(event.time!) - Date.parse(before[i]!.time!) - shift),
      ).to.be.at.most(1);
      const utc = (one: LogEvent): number =>
        Date.parse(`${String(one.get("UtcTime")).replace(" ", "T")}Z`);
      if (before[i]!.get("UtcTime") !== undefined)
        expect(Math.abs(utc(event) - utc(before[i]!) - shift)).to.be.at.most(1);
    });
    expect(events.map(({ record }) => record)).to.deep.equal(idsOf(SYSMON));
  });

  it("takes its own place with --force only", async () => {
    project.write("own.xml", project.read(SYSMON));
    const refused = await project.firedrill("slice", "own.xml", "--limit", "3", "-o", "own.xml");
    expect(refused.code).to.equal(3);
    expect(refused.err).to.match(/is there already; --force/);
    expect(read("own.xml").length).to.be.greaterThan(3);
    const { code } = await project.firedrill(
      "slice",
      "own.xml",
      "--limit",
      "3",
      "-o",
      "own.xml",
      "--force",
    );
    expect(code).to.equal(0);
    expect(read("own.xml")).to.have.length(3);
  });

  it("keeps telemetry of other sources as it is", async () => {
    const record = (n: number) => ({
      eventVersion: "1.08",
      eventSource: "iam.amazonaws.com",
      eventName: `E${n}`,
      requestParameters: { userName: "x" },
    });
    project.write("trail.json", JSON.stringify({ Records: [1, 2, 3].map(record) }));
    const { code, out } = await project.firedrill(
      "slice",
      "trail.json",
      "--where",
      "eventName: E2",
      "-o",
      "cut/trail.ndjson",
    );
    expect(code).to.equal(0);
    expect(
      (parse(out) as { recordings: { trail: { sensor: string } } }).recordings.trail.sensor,
    ).to.equal("cloudtrail");
    expect(JSON.parse(project.read("cut/trail.ndjson"))).to.deep.equal(record(2));
  });

  const rows: readonly [name: string, args: string[], code: number, says: RegExp][] = [
    [
      "a selection of nothing",
      [SYSMON, "--where", "EventID: 9999", "-o", "no.evtx"],
      4,
      /None of 28 events is selected; nothing was written/,
    ],
    [
      "a process nobody is",
      [SYSMON, "--process-tree", "999999", "-o", "no.evtx"],
      4,
      /No process of the recording is "999999"/,
    ],
    ["a recording that is not there", ["no-such.evtx", "-o", "no.evtx"], 2, /file\/not-found/],
    [
      "a recording that cannot be read",
      ["junk.evtx", "-o", "no.evtx"],
      2,
      /recording\/unknown-format/,
    ],
    ["nothing that the format can hold", ["other.json", "-o", "no.evtx"], 2, /write\/not-windows/],
    ["a folder that is a file", [SYSMON, "-o", "junk.evtx/no.evtx"], 2, /file\/unwritable/],
    [
      "a broken selection",
      [SYSMON, "--where", "Image|nope: x", "-o", "no.evtx"],
      3,
      /--where:1:7 {2}sigma\/unknown-modifier/,
    ],
    [
      "a selection that is no YAML",
      [SYSMON, "--where", "{a: [", "-o", "no.evtx"],
      3,
      /yaml\/syntax/,
    ],
    [
      "an ending of no format",
      [SYSMON, "-o", "no.csv"],
      3,
      /ends in none of \.evtx, \.xml, \.ndjson/,
    ],
    ["no output", [SYSMON], 3, /output/],
    [
      "an unknown redaction",
      [SYSMON, "--redact", "user,face", "-o", "no.evtx"],
      3,
      /--redact takes .* not "face"/,
    ],
    [
      "a duration that is none",
      [SYSMON, "--where", "EventID: 1", "--around", "soon", "-o", "no.evtx"],
      3,
      /--around takes/,
    ],
    ["around nothing", [SYSMON, "--around", "5m", "-o", "no.evtx"], 3, /--around needs/],
    [
      "a time that is none",
      [SYSMON, "--from", "yesterday", "-o", "no.evtx"],
      3,
      /--from takes a time/,
    ],
    [
      "times the wrong way round",
      [SYSMON, "--from", "2026-02-01", "--to", "2026-01-01", "-o", "no.evtx"],
      3,
      /--from lies after --to/,
    ],
    [
      "a process that is none",
      [SYSMON, "--process-tree", "mshta", "-o", "no.evtx"],
      3,
      /--process-tree takes/,
    ],
    ["a limit of nothing", [SYSMON, "--limit", "0", "-o", "no.evtx"], 3, /--limit takes/],
    ["several recordings", ["samples", "-o", "no.evtx"], 3, /holds \d+ recordings/],
  ];
  before(() => {
    project.write("junk.evtx", "nothing that is a recording");
    project.write("other.json", '{"a":1}');
  });
  for (const [name, args, code, says] of rows)
    it(`ends with ${code} for ${name}, and writes nothing`, async () => {
      const ended = await project.firedrill("slice", ...args);
      expect(ended.code, ended.out + ended.err).to.equal(code);
      expect(ended.err).to.match(says);
      expect(ended.out).to.equal("");
      expect(existsSync(join(project.folder, "no.evtx"))).to.be.false;
    });
});
