import { expect } from "chai";
import { parseNetwork } from "../../../../harness/matching/values/network.ts";
import { foldCase } from "../../../../harness/matching/values/case-fold.ts";
import { compileText } from "../../../../harness/matching/values/patterns/text-test.ts";
import type { TextPattern } from "../../../../harness/matching/model/pattern.ts";

const number = (
  operator: "lt" | "lte" | "gt" | "gte" | "eq",
  wanted: number | string,
): TextPattern => ({
  kind: "compare",
  operator,
  number: wanted,
});
const order = (operator: "lt" | "lte" | "gt" | "gte", text: string, cased = true): TextPattern => ({
  kind: "order",
  operator,
  text,
  cased,
});
const network = (text: string, mapped: boolean): TextPattern => ({
  kind: "network",
  network: parseNetwork(text)!,
  ...(mapped && { mapped }),
});

describe("tests of one text", () => {
  const rows: readonly (readonly [TextPattern, string, boolean])[] = [
    [number("eq", 5), "5", true],
    [number("eq", 5), " +5.0 ", true],
    [number("eq", 5), "0x5", false],
    [number("eq", 5), "", false],
    [number("eq", 0.5), "5e-1", true],
    [number("lt", 5), "4.9", true],
    [number("gte", 5), "5", true],
    [number("eq", "9223372036854775807"), "9223372036854775807", true],
    [number("eq", "9223372036854775807"), "9223372036854775806", false],
    [number("lt", "9223372036854775807"), "9223372036854775806", true],
    [number("gt", "-9223372036854775808"), "-9223372036854775807", true],
    [number("lte", "9223372036854775807"), "1.5", true],
    [number("eq", "9223372036854775807"), "no number", false],
    [order("lt", "b"), "a", true],
    [order("lt", "b"), "B", true],
    [order("lt", "b", false), "B", false],
    [order("lte", "b", false), "B", true],
    [order("gt", "ab"), "abc", true],
    [order("gte", "ab"), "a", false],
    [order("gt", "\uffee"), "\u{1f600}", true],
    [order("gte", ""), "", true],
    [network("10.0.0.0/8", true), "::ffff:10.1.2.3", true],
    [network("10.0.0.0/8", false), "::ffff:10.1.2.3", false],
    [network("10.0.0.0/8", true), "10.1.2.3", true],
    [network("10.0.0.0/8", true), "11.1.2.3", false],
    [network("10.0.0.0/8", true), "dc01", false],
    [network("::ffff:10.0.0.0/104", true), "10.1.2.3", true],
    [network("fe80::1", true), "FE80:0:0::0:1", true],
    [network("fe80::/9", true), "feff::1", true],
    [network("fe80::/9", true), "ff00::1", false],
    [network("::/0", true), "1.2.3.4", true],
  ];
  for (const [pattern, text, expected] of rows)
    it(`${JSON.stringify(pattern)} on "${text}": ${expected}`, () => {
      const test = compileText(pattern);
      expect(test.holds(test.cased ? text : foldCase(text))).to.equal(expected);
    });
});
