import { expect } from "chai";
import type { FieldValue } from "../../../../harness/events/field-value.ts";
import {
  joinReading,
  MOST_JOINED,
} from "../../../../harness/matching/states/sequence/join-keys.ts";
import { keysOf, run, sequence, type Seen } from "./run-sequence.ts";

/** The fields of an event of `a` and of one of `b`, and the keys by which they are joined. */
const ROWS: readonly (readonly [
  why: string,
  by: string,
  a: Seen["fields"],
  b: Seen["fields"],
  joined: readonly string[],
])[] = [
  ["the same", "k", { k: "x" }, { k: "x" }, ["x"]],
  ["not the same", "k", { k: "x" }, { k: "y" }, []],
  ["letter case matters", "k", { k: "x" }, { k: "X" }, []],
  ["all of several", "k l", { k: "x", l: "y" }, { k: "x", l: "y" }, ["x,y"]],
  ["one of several is not", "k l", { k: "x", l: "y" }, { k: "x", l: "z" }, []],
  [
    "values are not confused with each other",
    "k l",
    { k: "x,y", l: "z" },
    { k: "x", l: "y,z" },
    [],
  ],
  ["absent", "k", {}, {}, []],
  ["absent in one", "k", { k: "x" }, {}, []],
  ["null", "k", { k: null }, { k: null }, []],
  ["an empty list", "k", { k: [] }, { k: [] }, []],
  ["an empty text is a value", "k", { k: "" }, { k: "" }, [""]],
  ["optional: absent and null are the same", "?k", {}, { k: null }, ["null"]],
  ["optional: absent is not a value", "?k", {}, { k: "x" }, []],
  ["optional: absent is not the text null", "?k", {}, { k: "null" }, []],
  ["optional beside one that is not", "k ?l", { k: "x" }, { k: "x" }, ["x,null"]],
  ["numbers by their size", "k:long", { k: "007" }, { k: 7 }, ["7"]],
  ["a number is not its text", "k", { k: "007" }, { k: 7 }, []],
  ["text and number of a keyword", "k", { k: "7" }, { k: 7 }, ["7"]],
  ["great numbers exactly", "k:long", { k: "9007199254740993" }, { k: "9007199254740992" }, []],
  ["what is no number is absent", "?k:long", { k: "x" }, {}, ["null"]],
  ["booleans", "k:boolean", { k: "true" }, { k: true }, ["true"]],
  ["times", "k:date", { k: "1970-01-01T01:00:00+01:00" }, { k: 0 }, ["1970-01-01T00:00:00.000Z"]],
  ["addresses", "k:ip", { k: "::1" }, { k: "0:0:0:0:0:0:0:1" }, ["0:0:0:0:0:0:0:1"]],
  ["one of many", "k", { k: ["x", "y"] }, { k: "y" }, ["y"]],
  ["many of many, in their order", "k", { k: ["z", "y", "x"] }, { k: ["x", "w", "z"] }, ["x", "z"]],
  ["none twice", "k", { k: ["x", "x"] }, { k: ["x", null, "x"] }, ["x"]],
  [
    "all combinations",
    "k l",
    { k: ["x", "y"], l: ["1", "2"] },
    { k: "y", l: ["2", "1"] },
    ["y,1", "y,2"],
  ],
];

describe("join keys", () => {
  for (const [why, by, a, b, joined] of ROWS)
    it(why, () => {
      const { found } = run(sequence("a b", { by }), [
        { stages: "a", at: 1, ...(a ? { fields: a } : {}) },
        { stages: "b", at: 2, ...(b ? { fields: b } : {}) },
      ]);
      expect(found).to.deep.equal(joined.map((keys) => `${keys}: 1 2`));
    });

  it("pair by their place", () => {
    const { steps, ...rest } = sequence("a b");
    const joined = [keysOf("pid:long"), keysOf("parent:double")];
    const data = { ...rest, steps: steps.map((one, i) => ({ ...one, keys: joined[i]! })) };
    const { found } = run(data, [
      { stages: "a", at: 1, fields: { pid: "4" } },
      { stages: "b", at: 2, fields: { parent: 4, pid: 5 } },
    ]);
    expect(found).to.deep.equal(["4: 1 2"]);
  });

  it("count events that lack one", () => {
    const { dropped } = run(sequence("a a", { by: "k" }), [
      { stages: "a", at: 1 },
      { stages: "a", at: 2, fields: { k: "x" } },
    ]);
    expect(dropped.ungrouped).to.equal(1);
  });

  it("are not looked at beyond a number of combinations, and that is counted", () => {
    const many = Array.from({ length: 100 }, (_, i) => String(i));
    const fields: Readonly<Record<string, FieldValue>> = { k: many, l: many };
    const { joined, isCut } = joinReading(keysOf("k l"), (field) => fields[field]);
    expect(joined.length).to.equal(MOST_JOINED);
    expect(isCut).to.equal(true);
    const { dropped } = run(sequence("a b", { by: "k l" }), [{ stages: "a", at: 1, fields }]);
    expect(dropped.cut).to.equal(1);
  });
});
