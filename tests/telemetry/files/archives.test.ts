/** What archives lose or hide: each member by itself, and what stands around them. */
import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { findRecordings } from "../../../harness/telemetry/files/find-recordings.ts";
import { readRecording, type ReadReport } from "../../../harness/telemetry/read.ts";
import { faultsOf } from "../read-all.ts";
import { buildZip } from "./build-zip.ts";

const NDJSON = Buffer.from('{"a":1}\n{"a":2}\n');
const XML = Buffer.from("<Event><System><EventID>1</EventID></System></Event>");

/** Changes the headers of one member: at an offset of the local one, and of that in the directory. */
function withHeader(zip: Buffer, name: string, local: number, value: number, size: 2 | 4): Buffer {
  const changed = Buffer.from(zip);
  for (const [magic, nameAt, at] of [
    ["PK\x03\x04", 30, local],
    ["PK\x01\x02", 46, local + 2],
  ] as const)
    for (
      let found = changed.indexOf(magic, 0, "latin1");
      found >= 0;
      found = changed.indexOf(magic, found + 1, "latin1")
    )
      if (changed.toString("utf8", found + nameAt, found + nameAt + name.length) === name)
        changed.writeUIntLE(value, found + at, size);
  return changed;
}

const MEMBERS = { "a.json": NDJSON, "b.json": NDJSON };
const ARCHIVE = buildZip(MEMBERS);

