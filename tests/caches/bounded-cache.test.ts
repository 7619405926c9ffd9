import { expect } from "chai";
import { BoundedCache } from "../../harness/caches/bounded-cache.ts";

describe("a bounded cache", () => {
  it("gives what was added, and never more than its limit", () => {
    const cache = new BoundedCache<number, string>(3);
    for (let key = 0; key < 10; key++) {
      expect(cache.get(key)).to.equal(undefined);
      expect(cache.add(key, `of ${key}`)).to.equal(`of ${key}`);
      const kept = Array.from({ length: 10 }, (_, each) => cache.get(each)).filter(
        (value) => value !== undefined,
      );
      expect(kept.at(-1)).to.equal(`of ${key}`);
      expect(kept.length).to.be.at.most(3);
    }
  });

  it("never keeps more than its units", () => {
    const cache = new BoundedCache<string, number>(100, 10);
    expect(cache.add("a", 1, 6)).to.equal(1);
    expect(cache.add("b", 2, 4)).to.equal(2);
    expect([cache.get("a"), cache.get("b")]).to.deep.equal([1, 2]);
    cache.add("c", 3, 1);
    expect([cache.get("a"), cache.get("b"), cache.get("c")]).to.deep.equal([
      undefined,
      undefined,
      3,
    ]);
    expect(cache.add("large", 4, 11)).to.equal(4);
    expect(cache.get("large")).to.equal(undefined);
  });
});
