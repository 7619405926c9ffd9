import { expect } from "chai";
import { requiredLiteralsOf } from "../../../harness/matching/prefilter/required-literals.ts";
import type { Predicate } from "../../../harness/matching/model/predicate.ts";
import { call, field } from "../evaluate/expression/build.ts";
import { all, any, exists, formula, has, is, not } from "../predicates.ts";

const regex = (source: string): Predicate => ({
  kind: "test",
  field: "A",
  pattern: { kind: "regex", source, flags: { ignoreCase: false, multiline: false, dotAll: false } },
  label: source,
});

describe("required literals", () => {
  const rows: readonly [name: string, predicate: Predicate, literals: string[] | null][] = [
    ["a test is its own", is("A", "Cmd"), ["A equals cmd"]],
    ["the whole value of a conjunction", all(has("B", "abcdef"), is("A", "x")), ["A equals x"]],
    ["all of a disjunction", any(has("B", "abc"), is("A", "x")), ["B contains abc", "A equals x"]],
    ["none of a disjunction with one without", any(has("B", "abc"), exists("A")), null],
    ["none of a negation", not(is("A", "x")), null],
    ["none of an empty piece", has("A", ""), null],
    ["the empty value", is("A", ""), ["A equals "]],
    ["each alternative of a regex", regex("(?:Foo|bar)\\d"), ["A contains foo", "A contains bar"]],
    ["none of a regex without", regex(".{200}"), null],
    ["none of a formula", formula(call("equal", field("A"), "x")), null],
    [
      "that of a test beside a formula",
      all(formula(call("equal", field("A"), "x")), has("B", "abcd")),
      ["B contains abcd"],
    ],
    [
      "none of what is the same in a class",
      all(is("EventID", "1"), is("Provider_Name", "x")),
      null,
    ],
    ["none for what never holds", { kind: "constant", value: false }, []],
    ["none for what always holds", { kind: "constant", value: true }, null],
  ];
  for (const [name, predicate, literals] of rows)
    it(`are ${name}`, () => {
      const required = requiredLiteralsOf({ logSource: {}, predicate });
      const found = required?.literals.map(
        ({ field: of, literal }) => `${of} ${literal.how} ${literal.text}`,
      );
      expect(found ?? null).to.deep.equal(literals);
    });

  it("are none of what is the same in a class in the words of ECS", () => {
    const predicate = all(is("event.type", "start"), is("event.code", "1"));
    const logSource = { vocabulary: "ecs-winlogbeat" } as const;
    expect(requiredLiteralsOf({ logSource, predicate })).to.equal(null);
    expect(requiredLiteralsOf({ logSource: {}, predicate })).not.to.equal(null);
  });
});
