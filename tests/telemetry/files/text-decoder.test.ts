import { expect } from "chai";
import { isUtf8 } from "node:buffer";
import fc from "fast-check";
import { MALFORMED, streamingDecoder } from "../../../harness/telemetry/files/text-decoder.ts";

/** Bytes that begin, go on with, or break a character of UTF-8. */
const byte = fc.oneof(
  fc.integer({ min: 0, max: 255 }),
  fc.constantFrom(
    0x41,
    0xc3,
    0xa9,
    0xe2,
    0x82,
    0xac,
    0xf0,
    0x9f,
    0x98,
    0x80,
    0xef,
    0xbb,
    0xbf,
    0xed,
  ),
);
const pieces = fc.array(fc.array(byte, { maxLength: 12 }), { maxLength: 8 });

function decoded(
  encoding: string,
  parts: readonly (readonly number[])[],
): readonly [ours: string, platform: string] {
  const decoder = streamingDecoder(encoding);
  const platform = new TextDecoder(encoding);
  let ours = "";
  let theirs = "";
  for (const part of parts) {
    ours += decoder.decode(Uint8Array.from(part));
    theirs += platform.decode(Uint8Array.from(part), { stream: true });
  }
  return [ours + decoder.end(), theirs + platform.decode()];
}

describe("text in pieces", () => {
  for (const encoding of ["utf-8", "utf-16le", "utf-16be", "windows-1252"])
    it(`is what the platform makes of it: ${encoding}, sound or not`, () => {
      fc.assert(
        fc.property(pieces, (parts) => {
          const [ours, platform] = decoded(encoding, parts);
          expect(ours).to.equal(platform);
        }),
        { seed: 31, numRuns: 3000 },
      );
    });

  it("tells what is no UTF-8 from the sign that stands for it elsewhere", () => {
    fc.assert(
      fc.property(pieces, (parts) => {
        const bytes = Buffer.from(parts.flat());
        const decoder = streamingDecoder("utf-8", MALFORMED);
        const text = parts.map((part) => decoder.decode(Uint8Array.from(part))).join("");
        const marked = text + decoder.end();
        expect(marked.isWellFormed()).to.equal(isUtf8(bytes));
        expect(marked.toWellFormed()).to.equal(new TextDecoder().decode(bytes));
      }),
      { seed: 32, numRuns: 3000 },
    );
  });

  it("passes over one byte order mark, at the beginning", () => {
    const mark = [0xef, 0xbb, 0xbf];
    expect(decoded("utf-8", [[0xef], [0xbb], [0xbf], mark, [0x41], mark])[0]).to.equal(
      "\ufeffA\ufeff",
    );
  });
});
