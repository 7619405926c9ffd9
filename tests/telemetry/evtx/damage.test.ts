import { expect } from "chai";
import { faultsOf, fieldsOf, readAll } from "../read-all.ts";
import {
  buildEvtx,
  CHUNK_SIZE,
  ChunkBuilder,
  eventTag,
  systemValues,
  text,
  u16,
  utf16,
  type Tag,
} from "./evtx-builder.ts";

const TAG = eventTag([
  {
    tag: "EventData",
    content: [{ tag: "Data", attributes: { Name: "A" }, content: [{ substitution: 3 }] }],
  },
]);

/** Three records; `damage` may spoil the finished chunk. */
function threeRecords(damage: (bytes: Buffer, records: readonly number[]) => void): Buffer {
  const chunk = new ChunkBuilder();
  for (const record of [1, 2, 3]) chunk.add(TAG, [...systemValues(1, record), text("x")]);
  const bytes = chunk.build();
  damage(bytes, chunk.records);
  return buildEvtx([bytes]);
}

function recordsOf(log: Uint8Array): {
  records: (number | null)[];
  skipped: number;
  faults: string[];
  unreadable: boolean;
} {
  const { events, report } = readAll(log);
  const { skipped, unreadable } = report;
  return {
    records: events.map(({ record }) => record),
    skipped,
    faults: faultsOf(report),
    unreadable,
  };
}

/** What, the damage, the records that are read, how many are not, the first diagnostic. */
const ROWS: readonly (readonly [
  string,
  (bytes: Buffer, at: readonly number[]) => void,
  number[],
  number,
  string | null,
])[] = [
  ["nothing", () => {}, [1, 2, 3], 0, null],
  [
    "a record of size zero",
    (bytes, at) => bytes.writeUInt32LE(0, at[1]! + 4),
    [1, 3],
    1,
    "evtx/bad-record: A record says it has 0 bytes, fewer than its header needs.",
  ],
  [
    "a record larger than what is left",
    (bytes, at) => bytes.writeUInt32LE(0x8000_0000, at[1]! + 4),
    [1, 3],
    1,
    "evtx/bad-record: A record says it has 2147483648 bytes, ",
  ],
  [
    "a record without magic",
    (bytes, at) => bytes.writeUInt32LE(0, at[1]!),
    [1, 3],
    1,
    "evtx/bad-record: No record begins here.",
  ],
  [
    "the last record without magic",
    (bytes, at) => bytes.writeUInt32LE(0, at[2]!),
    [1, 2],
    1,
    "evtx/bad-record: No record begins here.",
  ],
  ["a wrong closing size", (bytes, at) => bytes.writeUInt32LE(1, at[2]! - 4), [1, 2, 3], 0, null],
  [
    "an unknown token",
    (bytes, at) => bytes.writeUInt8(0x3f, at[1]! + 28),
    [1, 3],
    1,
    "evtx/bad-record: Record 2 is damaged: token 0x3f begins no fragment.",
  ],
  [
    "a template outside the chunk",
    (bytes, at) => bytes.writeUInt32LE(0xffff_fff0, at[1]! + 34),
    [1, 3],
    1,
    "evtx/bad-record: Record 2 is damaged: a template lies outside the chunk.",
  ],
  [
    "more values than fit",
    (bytes, at) => bytes.writeUInt32LE(0xffff, at[1]! + 38),
    [1, 3],
    1,
    "evtx/bad-record: Record 2 is damaged: 65535 values do not fit into the record.",
  ],
  [
    "a value that goes beyond its record",
    (bytes, at) => bytes.writeUInt16LE(0x7000, at[1]! + 42),
    [1, 3],
    1,
    "evtx/bad-record: Record 2 is damaged: a value goes ",
  ],
  [
    "a value of unknown type",
    (bytes, at) => bytes.writeUInt8(0x7f, at[1]! + 44),
    [1, 3],
    1,
    "evtx/bad-record: Record 2 is damaged: a value of unknown type 0x7f.",
  ],
  [
    "free space beyond the chunk",
    (bytes) => bytes.writeUInt32LE(0x2_0000, 48),
    [1, 2, 3],
    0,
    "evtx/bad-chunk: The free space begins at 131072, outside the chunk's 65536 bytes.",
  ],
  [
    "free space and last record beyond the chunk",
    (bytes) => bytes.fill(0xff, 44, 52),
    [1, 2, 3],
    0,
    "evtx/bad-chunk: The free space begins at 4294967295, outside the chunk's 65536 bytes.",
  ],
  [
    "free space behind the last record, nothing there",
    (bytes) => bytes.writeUInt32LE(0x8000, 48),
    [1, 2, 3],
    0,
    null,
  ],
  [
    "a chunk without magic",
    (bytes) => bytes.fill(0x41, 0, 8),
    [],
    1,
    "evtx/bad-chunk: No chunk begins here: its records are not read.",
  ],
];

