import { expect } from "chai";
import fc from "fast-check";
import { compareCodeUnits } from "../../harness/text/code-units.ts";

describe("the order of UTF-16 units", () => {
  it("is that in which sort puts texts by itself", () => {
    const texts = fc.array(fc.string({ unit: fc.constantFrom("a", "B", "\u{1F600}", "\uFF5E") }));
    fc.assert(
      fc.property(texts, (list) => {
        expect(list.toSorted(compareCodeUnits)).to.deep.equal(list.toSorted());
      }),
    );
  });
});
