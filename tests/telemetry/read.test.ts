import { expect } from "chai";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { constants, gunzipSync, gzipSync } from "node:zlib";
import type { LogEvent, ShownEvent } from "../../harness/events/event.ts";
import { readRecording, type ReadReport } from "../../harness/telemetry/read.ts";
import { sha256OfFile } from "../../harness/telemetry/files/sha256.ts";
import { buildZip } from "./files/build-zip.ts";
import { buildEvtx, ChunkBuilder, eventTag, systemValues } from "./evtx/evtx-builder.ts";
import { faultsOf, readAll } from "./read-all.ts";
import { keepEvent } from "../../harness/events/keep-event.ts";

const NDJSON = Buffer.from('{"a":1}\n{"a":2}\n{"a":3}\n');
const EVTX = buildEvtx([
  new ChunkBuilder().add(eventTag([]), systemValues(1, 1)).build(),
  new ChunkBuilder().add(eventTag([]), systemValues(1, 2)).build(),
]);
const XML = Buffer.from("<Event><System><EventID>1</EventID></System></Event>");

describe("readRecording", () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), "firedrill-"))));
  after(() => rmSync(folder, { recursive: true }));

  async function read(
    name: string,
    content?: Uint8Array,
  ): Promise<{ events: LogEvent[]; report: ReadReport }> {
    if (content) writeFileSync(join(folder, name.split("!/")[0]!), content);
    const events: LogEvent[] = [];
    const report = await readRecording(join(folder, name), (event) =>
      events.push(keepEvent(event)),
    );
    expect(report.events).to.equal(events.length);
    return { events, report };
  }

  /** Name, which tells nothing; content; format; number of events. */
  for (const [name, content, format, events] of [
    ["a.bin", EVTX, "evtx", 2],
    ["b.evtx", NDJSON, "ndjson", 3],
    ["c.json", XML, "xml", 1],
    ["d", gzipSync(EVTX), "evtx", 2],
    ["e.gz", Buffer.concat([gzipSync(NDJSON), gzipSync('{"a":4}\n')]), "ndjson", 4],
    ["f.zip!/x/b.evtx", buildZip({ "a.txt": NDJSON, "x/b.evtx": EVTX }), "evtx", 2],
    ["g.zip!/b.json.gz", buildZip({ "b.json.gz": gzipSync(NDJSON) }), "ndjson", 3],
    ["h.zip", buildZip({ "only.json": NDJSON }), "ndjson", 3],
  ] as const)
    it(`recognises ${name} by its content`, async () => {
      const { report } = await read(name, content);
      expect(report).to.deep.include({
        format,
        events,
        skipped: 0,
        unreadable: false,
        diagnostics: [],
      });
      expect(report.path).to.equal(join(folder, name));
    });

  /** Name, content, the diagnostic. */
  for (const [name, content, fault] of [
    ["empty.evtx", Buffer.alloc(0), "recording/empty: The recording holds no bytes."],
    ["empty.gz", gzipSync(""), "recording/empty: The recording holds no bytes."],
    [
      "text.json",
      Buffer.from("Dear sir, or madam\n"),
      "recording/unknown-format: The content is none of the formats of a recording.",
    ],
    [
      "blank.json",
      Buffer.from(" \n\n"),
      "recording/unknown-format: The content is none of the formats of a recording.",
    ],
    [
      "zeros.evtx",
      Buffer.alloc(70_000),
      "recording/unknown-format: The content is none of the formats of a recording.",
    ],
    [
      "table.csv",
      Buffer.from("Timestamp,DeviceName,ActionType\r\n1,2,3\r\n"),
      "recording/unsupported-format: CSV is not supported yet.",
    ],
    [
      "quoted.csv",
      Buffer.from('\ufeff"Timestamp";"Device Name"\n1;2\n'),
      "recording/unsupported-format: CSV is not supported yet.",
    ],
    [
      "old.evt",
      Buffer.from("30000000" + "4c664c65".padEnd(200, "0"), "hex"),
      "recording/unsupported-format: Event logs of Windows XP (.evt) are not supported.",
    ],
    [
      "twice.gz",
      gzipSync(gzipSync(NDJSON)),
      "recording/unsupported-format: An archive inside an archive is not opened.",
    ],
    [
      "broken.gz",
      Buffer.concat([Buffer.from([0x1f, 0x8b, 1, 0]), Buffer.alloc(50, 0xaa)]),
      "archive/unreadable: The archive cannot be unpacked further: ",
    ],
    [
      "broken.zip",
      Buffer.from("PK\x03\x04 and nothing more"),
      "archive/unreadable: The archive cannot be read: ",
    ],
    [
      "none.zip",
      buildZip({ "a.txt": NDJSON }),
      "archive/no-recordings: The archive holds no recording.",
    ],
    [
      "two.zip",
      buildZip({ "a.json": NDJSON, "b.json": NDJSON }),
      "archive/unreadable: The archive holds 2 recordings.",
    ],
    ["some.zip!/c.json", buildZip({ "a.json": NDJSON }), 'file/not-found: "'],
    [
      "secret.zip!/a.json",
      buildZip({ "a.json": NDJSON }, 1),
      'archive/unreadable: "a.json" is encrypted.',
    ],
    ["missing.evtx", undefined, "file/not-found: No file has this path."],
    ["missing.zip!/a.json", undefined, "file/not-found: No file has this path."],
    [".", undefined, "file/unreadable: A folder is not a recording."],
  ] as const)
    it(`reports ${name} as unreadable, with one diagnostic`, async () => {
      const { report } = await read(name, content);
      expect(report).to.deep.include({ events: 0, skipped: 0, unreadable: true });
      expect(faultsOf(report)).to.have.length(1);
      expect(faultsOf(report)[0]).to.satisfy((text: string) => text.startsWith(fault));
      expect(report.diagnostics[0]!.severity).to.equal("error");
    });

  it("reads what a cut-off gzip file holds", async () => {
    const lines = Array.from(
      { length: 20_000 },
      (_, i) => `{"a":${i},"b":"${createHash("md5").update(String(i)).digest("hex")}"}\n`,
    );
    const packed = gzipSync(lines.join(""));
    const cut = packed.subarray(0, packed.length / 2);
    const { report } = await read("cut.gz", cut);
    expect(report.events).to.be.within(5_000, 15_000);
    expect(report.unreadable).to.equal(false);
    expect(report.diagnostics.map(({ code }) => code)).to.deep.equal([
      "archive/unreadable",
      "recording/truncated",
    ]);
    const held = readAll(gunzipSync(cut, { finishFlush: constants.Z_SYNC_FLUSH }));
    // The cut itself counts as skipped, too.
    expect(held.report).to.deep.include({ events: report.events, skipped: report.skipped - 1 });
  });

  it("stops at a gzip bomb, and keeps what was read", async function () {
    this.timeout(60_000);
    const megabyte = gzipSync(Buffer.alloc(1024 * 1024, "\n"));
    const bomb = Buffer.concat([
      gzipSync('{"a":1}\n'),
      ...Array.from({ length: 140 }, () => megabyte),
    ]);
    const { report } = await read("bomb.gz", bomb);
    expect(report).to.deep.include({ events: 1, skipped: 1, unreadable: false });
    expect(report.diagnostics.map(({ code }) => code)).to.deep.equal(["archive/too-large"]);
  });

  it("reads a log in the order of its records, over the ends of its pieces", async () => {
    const tag = eventTag([]);
    const chunks = Array.from({ length: 5 }, (_, i) =>
      new ChunkBuilder()
        .add(tag, systemValues(1, 2 * i))
        .add(tag, systemValues(1, 2 * i + 1))
        .build(),
    );
    const log = buildEvtx(chunks);
    for (const content of [log, gzipSync(log)]) {
      const { events } = await read("long.evtx", content);
      expect(events.map(({ record, position }) => [record, position])).to.deep.equal(
        Array.from({ length: 10 }, (_, i) => [i, i + 1]),
      );
    }
  });

  it("reads many at once, each into memory that is used again", async () => {
    // Some are recognised by their first piece, some only at their end, some are of several pieces.
    const sizes = [1, 500, 2000, 120_000];
    const many = Array.from({ length: 16 }, (_, i) => {
      const path = join(folder, `many-${i}`);
      const lines = Buffer.from(`{"a":${i}}\n`.repeat(sizes[i % 4]!));
      writeFileSync(path, i % 5 === 0 ? gzipSync(lines) : lines);
      return { path, i };
    });
    const readNext = async (): Promise<void> => {
      for (let next = many.pop(); next; next = many.pop()) {
        const { path, i } = next;
        let events = 0;
        const see = (event: ShownEvent): void => void (events += event.get("a") === i ? 1 : 0);
        const report = await readRecording(path, see, { reuseBuffers: true });
        expect(faultsOf(report)).to.deep.equal([]);
        expect(events).to.equal(sizes[i % 4]);
      }
    };
    await Promise.all(Array.from({ length: 4 }, readNext));
  });

  it("passes on what the receiver throws", async () => {
    writeFileSync(join(folder, "ok.json"), NDJSON);
    let error: unknown;
    await readRecording(join(folder, "ok.json"), () => {
      throw new Error("ours");
    }).catch((thrown: unknown) => (error = thrown));
    expect(error).to.be.an("error").with.property("message", "ours");
  });

  it("ends when it is told to", async () => {
    const stop = new AbortController();
    stop.abort(new Error("stopped"));
    writeFileSync(join(folder, "ok.json"), NDJSON);
    let error: unknown;
    await readRecording(join(folder, "ok.json"), () => {}, { signal: stop.signal }).catch(
      (thrown: unknown) => (error = thrown),
    );
    expect(error).to.be.an("error").with.property("message", "stopped");
  });

  it("reads a file whose path looks like that of a member", async () => {
    mkdirSync(join(folder, "odd!"));
    const { report } = await read("odd!/a.json").then(() => {
      writeFileSync(join(folder, "odd!", "a.json"), NDJSON);
      return read("odd!/a.json");
    });
    expect(report.events).to.equal(3);
  });

  it("gives the SHA-256 of a file", async () => {
    writeFileSync(join(folder, "abc"), "abc");
    expect(await sha256OfFile(join(folder, "abc"))).to.equal(
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
  });
});
