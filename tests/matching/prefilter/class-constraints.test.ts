import { expect } from "chai";
import { classConstraintsOf } from "../../../harness/matching/prefilter/class-constraints.ts";
import type { LogSource } from "../../../harness/events/log-sources/log-source.ts";
import type { Predicate } from "../../../harness/matching/model/predicate.ts";
import { all, any, has, is, not } from "../predicates.ts";

const id = (number: number): Predicate => is("EventID", String(number));

describe("what a predicate demands of a class", () => {
  const rows: readonly [name: string, predicate: Predicate, demands: string[]][] = [
    ["the event id", all(id(4720), has("User", "x")), ["EventID: 4720"]],
    ["one of several", any(id(1), id(2)), ["EventID: 1, 2"]],
    ["of each alternative", any(all(id(1), has("A", "x")), id(2)), ["EventID: 1, 2"]],
    [
      "several fields",
      all(id(1), is("Provider_Name", "Foo")),
      ["EventID: 1", "Provider_Name: foo"],
    ],
    [
      "what all alternatives have in common",
      any(all(id(1), is("Provider_Name", "Foo")), id(2)),
      ["EventID: 1, 2"],
    ],
    ["nothing, for an alternative without", any(id(1), has("A", "x")), []],
    ["nothing by a negation", not(id(1)), []],
    ["nothing by a piece of a text", has("EventID", "4"), []],
    ["nothing by what differs from event to event", is("User", "x"), []],
    ["nothing for no alternative at all", any(), []],
  ];
  for (const [name, predicate, demands] of rows)
    it(`is ${name}`, () =>
      expect(
        classConstraintsOf({ logSource: {}, predicate }).map(
          ({ field, texts }) => `${field}: ${texts.join(", ")}`,
        ),
      ).to.deep.equal(demands));

  it("is said in the words of its log source", () => {
    const predicate = all(is("event.code", "1"), id(1));
    const fieldsIn = (logSource: LogSource): string[] =>
      classConstraintsOf({ logSource, predicate }).map(({ field }) => field);
    expect(fieldsIn({})).to.deep.equal(["EventID"]);
    expect(fieldsIn({ vocabulary: "ecs-endpoint" })).to.deep.equal(["event.code"]);
  });
});
