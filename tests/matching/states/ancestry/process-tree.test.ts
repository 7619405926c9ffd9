import { expect } from "chai";
import { noDroppedEvents } from "../../../../harness/matching/model/dropped-events.ts";
import {
  processOf,
  ProcessTree,
  type ProcessIdentity,
} from "../../../../harness/matching/states/ancestry/process-tree.ts";
import type { ProcessFields } from "../../../../harness/matching/model/ancestry.ts";

const id = (
  process: string | null,
  parent: string | null = null,
  more: Partial<ProcessIdentity> = {},
): ProcessIdentity => ({ host: "h", process, parent, ancestors: [], ...more });

function tree(max?: number) {
  const dropped = noDroppedEvents();
  return { tree: new ProcessTree(dropped, max), dropped };
}

describe("the tree of processes", () => {
  it("knows the marks of a process, of its parent, and of all before", () => {
    const { tree: known } = tree();
    known.mark(id("a"), 0);
    known.add(id("b", "a"));
    known.add(id("c", "b"));
    const answers = (one: ProcessIdentity) =>
      (["event", "child", "descendant"] as const).map((relation) => known.answer(one, relation, 0));
    expect(answers(id("a"))).to.deep.equal([true, false, false]);
    expect(answers(id("b"))).to.deep.equal([false, true, true]);
    expect(answers(id("c"))).to.deep.equal([false, false, true]);
    expect(answers(id("d", "c"))).to.deep.equal([false, false, true]);
    expect(answers(id("e"))).to.deep.equal([false, false, false]);
    expect(answers(id(null))).to.deep.equal([false, false, false]);
    expect(known.answer(id("c"), "descendant", 1)).to.equal(false);
    expect(known.answer(id("c", null, { host: "other" }), "descendant", 0)).to.equal(false);
  });

  it("takes the ancestors that an event tells", () => {
    const { tree: known } = tree();
    known.mark(id("a"), 0);
    known.add(id("b", "a"));
    expect(known.answer(id("x", "p", { ancestors: ["p", "a"] }), "descendant", 0)).to.equal(true);
    expect(known.answer(id("x", "p", { ancestors: ["p", "b"] }), "descendant", 0)).to.equal(true);
    expect(known.answer(id("x", "p", { ancestors: ["p", "a"] }), "child", 0)).to.equal(false);
  });

  it("ends where processes are each other's parents", () => {
    const { tree: known, dropped } = tree();
    known.mark(id("z"), 0);
    known.add(id("a", "b"));
    known.add(id("b", "a"));
    for (const [from, to] of ["ed", "fe", "gf", "dg", "hd"]) known.add(id(from!, to));
    expect(known.answer(id("h"), "descendant", 0)).to.equal(false);
    known.add(id("c", "c"));
    expect(known.answer(id("x", "a"), "descendant", 0)).to.equal(false);
    expect(known.answer(id("c"), "descendant", 0)).to.equal(false);
    expect(dropped).to.deep.equal(noDroppedEvents());
  });

  it("forgets the process that was longest without an event, and counts it", () => {
    const { tree: known, dropped } = tree(2);
    known.mark(id("a"), 0);
    known.mark(id("b"), 0);
    known.mark(id("a"), 0);
    known.mark(id("c"), 0);
    expect(known.size).to.equal(2);
    expect(dropped.cut).to.equal(1);
    expect(["a", "b", "c"].map((one) => known.answer(id(one), "event", 0))).to.deep.equal([
      true,
      false,
      true,
    ]);
  });

  it("follows no more levels than there is time for, and counts it", () => {
    const { tree: known, dropped } = tree();
    known.mark(id("0"), 0);
    for (let i = 1; i <= 300; i++) known.add(id(String(i), String(i - 1)));
    expect(known.answer(id("250"), "descendant", 0)).to.equal(true);
    expect(dropped.cut).to.equal(0);
    expect(known.answer(id("300"), "descendant", 0)).to.equal(false);
    expect(dropped.cut).to.equal(1);
  });

  it("takes no mark of an unknown process", () => {
    const { tree: known } = tree();
    known.mark(id(null), 0);
    expect(known.size).to.equal(0);
    expect(known.answer(id(null), "event", 0)).to.equal(false);
  });
});

describe("the process of an event", () => {
  const fields: ProcessFields = {
    host: ["id", "name"],
    process: "p",
    parent: "pp",
    ancestors: "as",
  };
  const read = (event: Record<string, string | string[]>) =>
    processOf(fields, (field) => event[field]);

  it("is what its fields say", () =>
    expect(read({ id: "1", name: "n", p: "x", pp: ["y"], as: ["y", "z"] })).to.deep.equal({
      host: "1",
      process: "x",
      parent: "y",
      ancestors: ["y", "z"],
    }));

  it("is of the machine's name where it has no id, and of any where it has none", () => {
    expect(read({ name: "n" })).to.deep.equal({
      host: "n",
      process: null,
      parent: null,
      ancestors: [],
    });
    expect(read({}).host).to.equal("");
  });
});