describe("damaged EVTX", () => {
  for (const [what, damage, records, skipped, fault] of ROWS)
    it(what, () => {
      const read = recordsOf(threeRecords(damage));
      expect(read).to.deep.include({ records, skipped, unreadable: records.length === 0 });
      if (fault === null) expect(read.faults).to.deep.equal([]);
      else expect(read.faults[0]).to.satisfy((text: string) => text.startsWith(fault));
    });

  it("says where in the file the damage is", () => {
    const { report } = readAll(threeRecords((bytes) => bytes.writeUInt32LE(0, 512 + 4)));
    expect(report.diagnostics[0]!.place).to.deep.equal({ kind: "byte", offset: 4096 + 512 });
  });

  it("reads what stands before the end of a file that is cut off in a record", () => {
    const chunk = new ChunkBuilder();
    for (const record of [1, 2, 3]) chunk.add(TAG, [...systemValues(1, record), text("x")]);
    const log = buildEvtx([chunk.build()]).subarray(0, 4096 + chunk.records[2]! + 10);
    const read = recordsOf(log);
    expect(read).to.deep.include({ records: [1, 2], skipped: 1, unreadable: false });
    expect(read.faults[0]).to.match(/^recording\/truncated: The file ends inside a record: /);
  });

  it("reads all of a file that is cut off behind its last record, and says so", () => {
    const read = recordsOf(threeRecords(() => {}).subarray(0, 4096 + 0x4000));
    expect(read).to.deep.include({ records: [1, 2, 3], skipped: 0 });
    expect(read.faults).to.deep.equal([
      "recording/truncated: The file ends inside a chunk, after 16384 of 65536 bytes; no record is lost.",
    ]);
  });

  for (const [size, fault] of [
    [9, "evtx/bad-header: The file header needs 128 bytes, the file has 9."],
    [4000, "recording/truncated: The file ends inside its header, after 4000 of 4096 bytes."],
  ] as const)
    it(`reports a file of ${size} bytes`, () => {
      expect(recordsOf(threeRecords(() => {}).subarray(0, size)).faults).to.deep.equal([fault]);
    });

  it("reads the chunks of a file whose header is overwritten", () => {
    const log = threeRecords(() => {});
    log.fill(0, 0, 4096);
    expect(recordsOf(log)).to.deep.include({
      records: [1, 2, 3],
      skipped: 0,
      faults: ["evtx/bad-header: The file does not begin as event logs do, but its chunks do."],
    });
  });

  it("reads a template that is defined after its use", () => {
    const chunk = new ChunkBuilder()
      .defineAt(0x8000, TAG)
      .add(TAG, [...systemValues(1, 5), text("late")]);
    const { events, report } = readAll(buildEvtx([chunk.build()]));
    expect(faultsOf(report)).to.deep.equal([]);
    expect(fieldsOf(events[0]!)).to.include({ A: "late", EventRecordID: "5" });
  });

  it("refuses a template that holds an instance of itself", () => {
    const chunk = new ChunkBuilder();
    const cycle: Tag = {
      tag: "Event",
      content: [{ raw: Buffer.from([0x0c, 1, 0, 0, 0, 0, 0x26, 2, 0, 0]) }],
    };
    chunk.add(cycle, []).add(TAG, [...systemValues(1, 2), text("x")]);
    const read = recordsOf(buildEvtx([chunk.build()]));
    expect(read).to.deep.include({ records: [2], skipped: 1 });
    expect(read.faults[0]).to.equal(
      "evtx/bad-record: Record 1 is damaged: token 0x0c may not stand here.",
    );
  });

  it("refuses elements nested without end", () => {
    let tag: Tag = { tag: "X", content: ["deep"] };
    for (let i = 0; i < 70; i++) tag = { tag: "X", content: [tag] };
    const read = recordsOf(
      buildEvtx([new ChunkBuilder().add(eventTag([tag]), systemValues(1, 1)).build()]),
    );
    expect(read.faults[0]).to.equal("evtx/bad-record: Record 1 is damaged: more than 64 levels.");
  });

  it("refuses templates nested without end", () => {
    let value = { nested: { tag: "X" }, values: [] } as { nested: Tag; values: unknown[] };
    for (let i = 0; i < 20; i++)
      value = { nested: { tag: "X", content: [{ substitution: 0, type: 0x21 }] }, values: [value] };
    const chunk = new ChunkBuilder().add(value.nested, value.values as never);
    expect(recordsOf(buildEvtx([chunk.build()])).faults[0]).to.match(
      /: more than 16 templates in each other\.$/,
    );
  });

  it("refuses a name that would fill the memory", () => {
    const tag: Tag = { tag: "N".repeat(2000), content: ["x"] };
    const read = recordsOf(
      buildEvtx([new ChunkBuilder().add(eventTag([tag]), systemValues(1, 1)).build()]),
    );
    expect(read.faults[0]).to.match(/: a name is 2000 characters long, more than 1024\.$/);
  });

  it("refuses a text of more parts than anyone writes", () => {
    const content = Array.from({ length: 100 }, () => ({ substitution: 3 }));
    const tag = eventTag([{ tag: "EventData", content: [{ tag: "Data", content }] }]);
    const read = recordsOf(
      buildEvtx([new ChunkBuilder().add(tag, [...systemValues(1, 1), text("x")]).build()]),
    );
    expect(read.faults[0]).to.match(/: a text of more than 64 parts\.$/);
  });

  it("bears names that objects have by themselves", () => {
    const names = ["__proto__", "constructor", "toString"];
    const tag = eventTag([
      {
        tag: "EventData",
        content: names.map((name) => ({
          tag: "Data",
          attributes: { Name: name },
          content: [name],
        })),
      },
    ]);
    const [event] = readAll(
      buildEvtx([new ChunkBuilder().add(tag, systemValues(1, 1)).build()]),
    ).events;
    expect(names.map((name) => event!.get(name))).to.deep.equal(names);
  });

  it("takes a record with fewer values than substitutions for none of those before it", () => {
    const eventId: Tag = { tag: "EventID", content: [{ substitution: 1, type: 0x06 }] };
    const provider: Tag = { tag: "Provider", attributes: { Name: "P" } };
    const channel: Tag = { tag: "Channel", content: ["C"] };
    const tag: Tag = {
      tag: "Event",
      content: [{ tag: "System", content: [provider, eventId, channel] }],
    };
    const unknown = { type: 0x7f, bytes: new Uint8Array(2) };
    const chunk = new ChunkBuilder()
      .add(tag, [u16(0), u16(4688)])
      .add(tag, [u16(0), u16(4688), u16(0), unknown])
      .add(tag, []);
    const { events, report } = readAll(buildEvtx([chunk.build()]));
    expect(report.skipped).to.equal(1);
    expect(events.map((event) => event.get("EventID"))).to.deep.equal(["4688", undefined]);
    expect(events.map((event) => event.class.eventId)).to.deep.equal([4688, null]);
  });

  it("keeps lone surrogates and NULs inside a text", () => {
    const chunk = new ChunkBuilder().add(TAG, [
      ...systemValues(1, 1),
      { type: 0x01, bytes: utf16("a\0\ud800b\0\0") },
    ]);
    expect(readAll(buildEvtx([chunk.build()])).events[0]!.get("A")).to.equal("a\0\ud800b");
  });

  it("lists a hundred faults and counts all", () => {
    const chunk = new ChunkBuilder();
    for (let i = 0; i < 150; i++) chunk.addRaw(Buffer.from([0x3f]));
    chunk.add(TAG, [...systemValues(1, 1), text("x")]);
    const { report } = readAll(buildEvtx([chunk.build()]));
    expect(report).to.deep.include({ events: 1, skipped: 150 });
    expect(report.diagnostics).to.have.length(101);
    expect(faultsOf(report).at(-1)).to.equal(
      "recording/further-damage: 50 more faults were found than are listed; 150 records were passed over in all.",
    );
  });

  const good = (): Buffer =>
    new ChunkBuilder().add(TAG, [...systemValues(1, 1), text("x")]).build();
  const blank = Buffer.alloc(CHUNK_SIZE);

  it("passes over one bad chunk and reads the next", () => {
    const read = recordsOf(buildEvtx([Buffer.alloc(CHUNK_SIZE, 0x41), good()]));
    expect(read).to.deep.include({ records: [1], skipped: 1 });
  });

  it("counts blank chunks before others, and no blank chunk at the end", () => {
    const read = recordsOf(buildEvtx([good(), blank, blank, good(), blank]));
    expect(read).to.deep.include({ records: [1, 1], skipped: 2 });
    expect(read.faults).to.deep.equal([
      "evtx/bad-chunk: 2 chunks before others are blank: nothing of them is left.",
    ]);
  });

  it("counts a chunk of which the header is blank", () => {
    const read = recordsOf(buildEvtx([good().fill(0, 0, 512), good()]));
    expect(read).to.deep.include({ records: [1], skipped: 1 });
  });

  it("counts the chunks that are cut off, as the file's header says", () => {
    const log = buildEvtx([good(), good(), good()]).subarray(0, 4096 + CHUNK_SIZE);
    const read = recordsOf(log);
    expect(read).to.deep.include({ records: [1], skipped: 2 });
    expect(read.faults).to.deep.equal([
      "recording/truncated: The log says it has 3 chunks, 1 is there.",
    ]);
    expect(recordsOf(log.subarray(0, 4096))).to.include({ skipped: 3, unreadable: true });
  });

  it("counts records that the chunk's header says are there", () => {
    const chunk = new ChunkBuilder();
    for (const record of [1, 2, 3]) chunk.add(TAG, [...systemValues(1, record), text("x")]);
    const bytes = chunk.build();
    bytes.writeUInt32LE(chunk.records[1]!, 48);
    expect(recordsOf(buildEvtx([bytes]))).to.deep.include({
      records: [1],
      skipped: 2,
      faults: ["evtx/bad-chunk: The chunk says it has 3 records, 1 are there."],
    });
    bytes.fill(0, chunk.records[0]!);
    expect(recordsOf(buildEvtx([bytes]))).to.include({ skipped: 3, unreadable: true });
  });
});
