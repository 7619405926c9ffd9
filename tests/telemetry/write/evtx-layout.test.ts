/** The bytes of an event log that was written, against the tables of the writer. */
import { crc32 } from "node:zlib";
import { expect } from "chai";
import { nameHash } from "../../../harness/telemetry/write/evtx/binxml-writer.ts";
import { SYSTEM, windowsEvent, written } from "./written.ts";

const CHUNK = 0x10000;
const events = Array.from({ length: 400 }, (_, i) =>
  windowsEvent({
    ...SYSTEM,
    EventRecordID: String(1000 + i),
    Image: `C:\\Windows\\${i}.exe`,
    [`Field${i % 3}`]: "x".repeat(i),
  }),
);
const { bytes } = written(events, "evtx");
const chunks = Array.from({ length: (bytes.length - 4096) / CHUNK }, (_, i) =>
  bytes.subarray(4096 + i * CHUNK, 4096 + (i + 1) * CHUNK),
);

describe("the file header", () => {
  it("has its checksum, and counts the chunks", () => {
    expect(bytes.toString("latin1", 0, 8)).to.equal("ElfFile\0");
    expect(bytes.readUInt32LE(124)).to.equal(crc32(bytes.subarray(0, 120)));
    expect(chunks.length).to.be.greaterThan(2);
    expect(bytes.readUInt16LE(42)).to.equal(chunks.length);
    expect(Number(bytes.readBigUInt64LE(16))).to.equal(chunks.length - 1);
    expect(bytes.readBigUInt64LE(24)).to.equal(1400n);
    expect([bytes.readUInt16LE(38), bytes.readUInt16LE(36)]).to.deep.equal([3, 1]);
  });

  it("says that a log without events has none", () => {
    const empty = written([], "evtx").bytes;
    expect(empty.length).to.equal(4096);
    expect(empty.readUInt16LE(42)).to.equal(0);
  });
});

describe("each chunk", () => {
  it("has its checksums", () => {
    for (const chunk of chunks) {
      const header = Buffer.concat([chunk.subarray(0, 120), chunk.subarray(128, 512)]);
      expect(chunk.readUInt32LE(124)).to.equal(crc32(header));
      expect(chunk.readUInt32LE(52)).to.equal(crc32(chunk.subarray(512, chunk.readUInt32LE(48))));
    }
  });

  it("continues the numbers of the one before, and tells where its records are", () => {
    let [number, identifier] = [1n, 1000n];
    for (const chunk of chunks) {
      expect(chunk.readBigUInt64LE(8)).to.equal(number);
      expect(chunk.readBigUInt64LE(24)).to.equal(identifier);
      number = chunk.readBigUInt64LE(16) + 1n;
      identifier = chunk.readBigUInt64LE(32) + 1n;
      const records = recordsOf(chunk);
      expect(records.at(-1)).to.equal(chunk.readUInt32LE(44));
      for (const at of records) {
        const size = chunk.readUInt32LE(at + 4);
        expect(size % 8).to.equal(0);
        expect(chunk.readUInt32LE(at + size - 4)).to.equal(size);
      }
    }
    expect(number).to.equal(BigInt(events.length + 1));
  });

  it("finds every name by its hash, and every template once", () => {
    for (const chunk of chunks) {
      const names = new Map<string, number>();
      for (let bucket = 0; bucket < 64; bucket++)
        for (let at = chunk.readUInt32LE(128 + 4 * bucket); at !== 0; at = chunk.readUInt32LE(at)) {
          const name = chunk.toString("utf16le", at + 8, at + 8 + 2 * chunk.readUInt16LE(at + 6));
          expect(nameHash(name) % 64).to.equal(bucket);
          expect(chunk.readUInt16LE(at + 4)).to.equal(nameHash(name));
          expect(names.has(name), name).to.be.false;
          names.set(name, at);
        }
      expect([...names.keys()]).to.include.members([
        "Event",
        "System",
        "EventData",
        "Data",
        "Name",
        "xmlns",
      ]);
      let templates = 0;
      for (let bucket = 0; bucket < 32; bucket++)
        for (let at = chunk.readUInt32LE(384 + 4 * bucket); at !== 0; at = chunk.readUInt32LE(at))
          templates++;
      // One for System, and one for each set of data.
      expect(templates).to.equal(4);
    }
  });

  it("hashes names as Windows does", () => {
    // Taken from a log of Windows 11.
    expect([nameHash("Event"), nameHash("xmlns"), nameHash("System")]).to.deep.equal([
      0x0cba, 0x0fbc, 0x546f,
    ]);
  });
});

function recordsOf(chunk: Buffer): number[] {
  const records: number[] = [];
  for (let at = 512; at < chunk.readUInt32LE(48); at += chunk.readUInt32LE(at + 4))
    records.push(at);
  return records;
}
