import { expect } from "chai";
import fc from "fast-check";
import { LONGEST_CACHED, TextCache } from "../../../../harness/telemetry/evtx/format/text-cache.ts";
import { utf16 } from "../../../../harness/telemetry/evtx/format/utf16.ts";
import { decodeValue } from "../../../../harness/telemetry/evtx/binxml/value.ts";
import { numbers } from "../rich-file.ts";

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** More values than the cache has entries, so that they take each other's. */
const VALUES = 30_000;

describe("cached texts", () => {
  it("are never those of another value, wherever it stands and whatever its size", () => {
    const next = numbers(20260115);
    const cache = new TextCache();
    for (let i = 0; i < VALUES; i++) {
      const size = 1 + (next() % 9);
      const at = next() % 4;
      const bytes = Uint8Array.from({ length: at + size }, () => next() % 3);
      const text = `${i % 2}:${Buffer.from(bytes.subarray(at)).toString("hex")}`;
      const chunk = { bytes: Buffer.from(bytes.buffer), view: viewOf(bytes) };
      expect(cache.text(i % 2, chunk, at, size, () => text)).to.equal(text);
    }
  });

  it("are found again", () => {
    const cache = new TextCache();
    for (const size of [1, 2, 3, 4, 5, 40, LONGEST_CACHED]) {
      const bytes = Buffer.alloc(size + 1, size % 251);
      const chunk = { bytes, view: viewOf(bytes) };
      cache.text(7, chunk, 0, size, () => `of ${size}`);
      expect(cache.text(7, chunk, 1, size, () => "decoded again")).to.equal(`of ${size}`);
    }
  });

  it("are not those of values longer than the longest", () => {
    const cache = new TextCache();
    const bytes = Buffer.alloc(LONGEST_CACHED + 1);
    const chunk = { bytes, view: viewOf(bytes) };
    for (const text of ["once", "again"])
      expect(cache.text(7, chunk, 0, bytes.length, () => text)).to.equal(text);
  });

  it("are what the bytes mean: text", () => {
    const unit = fc.constantFrom("a", "b", "é", "€", "\0", "\ud800", "𐀀");
    const text = fc.oneof(
      fc.array(unit, { maxLength: 8 }).map((units) => units.join("")),
      fc.string({ maxLength: 300 }),
    );
    fc.assert(
      fc.property(text, fc.integer({ min: 0, max: 3 }), (written, at) => {
        const bytes = Buffer.concat([Buffer.alloc(at), Buffer.from(written, "utf16le")]);
        const chunk = { bytes, view: viewOf(bytes) };
        const read = utf16(chunk, at, bytes.length - at);
        expect(read).to.equal(written.replace(/\0+$/, ""));
        expect(utf16(chunk, at, bytes.length - at)).to.equal(read);
      }),
      { seed: 20260115, numRuns: 2000 },
    );
  });

  it("are what the bytes mean: the same bytes of another type", () => {
    const bytes = Buffer.from("0102000000000005200000002002000041004200", "hex");
    const chunk = { bytes, view: viewOf(bytes) };
    const texts = (): unknown[] =>
      [0x01, 0x0e, 0x0f, 0x10, 0x13, 0x14, 0x15].map((type) => decodeValue(type, chunk, 0, 16));
    const first = texts();
    expect(new Set(first)).to.have.length(first.length - 1);
    expect(first.slice(2)).to.deep.equal([
      "{00000201-0000-0500-2000-000020020000}",
      "0x500000000000201",
      "S-1-5-32-544",
      "0x201",
      "0x500000000000201",
    ]);
    expect(texts()).to.deep.equal(first);
  });
});
