import { expect } from "chai";
import { noDroppedEvents } from "../../../harness/matching/model/dropped-events.ts";
import { Groups, type Group } from "../../../harness/matching/streams/groups.ts";

class Held implements Group {
  size = 0;
  readonly expires: bigint;

  constructor(expires = 1000n) {
    this.expires = expires;
  }

  shrink(): void {
    this.size--;
  }
}

describe("groups", () => {
  it("forget the group that was longest without an event, and count what it held", () => {
    const dropped = noDroppedEvents();
    const groups = new Groups(() => new Held(), dropped, 3);
    for (const key of ["x", "x", "y", "x", "x"]) groups.change(key, 0n, (group) => group.size++);
    expect(groups.get("y")).to.equal(undefined);
    expect(groups.get("x")?.size).to.equal(3);
    expect(groups.held).to.equal(3);
    expect(dropped.cut).to.equal(2);
  });

  it("are forgotten, and not counted, when no window reaches them any more", () => {
    const dropped = noDroppedEvents();
    const groups = new Groups(() => new Held(5n), dropped, 3);
    groups.change("x", 0n, (group) => group.size++);
    groups.change("y", 5n, (group) => group.size++);
    expect(groups.get("x")?.size).to.equal(1);
    groups.change("y", 6n, (group) => group.size++);
    expect(groups.get("x")).to.equal(undefined);
    expect(dropped).to.deep.equal(noDroppedEvents());
  });

  it("hold no group that has become empty", () => {
    const groups = new Groups(() => new Held(), noDroppedEvents());
    groups.change("x", 0n, (group) => group.size++);
    groups.change("x", 1n, (group) => group.size--);
    expect([...groups.entries()]).to.be.empty;
    expect(groups.held).to.equal(0);
  });
});
