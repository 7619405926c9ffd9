import { expect } from "chai";
import fc from "fast-check";
import { nextControl } from "../../../harness/telemetry/json/control-signs.ts";

function slowly(text: string, from: number): number {
  for (let i = from; i < text.length; i++)
    if (text.charCodeAt(i) < 0x20 && !"\n\r".includes(text[i]!)) return i;
  return Infinity;
}

describe("control characters", () => {
  it("are found where they stand, in texts of one and of two bytes a letter", () => {
    const letters = fc.constantFrom(
      ...Array.from("\n\r a~\u007f\u0080\u00ff\u0100\u0109\u010a\u2009\ud800"),
      "\0",
      "\t",
      "\x0b",
      "\x1f",
    );
    const plain = fc.constantFrom(...Array.from("\n\r a~\u007f\u0080\u00ff"));
    const text = fc.oneof(
      fc.string({ unit: letters, maxLength: 12 }),
      fc.string({ unit: plain, maxLength: 40 }),
    );
    fc.assert(
      fc.property(
        text,
        fc.nat({ max: 12 }),
        fc.constantFrom(0, 16_380, 40_000),
        (some, at, before) => {
          const whole = " ".repeat(before) + some;
          const from = Math.min(at, whole.length);
          expect(nextControl(whole, from)).to.equal(slowly(whole, from));
        },
      ),
      { seed: 41, numRuns: 2000 },
    );
  });
});