describe("archives", () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), "firedrill-"))));
  after(() => rmSync(folder, { recursive: true }));

  async function replayed(content: Uint8Array) {
    const path = join(folder, "a.zip");
    writeFileSync(path, content);
    const found = await findRecordings([path]);
    const reports: ReadReport[] = [];
    for (const recording of found.recordings)
      reports.push(await readRecording(recording, () => {}));
    return {
      told: found.diagnostics.map(({ code, severity }) => `${severity} ${code}`),
      events: reports.map(({ events }) => events),
      faults: reports.flatMap(faultsOf),
      messages: found.diagnostics.map(({ message }) => message),
    };
  }

  for (const [what, content, message] of [
    ["a byte behind", Buffer.concat([ARCHIVE, Buffer.from("x")]), "1 byte behind its end"],
    [
      "much behind",
      Buffer.concat([ARCHIVE, Buffer.alloc(200_000, "PK\x05\x06")]),
      "200000 bytes behind its end",
    ],
    ["bytes before", Buffer.concat([Buffer.from("#!/bin/sh\n"), ARCHIVE]), "10 bytes before it"],
    [
      "both",
      Buffer.concat([Buffer.alloc(70_000), ARCHIVE, Buffer.alloc(3)]),
      "70000 bytes before it and 3 bytes behind its end",
    ],
  ] as const)
    it(`are read, and told of: ${what}`, async () => {
      const { told, events, messages } = await replayed(content);
      expect(events).to.deep.equal([2, 2]);
      expect(told).to.deep.equal(["warning archive/bytes-around"]);
      expect(messages[0]).to.equal(`The file holds more than the archive: ${message}.`);
    });

  const ONE = buildZip({ "b.json": NDJSON });
  const head = ARCHIVE.indexOf("PK\x01\x02", 0, "latin1");
  for (const [what, content, where] of [
    ["before it", Buffer.concat([ARCHIVE, ONE]), `${ARCHIVE.length} bytes before it`],
    [
      "behind it",
      Buffer.concat([ONE, ONE.subarray(0, -22)]),
      `${ONE.length - 22} bytes behind its end`,
    ],
    [
      "that its end does not count",
      withoutLast(ARCHIVE, false),
      "in the directory behind 1 member",
    ],
    ["between others", withoutLast(ARCHIVE, true), `at byte ${head / 2}`],
    ["where it lists none", withoutLast(ONE, true), " bytes before it"],
  ] as const)
    it(`lose a member ${what} that they do not list`, async () => {
      const { told, events, messages } = await replayed(content);
      expect(events).to.deep.equal(content.includes("a.json") || what === "behind it" ? [2] : []);
      expect(told[0]).to.equal("error archive/unlisted-member");
      expect(messages[0]).to.contain(where);
      const report = await readRecording(join(folder, "a.zip"), () => {});
      expect(report.skipped > 0 || report.unreadable).to.equal(true);
    });

  it("are told of where a scenario names one, and lose nothing", async () => {
    const path = join(folder, "one.zip");
    writeFileSync(path, Buffer.concat([buildZip({ "a.json": NDJSON }), Buffer.from("\r\n")]));
    const { diagnostics, ...report } = await readRecording(path, () => {});
    expect(report).to.include({ events: 2, skipped: 0, unreadable: false });
    expect(diagnostics.map(({ code }) => code)).to.deep.equal(["archive/bytes-around"]);
  });

  it("that are named tell by name which files are passed over", async () => {
    const others = Object.fromEntries([...Array(12).keys()].map((n) => [`${n}.log`, XML]));
    const content = buildZip({ "a.json": NDJSON, "._a.json": XML, ...others });
    const { told, events, messages } = await replayed(content);
    expect(events).to.deep.equal([2]);
    expect(told).to.deep.equal(["warning archive/other-files"]);
    expect(messages[0]).to.match(
      /^12 files of the archive passed over.*"0\.log", .* and 2 more\.$/,
    );
    const { diagnostics } = await readRecording(join(folder, "a.zip"), () => {});
    expect(diagnostics.map(({ code }) => code)).to.deep.equal(["archive/other-files"]);
    // A nested archive is no recording, either.
    writeFileSync(
      join(folder, "nested.zip"),
      buildZip({ "a.json": Buffer.from("[]"), "b.zip": ARCHIVE }),
    );
    const nested = await readRecording(join(folder, "nested.zip"), () => {});
    expect(nested.diagnostics.map(({ code }) => code)).to.deep.equal([
      "archive/other-files",
      "recording/no-events",
    ]);
  });

  for (const [what, content, fault] of [
    [
      "an encrypted member",
      withHeader(ARCHIVE, "a.json", 6, 1, 2),
      'archive/unreadable: "a.json" is encrypted.',
    ],
    [
      "an unknown method",
      withHeader(ARCHIVE, "a.json", 8, 99, 2),
      'archive/unreadable: "a.json" cannot be unpacked: ',
    ],
    ["a wrong checksum", withHeader(ARCHIVE, "a.json", 14, 1, 4), "archive/bad-checksum: "],
    ["a wrong size", withHeader(ARCHIVE, "a.json", 18, 3, 4), "archive/unreadable: "],
  ] as const)
    it(`lose ${what}, by its name, and no other`, async () => {
      const { told, events, faults } = await replayed(content);
      expect(told).to.deep.equal([]);
      expect(events[1]).to.equal(2);
      expect(faults[0]).to.satisfy((text: string) => text.startsWith(fault), faults[0]);
    });

  it("count what the checksum proves wrong", async () => {
    const path = join(folder, "sum.zip");
    writeFileSync(path, withHeader(ARCHIVE, "b.json", 14, 1, 4));
    const report = await readRecording(`${path}!/b.json`, () => {});
    expect(report).to.include({ events: 2, skipped: 1 });
  });

  it("hold no recordings in what macOS puts beside files", async () => {
    const names = {
      "a.json": NDJSON,
      "__MACOSX/a.json": XML,
      "__MACOSX/._a.json": XML,
      "x/._b.json": XML,
      "._c.zip": XML,
    };
    const { told, events } = await replayed(buildZip(names));
    expect({ told, events }).to.deep.equal({ told: [], events: [2] });
    mkdirSync(join(folder, "mac/__MACOSX"), { recursive: true });
    for (const name of ["a.json", "._a.json", "__MACOSX/a.json"])
      writeFileSync(join(folder, "mac", name), NDJSON);
    const found = await findRecordings([join(folder, "mac")]);
    expect(found).to.deep.include({ recordings: [`${folder}/mac/a.json`], skippedFiles: 2 });
  });

  it("are read whatever path a member says it has, and tell of what they hide", async () => {
    const { told, events } = await replayed(
      buildZip({
        "../up.json": NDJSON,
        "/root.json": NDJSON,
        "b.json": NDJSON,
        "inner.zip": ARCHIVE,
      }),
    );
    expect(events).to.deep.equal([2, 2, 2]);
    expect(told).to.deep.equal(["warning archive/nested"]);
    const twice = await replayed(
      withName(buildZip({ "a.json": NDJSON, "b.json": XML }), "b.json", "a.json"),
    );
    expect(twice.told).to.deep.equal(["error archive/duplicate-member"]);
  });

  it("are read up to where their directory is broken", async () => {
    const broken = Buffer.from(ARCHIVE);
    broken.write("XX", broken.lastIndexOf("PK\x01\x02", undefined, "latin1"), "latin1");
    const { told, events } = await replayed(broken);
    expect({ told, events }).to.deep.equal({ told: ["error archive/unreadable"], events: [2] });
  });

  for (const [what, behind, isLost] of [
    ["nothing", "", false],
    ["padding", "\0".repeat(2000), false],
    ["another member", gzipSync(NDJSON), false],
    ["text", '{"a":3}\n', true],
    ["text behind padding", `${"\0".repeat(9)}x`, true],
    ["half a member", gzipSync(NDJSON).subarray(0, 12), true],
  ] as const)
    it(`of gzip ${isLost ? "tell of" : "may have"} ${what} behind a member`, async () => {
      for (const size of [1, 40_000]) {
        const path = join(folder, "a.json.gz");
        const first = Buffer.from('{"a":1}\n'.repeat(size));
        writeFileSync(path, Buffer.concat([gzipSync(first), Buffer.from(behind)]));
        const report = await readRecording(path, () => {}, { reuseBuffers: true });
        const { skipped, unreadable, events } = report;
        expect(skipped > 0 || unreadable, faultsOf(report).join()).to.equal(isLost);
        expect(events).to.equal(size + (what === "another member" ? 2 : 0));
      }
    });

  it("of gzip are read up to what is damaged in them", async () => {
    const path = join(folder, "b.json.gz");
    const packed = gzipSync(NDJSON);
    const sum = Buffer.from(packed);
    sum[packed.length - 8]! ^= 1;
    for (const content of [sum, packed.subarray(0, -8), Buffer.concat([packed, sum])]) {
      writeFileSync(path, content);
      const report = await readRecording(path, () => {}, { reuseBuffers: true });
      expect(report).to.include({ events: content.length > packed.length ? 4 : 2, skipped: 1 });
    }
  });

  it("and recordings that are pipes or sockets are not opened in a folder", async function () {
    if (process.platform === "win32") return this.skip();
    const other = join(folder, "pipes");
    mkdirSync(other);
    for (const name of ["a.json", "b.zip", "c"]) execFileSync("mkfifo", [join(other, name)]);
    writeFileSync(join(other, "d.json"), NDJSON);
    const server = createServer().listen(join(other, "e.evtx"));
    await new Promise((resolve) => server.once("listening", resolve));
    const found = await findRecordings([other]);
    server.close();
    expect(found.recordings).to.deep.equal([`${other}/d.json`]);
    expect(found.skippedFiles).to.equal(4);
    expect(
      found.diagnostics.map(({ code, severity, file }) => [code, severity, file]),
    ).to.deep.equal(
      ["a.json", "b.zip", "e.evtx"].map((name) => ["file/skipped", "warning", `${other}/${name}`]),
    );
    // One that is named is tried.
    expect((await findRecordings([join(other, "a.json")])).recordings).to.have.length(1);
  });

  it("whose names are no UTF-8 are told of, and so are folders", async function () {
    if (process.platform !== "linux") return this.skip();
    const other = join(folder, "names");
    const bytes = (name: string): Buffer =>
      Buffer.concat([Buffer.from(`${other}/`), Buffer.from(name, "latin1")]);
    mkdirSync(other);
    mkdirSync(bytes("\xe9"));
    for (const name of ["\xe9.json", "\xe9.txt", "ok.json"]) writeFileSync(bytes(name), NDJSON);
    writeFileSync(join(other, "\ufffd.json"), NDJSON);
    const found = await findRecordings([other]);
    expect(found.recordings).to.deep.equal([`${other}/ok.json`, `${other}/\ufffd.json`]);
    expect(found.diagnostics.map(({ message }) => message).sort()).to.deep.equal([
      "The folder cannot be read: its name is not UTF-8.",
    ]);
  });
});

/** Without the last entry of its directory: its end does not count it, or it is gone, too. */
function withoutLast(zip: Buffer, isGone: boolean): Buffer {
  const last = zip.lastIndexOf("PK\x01\x02", undefined, "latin1");
  const end = Buffer.from(zip.subarray(-22));
  for (const at of [8, 10]) end.writeUInt16LE(end.readUInt16LE(at) - 1, at);
  if (!isGone) return Buffer.concat([zip.subarray(0, -22), end]);
  end.writeUInt32LE(end.readUInt32LE(12) - (zip.length - 22 - last), 12);
  return Buffer.concat([zip.subarray(0, last), end]);
}

function withName(zip: Buffer, name: string, other: string): Buffer {
  return Buffer.from(zip.toString("latin1").replaceAll(name, other), "latin1");
}
