import { expect } from "chai";
import { readFileSync } from "node:fs";
import { MemorySink } from "../../write/memory-sink.ts";
import { recordingWriter } from "../../../../harness/telemetry/write/recording-writer.ts";
import type { ReadReport } from "../../../../harness/telemetry/read.ts";
import { CORPORA, hasCorpus } from "../../../corpora.ts";
import { readContent } from "../../read-content.ts";
import { readAll } from "../../read-all.ts";
import { richFile } from "../rich-file.ts";

function verified(file: Uint8Array): ReadReport {
  return readContent(file, "recording", () => {}, { verify: true });
}

/** A log as the writer makes it, with the right checksums. */
function soundLog(): Buffer {
  const sink = new MemorySink();
  const writer = recordingWriter("evtx", sink, "recording");
  for (const event of readAll(richFile()).events) writer.write(event);
  writer.end();
  return Buffer.from(sink.bytes);
}

describe("checksums of an event log", () => {
  it("agree in a log that was not changed", () => {
    const report = verified(soundLog());
    expect(report.diagnostics).to.deep.equal([]);
    expect(report.events).to.be.greaterThan(0);
  });

  /** What is changed, where; what is told, and the place. */
  for (const [what, at, part, offset] of [
    ["the header of the file", 24, "file header", 124],
    ["the fields of a chunk's header", 4096 + 24, "chunk header", 4096 + 124],
    ["the tables of a chunk's header", 4096 + 300, "chunk header", 4096 + 124],
    ["a time in a record", 4096 + 512 + 16, "chunk's records", 4096 + 52],
  ] as const)
    it(`tell that ${what} was changed`, () => {
      const log = soundLog();
      const { events } = verified(log);
      log[at]! ^= 1;
      const report = verified(log);
      const [told, ...others] = report.diagnostics;
      expect(others).to.deep.equal([]);
      expect(told).to.deep.include({
        code: "evtx/bad-checksum",
        severity: "warning",
        place: { kind: "byte", offset },
      });
      expect(told!.message).to.match(
        new RegExp(`^The checksum of the ${part} is 0x[0-9a-f]{8}, what stands there gives 0x`),
      );
      expect(report).to.deep.include({ events, skipped: 0, unreadable: false });
    });

  it("are not compared unless that is asked for, nor where the log keeps none", () => {
    const log = soundLog();
    log[4096 + 512 + 16]! ^= 1;
    expect(readAll(log).report.diagnostics).to.deep.equal([]);
    log[120]! |= 4;
    log[4096 + 120]! |= 4;
    expect(verified(log).diagnostics).to.deep.equal([]);
  });
});

describe("checksums of recordings", function () {
  if (!hasCorpus(this, "evtx/evtx/samples")) return;
  const samples = `${CORPORA}/evtx/evtx/samples`;
  for (const [file, wrong] of [
    ["security.evtx", []],
    ["Application_no_crc32.evtx", []],
    ["security_bad_string_cache.evtx", ["chunk header"]],
  ] as const)
    it(file, () => {
      const told = verified(readFileSync(`${samples}/${file}`)).diagnostics;
      const parts = told.map(({ message }) => /^The checksum of the (.+?) is /.exec(message)?.[1]);
      expect([...new Set(parts)]).to.deep.equal(wrong);
    });
});
