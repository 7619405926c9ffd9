import { expect } from "chai";
import { faultsOf, readAll } from "../read-all.ts";

const LONG = "k".repeat(40_000);

function members(count: number): string {
  return Array.from({ length: count }, (_, i) => `"${i}":1`).join(",");
}

/** What, the text, how many events it gives, and what is said. */
const ROWS: readonly (readonly [string, string, number, RegExp | null])[] = [
  [
    "a long name above many values",
    `{"${LONG}":{${members(4000)}}}`,
    0,
    /path of a field has 40005/,
  ],
  [
    "a name of some length above many values",
    `{"${"k".repeat(4000)}":{${members(4000)}}}`,
    0,
    /the paths of its fields have \d+ characters/,
  ],
  [
    "names that lie in each other, above many values",
    `{"${"k".repeat(400)}":${`{"${"k".repeat(40)}":`.repeat(80)}{${members(4000)}}${"}".repeat(81)}`,
    0,
    /the paths of its fields have \d+ characters/,
  ],
  [
    "many long names of one length",
    `{${Array.from({ length: 40 }, (_, i) => `"${"k".repeat(17_000)}${i + 10}":1`).join(",")}}`,
    0,
    /more than 16 names of more than 16383 characters/,
  ],
  [
    "the same over several lines",
    `{\n${Array.from({ length: 40 }, (_, i) => `"${'\\\\\\"'.repeat(9000)}${i + 10}" : 1`).join(",\n")}}`,
    0,
    /more than 16 names of more than 16383 characters/,
  ],
  ["more values than are read", `[${"1,".repeat(8_000_000)}1]`, 0, /more than 8000000 values/],
  ["long texts", `{"a":["${`${LONG}","`.repeat(40)}"],"b":"{[,,"}`, 1, null],
  [
    "many fields in the paths of honest recorders",
    `{"a":{"bcd":{"efg":{${members(4000)}}}}}`,
    1,
    null,
  ],
  ["a path of some length", `{"${"k".repeat(2000)}":{"${"k".repeat(2000)}":1}}`, 1, null],
];

describe("the budget of a JSON document", () => {
  for (const [what, text, count, fault] of ROWS)
    it(`${fault ? "ends at" : "lets pass"} ${what}`, () => {
      const { events, report } = readAll(`${text}\n{"a":1}\n`);
      expect(events.length).to.equal(count + 1);
      const faults = faultsOf(report).join("\n");
      if (fault)
        expect(faults)
          .to.match(/^recording\/too-large: /)
          .and.match(fault);
      else expect(faults).to.equal("");
      expect(report.skipped).to.equal(fault ? 1 : 0);
    });
});
