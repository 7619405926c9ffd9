import { expect } from "chai";
import { groupKey } from "../../../harness/matching/streams/group-key.ts";

describe("the key of a group", () => {
  it("is the text itself, if that is short", () => expect(groupKey("a\ud800")).to.equal("a\ud800"));

  it("is short, and different for different texts", () => {
    const texts = Array.from({ length: 100 }, (_, i) => "k".repeat(20_000) + String(i + 100));
    texts.push(`${"k".repeat(20_000)}\ud800xx`, `${"k".repeat(20_000)}\ufffdxx`);
    const keys = texts.map(groupKey);
    expect(new Set(keys).size).to.equal(texts.length);
    expect(Math.max(...keys.map((key) => key.length))).to.be.below(100);
    expect(keys).to.deep.equal(texts.map(groupKey));
  });
});
