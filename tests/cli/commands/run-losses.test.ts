import { expect } from "chai";
import { gzipSync } from "node:zlib";
import { buildZip } from "../../telemetry/files/build-zip.ts";
import { readContent } from "../../telemetry/read-content.ts";
import { MemorySink } from "../../telemetry/write/memory-sink.ts";
import { recordingWriter } from "../../../harness/telemetry/write/recording-writer.ts";
import { Project } from "../project.ts";

const SCENARIO = "scenarios/lossy.scenario.yml";
const XML = "samples/mshta-inline-vbscript/sysmon.xml";

/** A rule that stays silent on a recording: on all of it that could be read. */
const scenarioOf = (file: string, more = ""): string => `schema: 1
id: lossy
title: A recording of which something is lost
recordings:
  r: { file: ../${file}, sensor: sysmon${more} }
expect:
  silent: [{ rule: sigma/certutil-download.yml }]
  others: ignore
`;

describe("firedrill run on a recording that lost something", () => {
  let project: Project;
  beforeEach(() => void (project = new Project()));
  afterEach(() => project.remove());

  const sound = () => Buffer.from(project.read(XML));

  function written(format: "evtx" | "ndjson"): Buffer {
    const sink = new MemorySink();
    const writer = recordingWriter(format, sink, XML);
    readContent(sound(), XML, (event) => writer.write(event));
    writer.end();
    return Buffer.from(sink.bytes);
  }

  async function outcome(
    file: string,
    content: Uint8Array | string,
    damaged = "",
    ...args: string[]
  ) {
    project.write(file, content);
    project.write(SCENARIO, scenarioOf(file, damaged));
    const ended = await project.firedrill("run", SCENARIO, ...args);
    const { scenarios } = JSON.parse(project.read("reports/run.json")) as {
      scenarios: {
        recordings: {
          skipped: number;
          sound: boolean;
          passed: boolean;
          reason: string;
          diagnostics: { code: string }[];
        }[];
        verdicts: { outcome: string }[];
      }[];
    };
    const [recording] = scenarios[0]!.recordings;
    return { ...ended, ...recording!, verdict: scenarios[0]!.verdicts[0]!.outcome };
  }

  const broken = (xml: string): string => xml.replace("<EventData>", "<EventData><Oops");

  it("passes on the sound one", async () => {
    const { code, skipped, passed, verdict, out } = await outcome("samples/r.xml", sound());
    expect({ code, skipped, passed, verdict }, out).to.deep.equal({
      code: 0,
      skipped: 0,
      passed: true,
      verdict: "silent",
    });
  });

  const damages: readonly [
    about: string,
    file: string,
    content: () => Uint8Array | string,
    place: RegExp,
  ][] = [
    ["broken XML", "samples/r.xml", () => broken(String(sound())), /samples\/r\.xml:\d+:\d+ /],
    [
      "a broken line",
      "samples/r.ndjson",
      () => String(written("ndjson")).replace('{"', '{"x" '),
      /samples\/r\.ndjson:1:\d+ /,
    ],
    [
      "a damaged record of an event log",
      "samples/r.evtx",
      () => {
        const bytes = written("evtx");
        // The first record's size, and the BinXML of the next one.
        bytes.writeUInt32LE(0xffff_ffff, 4096 + 512 + 4);
        return bytes;
      },
      /samples\/r\.evtx@0x0000/,
    ],
    [
      "an event log that ends inside a record",
      "samples/r.evtx",
      () => {
        const bytes = written("evtx");
        return bytes.subarray(0, 4096 + bytes.readUInt32LE(4096 + 48) - 40);
      },
      /samples\/r\.evtx@0x0000/,
    ],
    [
      "an archive that ends early",
      "samples/r.xml.gz",
      () => gzipSync(sound()).subarray(0, -300),
      /samples\/r\.xml\.gz/,
    ],
    [
      "an export that ends inside an event",
      "samples/r.xml",
      () => String(sound()).slice(0, -40),
      /samples\/r\.xml:\d+:\d+ /,
    ],
    [
      "an export that ends between two events",
      "samples/r.xml",
      () => String(sound()).slice(0, String(sound()).indexOf("</Event>") + 8),
      /samples\/r\.xml:\d+:\d+ /,
    ],
  ];
  for (const [about, file, content, place] of damages)
    it(`fails for ${about}, unless so much is announced`, async () => {
      const unsaid = await outcome(file, content());
      expect([unsaid.code, unsaid.sound, unsaid.passed, unsaid.verdict], unsaid.out).to.deep.equal([
        1,
        false,
        false,
        "blind",
      ]);
      expect(unsaid.out).to.match(place);
      const { skipped } = unsaid;
      expect(skipped).to.be.greaterThan(0);
      const said = await outcome(
        file,
        content(),
        `, damaged: { records: ${skipped}, why: It is. }`,
      );
      expect([said.code, said.sound, said.passed, said.verdict], said.out).to.deep.equal([
        0,
        false,
        true,
        "silent",
      ]);
      expect(said.out).to.match(/known damage.*It is\./);
      const wrong = await outcome(
        file,
        content(),
        `, damaged: { records: ${skipped + 1}, why: It is. }`,
      );
      expect([wrong.code, wrong.passed]).to.deep.equal([1, false]);
      expect(wrong.reason).to.contain(`"damaged" announces ${skipped + 1}`);
    });

  it("names what it passes over in an archive", async () => {
    const zip = buildZip({ "a.xml": sound(), "b.log": sound() });
    const { code, err, diagnostics } = await outcome("samples/r.zip", zip);
    expect(code, err).to.equal(0);
    expect(err).to.match(/samples\/r\.zip {2}archive\/other-files\n.*1 file .*"b\.log"/);
    expect(diagnostics.map((one) => one.code)).to.deep.equal(["archive/other-files"]);
  });

  it("tells members of archives apart where the scenario does", async () => {
    const short = () => gzipSync(sound()).subarray(0, -300);
    const { skipped } = await outcome("samples/r.xml.gz", short());
    const announcing = (members: number) =>
      outcome(
        "samples/r.xml.gz",
        short(),
        `, damaged: { records: ${skipped}, members: ${members}, why: It is. }`,
      );
    expect((await announcing(1)).code).to.equal(0);
    expect((await announcing(2)).code).to.equal(1);
  });

  it("fails if damage is announced, and there is none", async () => {
    const damaged = ", damaged: { records: 1, why: It was. }";
    const { code, reason } = await outcome("samples/r.xml", sound(), damaged);
    expect(code).to.equal(1);
    expect(reason).to.contain("nothing is lost: remove it");
  });

  it("with --strict exits 2 for what is not announced, and prints it", async () => {
    const xml = broken(String(sound()));
    const unsaid = await outcome("samples/r.xml", xml, "", "--strict");
    expect(unsaid.code).to.equal(2);
    expect(unsaid.err).to.match(/samples\/r\.xml:\d+:\d+ {2}recording\/broken-xml/);
    const damaged = `, damaged: { records: ${unsaid.skipped}, why: It is. }`;
    const said = await outcome("samples/r.xml", xml, damaged, "--strict");
    expect(said.code, said.err).to.equal(0);
  });

  it("goes on replaying it", async () => {
    project.write("samples/r.xml", broken(String(sound())));
    const { code, err } = await project.firedrill("replay", "--rules", "rules", "samples/r.xml");
    expect(code, err).to.equal(0);
  });

  it("wants whole numbers and a reason", async () => {
    for (const damaged of [
      "{ records: 0, why: x }",
      "{ records: 1 }",
      "{ records: some, why: x }",
    ]) {
      project.write(SCENARIO, scenarioOf("samples/r.xml", `, damaged: ${damaged}`));
      const { code, out } = await project.firedrill("run", SCENARIO);
      expect(code, out).to.equal(2);
      expect(out).to.contain("damaged");
    }
  });

  it("fails as a mocha spec", async () => {
    project.write("samples/r.xml", broken(String(sound())));
    project.write(SCENARIO, scenarioOf("samples/r.xml"));
    const { code, out } = await project.mocha(SCENARIO);
    expect(code).to.equal(2);
    expect(out).to.match(/recording r cannot be relied on/);
  });
});
