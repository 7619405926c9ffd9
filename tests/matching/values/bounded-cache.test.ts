import { expect } from "chai";
import { BoundedCache } from "../../../harness/matching/values/bounded-cache.ts";

describe("a bounded cache", () => {
  it("gives what was added", () => {
    const cache = new BoundedCache<number>(2);
    cache.add("a", 1);
    expect(cache.get("a")).to.equal(1);
    expect(cache.get("b")).to.equal(undefined);
  });

  it("holds no more than its bound: the oldest makes room", () => {
    const cache = new BoundedCache<number>(2);
    for (const [i, key] of ["a", "b", "c"].entries()) cache.add(key, i);
    expect(cache.size).to.equal(2);
    expect(["a", "b", "c"].map((key) => cache.get(key))).to.deep.equal([undefined, 1, 2]);
  });
});
