import { expect } from "chai";
import fc from "fast-check";
import { TimeSpans } from "../../harness/slice/time-spans.ts";

describe("spans of time", () => {
  it("hold exactly what lies so long before or after a moment", () => {
    const moment = fc.bigInt({ min: 0n, max: 200n });
    fc.assert(
      fc.property(fc.array(moment), fc.bigInt({ min: 0n, max: 30n }), (moments, around) => {
        const spans = new TimeSpans(around);
        for (const each of moments) spans.add(each);
        for (let time = -40n; time <= 240n; time++) {
          const wanted = moments.some((each) => each - around <= time && time <= each + around);
          expect(spans.has(time), String(time)).to.equal(wanted);
        }
      }),
      { seed: 5, numRuns: 100 },
    );
  });
});
