/** The law of event logs in shards: together they hold what the whole holds, damage and all. */
import { expect } from "chai";
import fc from "fast-check";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ShownEvent } from "../../harness/events/event.ts";
import { shardsOfEventLog } from "../../harness/telemetry/event-log-shards.ts";
import {
  readEventLogShard,
  readRecording,
  reportOfShards,
  type ReadCounts,
} from "../../harness/telemetry/read.ts";
import { fieldsOf } from "./read-all.ts";
import { SYSTEM, windowsEvent, written } from "./write/written.ts";

const CHUNK = 0x10000;
const EVENTS = Array.from({ length: 900 }, (_, i) =>
  windowsEvent({ ...SYSTEM, EventRecordID: String(i), Image: `C:\\${"x".repeat((i * 37) % 500)}` }),
);
const LOG = written(EVENTS, "evtx").bytes;

/** What is told of an event, with its place counted from `before`. */
const told = (event: ShownEvent, before = 0): unknown => ({
  position: event.position + before,
  fields: fieldsOf(event),
});

describe("an event log in shards", () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), "firedrill-"))));
  after(() => rmSync(folder, { recursive: true }));

  async function whole(path: string) {
    const events: unknown[] = [];
    const report = await readRecording(path, (event) => events.push(told(event)));
    return { events, report };
  }

  async function inShards(path: string, bytes: number) {
    const events: unknown[] = [];
    const counts: ReadCounts[] = [];
    const shards = shardsOfEventLog(path, bytes) ?? [];
    for (const shard of shards) {
      const before = counts.reduce((sum, { events: seen }) => sum + seen, 0);
      const see = (event: ShownEvent): void => void events.push(told(event, before));
      counts.push(structuredClone(await readEventLogShard(path, shard, see)));
    }
    return { shards: shards.length, events, report: reportOfShards(path, counts) };
  }

  it("has several chunks here", () => expect(LOG.length).to.be.greaterThan(4 * CHUNK));

  it("gives what the whole gives, wherever it is damaged or cut off", async () => {
    const damage = fc.array(fc.tuple(fc.nat(LOG.length - 1), fc.nat(255)), { maxLength: 12 });
    const length = fc.oneof(
      fc.constant(LOG.length),
      fc.integer({ min: 2 * CHUNK, max: LOG.length }),
    );
    await fc.assert(
      fc.asyncProperty(
        damage,
        length,
        fc.integer({ min: 1, max: 3 }),
        async (bytes, end, chunks) => {
          const content = Buffer.from(LOG.subarray(0, end));
          for (const [at, value] of bytes) if (at >= 8 && at < end) content[at] = value;
          const path = join(folder, "log.evtx");
          writeFileSync(path, content);
          const { shards, ...joined } = await inShards(path, Math.min(chunks * CHUNK, end / 2));
          expect(shards).to.be.greaterThan(0);
          expect(joined).to.deep.equal(await whole(path));
        },
      ),
      { seed: 3, numRuns: 60 },
    );
  });

  for (const [what, change] of [
    ["chunks blanked before others", (log: Buffer) => log.fill(0, 4096 + CHUNK, 4096 + 3 * CHUNK)],
    ["chunks that are cut off", (log: Buffer) => log.subarray(0, 4096 + 3 * CHUNK)],
    ["blank chunks at the end", (log: Buffer) => Buffer.concat([log, Buffer.alloc(3 * CHUNK)])],
    ["a header of which the end is cut off", (log: Buffer) => log.subarray(0, 3 * CHUNK)],
  ] as const)
    it(`counts as of the whole: ${what}`, async () => {
      const path = join(folder, "chunks.evtx");
      writeFileSync(path, change(Buffer.from(LOG)));
      const { events, report } = await whole(path);
      for (const chunks of [1, 1.4]) {
        const { shards, ...joined } = await inShards(path, chunks * CHUNK);
        expect(shards).to.be.above(1);
        expect(joined).to.deep.equal({ events, report });
      }
      expect(report.skipped > 0).to.equal(!what.startsWith("blank chunks at"));
    });

  it("lists as many faults as of the whole", async () => {
    const content = Buffer.from(LOG);
    for (let at = 4096 + 512; at < content.length; at += 700) content.fill(0xee, at, at + 40);
    const path = join(folder, "damaged.evtx");
    writeFileSync(path, content);
    const { report } = await inShards(path, CHUNK);
    expect(report.diagnostics.length).to.be.greaterThan(100);
    expect(report).to.deep.equal((await whole(path)).report);
  });

  const rows: readonly [name: string, content: Uint8Array][] = [
    ["that is small", LOG.subarray(0, 4096 + CHUNK)],
    ["that is none", Buffer.from('{"a":1}\n'.repeat(100_000))],
    ["that is empty", Buffer.alloc(0)],
  ];
  for (const [name, content] of rows)
    it(`is not one ${name}`, () => {
      const path = join(folder, "other.evtx");
      writeFileSync(path, content);
      expect(shardsOfEventLog(path, CHUNK)).to.equal(null);
    });

  it("is not one that is not there, nor a folder", () => {
    expect(shardsOfEventLog(join(folder, "no-such.evtx"), CHUNK)).to.equal(null);
    expect(shardsOfEventLog(folder, 1)).to.equal(null);
  });
});
