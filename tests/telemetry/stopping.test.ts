/** Reading that is ended before its end lets go of its file, and reads no further. */
import { expect } from "chai";
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { readRecording } from "../../harness/telemetry/read.ts";
import { buildZip } from "./files/build-zip.ts";

/** Numbers without order, so that what is packed is not small. */
const LINES = Buffer.from(
  Array.from(
    { length: 40_000 },
    (_, i) => `{"a":${(i * 2654435761) % 4294967296},"b":${i}}\n`,
  ).join(""),
);
const FILES: readonly (readonly [name: string, content: () => Uint8Array])[] = [
  ["plain.ndjson", () => LINES],
  ["packed.ndjson.gz", () => gzipSync(LINES)],
  ["archive.zip", () => buildZip({ "a.ndjson": LINES })],
  ["member.zip!/a.ndjson.gz", () => buildZip({ "a.ndjson.gz": gzipSync(LINES) })],
  ["cut.ndjson.gz", () => gzipSync(LINES).subarray(0, 150_000)],
];
const DESCRIPTORS = "/proc/self/fd";

describe("reading that is ended", () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), "firedrill-"))));
  after(() => rmSync(folder, { recursive: true }));

  function openDescriptors(path: string): string[] {
    return readdirSync(DESCRIPTORS).filter((descriptor) => {
      try {
        return readlinkSync(`${DESCRIPTORS}/${descriptor}`) === path;
      } catch {
        // Closed in the meantime.
        return false;
      }
    });
  }

  for (const [name, content] of FILES)
    for (const how of ["the receiver throws", "it is aborted"])
      it(`${name}, when ${how}`, async () => {
        const path = join(folder, name.split("!/")[0]!);
        writeFileSync(path, content());
        const other = join(folder, "other");
        writeFileSync(other, "other");
        const stop = new AbortController();
        let seen = 0;
        const see = (): void => {
          if (++seen !== 500) return;
          if (how === "it is aborted") stop.abort(new Error("ended"));
          else throw new Error("ended");
        };
        let error: unknown;
        await readRecording(join(folder, name), see, { signal: stop.signal }).catch(
          (thrown: unknown) => (error = thrown),
        );
        expect(error).to.be.an("error").with.property("message", "ended");
        const atEnd = seen;
        // It may be given the number that the recording's file had.
        const descriptor = openSync(other, "r");
        await sleep(20);
        const start = Buffer.alloc(5);
        readSync(descriptor, start, 0, 5, null);
        closeSync(descriptor);
        expect(start.toString()).to.equal("other");
        expect(seen).to.equal(atEnd).and.to.be.below(40_000);
        if (existsSync(DESCRIPTORS)) expect(openDescriptors(path)).to.deep.equal([]);
      });
});
