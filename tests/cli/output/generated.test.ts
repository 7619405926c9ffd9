import { expect } from "chai";
import { generatedAt } from "../../../harness/cli/output/generated.ts";

describe("the time of a report", () => {
  it("is that of SOURCE_DATE_EPOCH", () => {
    const at = (epoch: string): string => generatedAt({ env: { SOURCE_DATE_EPOCH: epoch } });
    expect(at("0")).to.equal("1970-01-01T00:00:00.000Z");
    expect(at("8640000000000")).to.equal("+275760-09-13T00:00:00.000Z");
  });

  for (const epoch of ["8640000000001", "9".repeat(400), "-1", "1.5", "now"])
    it(`is none of ${epoch.slice(0, 20)}`, () =>
      expect(() => generatedAt({ env: { SOURCE_DATE_EPOCH: epoch } })).to.throw(
        /^SOURCE_DATE_EPOCH is ".{1,40}", and must be whole seconds/,
      ));
});
