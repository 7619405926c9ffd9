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
});
