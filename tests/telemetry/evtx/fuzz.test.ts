/** A seeded run of `npm run fuzz` over event logs; that one also takes real recordings, and more time. */
import { expect } from "chai";
import { caseOf, judge } from "../../fuzz/case.ts";
import { builtOriginal } from "../../fuzz/originals.ts";

const SEED = 20260115;
const CASES = 300;

describe("EVTX, spoiled", () => {
  it("gives what is sound, counts what is not, never throws and never hangs", function () {
    this.timeout(60_000);
    const originals = [builtOriginal()];
    const { events: sound } = judge(
      { original: originals[0]!, bytes: originals[0]!.bytes, isSealed: true },
      SEED,
      0,
    );
    let [damaged, events] = [0, 0];
    for (let index = 0; index < CASES; index++) {
      const outcome = judge(caseOf(originals, SEED, index), SEED, index);
      expect(outcome.fault, `case ${index}`).to.equal(null);
      if (outcome.skipped > 0) damaged++;
      events += outcome.events;
    }
    // The damage is neither without effect nor fatal to everything.
    expect(damaged).to.be.greaterThan(CASES / 4);
    expect(events).to.be.greaterThan((CASES * sound) / 2);
  });
});
