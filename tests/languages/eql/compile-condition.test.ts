import { expect } from "chai";
import type { FieldType } from "../../../harness/events/field-type.ts";
import { compileQuery } from "../../../harness/languages/eql/compile/compile-query.ts";
import { parseQuery } from "../../../harness/languages/eql/parse/parse.ts";
import { ANY_CHARACTER, ANY_TEXT, type Pattern } from "../../../harness/matching/model/pattern.ts";
import type { Predicate } from "../../../harness/matching/model/predicate.ts";
import { describeNetwork } from "../../../harness/matching/values/network.ts";

/** Every name that begins with the first letter of a type is a field of that type. */
const TYPES: Readonly<Record<string, FieldType>> = {
  k: "keyword",
  l: "long",
  f: "double",
  b: "boolean",
  i: "ip",
  d: "date",
  v: "version",
};

/** A condition, and the predicate that it becomes: tests on single fields wherever that is the same. */
const ROWS: readonly (readonly [string, string])[] = [
  ["true", "TRUE"],
  ["false", "FALSE"],
  // Comparisons with literals
  ['k == "A"', 'k equals! "A"'],
  ['"A" == k', 'k equals! "A"'],
  ['k != "A"', 'not k equals! "A"'],
  ['k == "* /add*"', 'k equals! "* /add*"'],
  ["k == 1", 'k equals! "1"'],
  ["k == true", 'k equals! "true"'],
  ['k < "A"', 'k lt! "A"'],
  ['"A" < k', 'k gt! "A"'],
  ['k >= "A"', 'k gte! "A"'],
  ["l == 4", "l eq 4"],
  ["4 == l", "l eq 4"],
  ["l != 4", "not l eq 4"],
  ["l > -1", "l gt -1"],
  ["-1 < l", "l gt -1"],
  ["l <= 2 * 3", "l lte 6"],
  ['l == "4"', "l eq 4"],
  ['l == number("0x32", 16)', "l eq 50"],
  ["l == 9007199254740993", "l eq 9007199254740993"],
  ["f > 1.5", "f gt 1.5"],
  ["b", 'b equals! "true"'],
  ["not b", 'not b equals! "true"'],
  ["b == true", 'b equals! "true"'],
  ["b == false", 'b equals! "false"'],
  ["b != true", 'not b equals! "true"'],
  ['b == "true"', 'b equals! "true"'],
  ['i == "10.0.0.1"', "i in 10.0.0.1/32"],
  ['i != "fe80::/10"', "not i in fe80:0:0:0:0:0:0:0/10"],
  ['d == "2017-08-30T20:47:33Z"', "{equal}"],
  ["d > 1516116808349", "{greater}"],
  ['v > "1.5.0"', "{greater}"],
  ['"1.5.0" == v', "{equal}"],
  // Nulls
  ["k == null", "not k exists"],
  ["null != k", "k exists"],
  ["k == ?unknown", "{or} and FALSE"],
  ["?unknown == null", "not {or}"],
  ["?unknown != null", "{or} and FALSE"],
  ["?unknown == ?other", "not {or}"],
  ["?unknown", "{or} and FALSE"],
  ['?unknown == "x"', "{or} and FALSE"],
  ['?unknown != "x"', "{or} and FALSE"],
  ['not ?unknown == "x"', "{or} and FALSE"],
  ["?unknown > 1", "{or} and FALSE"],
  ["not ?unknown > 1", "{or} and FALSE"],
  ['not ?unknown : "x"', "{or} and FALSE"],
  ['not (?unknown : "x" and k == "A")', '({or} and FALSE) or not k equals! "A"'],
  ['not (?unknown : "x" or k == "A")', "{or} and FALSE"],
  ['k == "A" or ?unknown : "x"', 'k equals! "A" or ({or} and FALSE)'],
  ["not (l > null)", "FALSE"],
  ["null == (l > 1)", "{isNull}"],
  ["concat(k, null) == null", "TRUE"],
  ["length(k) != null", "{isNotNull}"],
  // Texts with wildcards
  ['k : "a"', 'k equals "a"'],
  ['k : "a*"', 'k startswith "a"'],
  ['k : "*a"', 'k endswith "a"'],
  ['k : "*a**"', 'k contains "a"'],
  ['k : "*"', "k exists"],
  ['k : ""', 'k equals ""'],
  ['k : "a*b?"', "k wildcard a*b?"],
  ['k : "?:\\\\*"', "k wildcard ?:\\*"],
  ['k like "A*"', 'k startswith! "A"'],
  ['k like~ ("A*", "B")', 'k startswith "A" or k equals "B"'],
  ['not k : ("a", "b*")', 'not (k equals "a" or k startswith "b")'],
  ['string(l) : "1*"', "{match}"],
  ['k regex "a.*"', "k /\\Aa.*\\z/"],
  ['k regex~ ("a", "b|c")', "k /\\Aa\\z/i or k /\\A(?:b|c)\\z/i"],
  // Lists
  ['k in ("A", "B")', 'k equals! "A" or k equals! "B"'],
  ['k in~ ("A", "B")', 'k equals "A" or k equals "B"'],
  ['k not in ("A", "B")', 'not (k equals! "A" or k equals! "B")'],
  ['k in ("A*")', 'k equals! "A*"'],
  ["l in (1, 2.5)", "l eq 1 or l eq 2.5"],
  ["l not in (1, null)", "not l eq 1"],
  ["l in (null)", "FALSE"],
  ["l not in (null)", "FALSE"],
  ["345 in (123, 345)", "TRUE"],
  ['i in ("10.0.0.1", "10.0.0.2")', "i in 10.0.0.1/32 or i in 10.0.0.2/32"],
  // Functions
  ['startsWith(k, "A")', 'k startswith! "A"'],
  ['startsWith~(k, "A")', 'k startswith "A"'],
  ['endsWith~(k, "A") == false', 'not k endswith "A"'],
  ['true == stringContains(k, "A")', 'k contains! "A"'],
  ['stringContains("ABC", k)', "{stringContains}"],
  ['startsWith(k, "")', "{startsWith}"],
  ['wildcard(k, "a*", "b")', 'k startswith! "a" or k equals! "b"'],
  ['wildcard~(k, "a?")', "k wildcard a?"],
  ['cidrMatch(i, "10.6.48.157/8", "::1")', "i in 10.0.0.0/8 or i in 0:0:0:0:0:0:0:1/128"],
  ['CIDRMATCH(k, "10.0.0.0/8")', "k in 10.0.0.0/8"],
  ["length(k) > 0", "{greater}"],
  ['concat(k, "x") == "yx"', "{equal}"],
  ["add(1, 2) == 3", "TRUE"],
  ["k == kk", "{equal}"],
  ["l + 1 == 83", "{equal}"],
  // What stands around
  ['k == "A" and l == 1 and true', 'k equals! "A" and l eq 1'],
  ['k == "A" and (l == 1 and f > 2)', 'k equals! "A" and l eq 1 and f gt 2'],
  ['k == "A" or true', "TRUE"],
  ['k == "A" and false', "FALSE"],
  ['not (k == "A" or not l == 1)', 'not (k equals! "A" or not l eq 1)'],
  ['not not k == "A"', 'k equals! "A"'],
  ['(k == "A" and l == 1) == false', 'not (k equals! "A" and l eq 1)'],
];

function print(predicate: Predicate): string {
  switch (predicate.kind) {
    case "constant":
      return String(predicate.value).toUpperCase();
    case "test":
      return `${predicate.field} ${printPattern(predicate.pattern)}`;
    case "formula":
      return `{${predicate.expression.kind === "call" ? predicate.expression.name : predicate.expression.kind}}`;
    case "not":
      return `not ${isJoined(predicate.of) ? `(${print(predicate.of)})` : print(predicate.of)}`;
    case "all":
    case "any":
      return predicate.of
        .map((one) => (isJoined(one) ? `(${print(one)})` : print(one)))
        .join(predicate.kind === "all" ? " and " : " or ");
  }
}

function isJoined({ kind }: Predicate): boolean {
  return kind === "all" || kind === "any";
}

function printPattern(pattern: Pattern): string {
  const cased = "cased" in pattern && pattern.cased ? "!" : "";
  switch (pattern.kind) {
    case "equals":
    case "startswith":
    case "endswith":
    case "contains":
      return `${pattern.kind}${cased} "${pattern.text}"`;
    case "order":
      return `${pattern.operator}${cased} "${pattern.text}"`;
    case "compare":
      return `${pattern.operator} ${pattern.number}`;
    case "network":
      return `in ${describeNetwork(pattern.network)}`;
    case "regex":
      return `/${pattern.source}/${pattern.flags.ignoreCase ? "i" : ""}`;
    case "wildcard":
      return `wildcard${cased} ${pattern.parts.map((part) => (part === ANY_TEXT ? "*" : part === ANY_CHARACTER ? "?" : part)).join("")}`;
    default:
      return pattern.kind;
  }
}

const SCHEMA = {
  typeOf: (field: string) => (field.length <= 2 ? TYPES[field[0]!] : undefined),
  names: () => [],
};

describe("EQL conditions", () => {
  for (const [condition, expected] of ROWS)
    it(`${condition}  →  ${expected}`, () => {
      const text = `any where ${condition}`;
      const { query, faults } = parseQuery(text);
      expect(faults).to.deep.equal([]);
      const options = { schema: SCHEMA, isEndpoint: false, logSourceOf: () => ({}) };
      const result = compileQuery(query!, text, options);
      expect(result.faults).to.deep.equal([]);
      expect(print(result.compiled!.stages[0]!.predicate)).to.equal(expected);
    });

  it("are labelled as they are written, each element of a list by itself", () => {
    const text = 'any where k :\n ("a*",  "b") and length( k )\n> 3';
    const { query } = parseQuery(text);
    const options = { schema: SCHEMA, isEndpoint: false, logSourceOf: () => ({}) };
    const { compiled } = compileQuery(query!, text, options);
    expect(labelsOf(compiled!.stages[0]!.predicate)).to.deep.equal([
      'k : "a*"',
      'k : "b"',
      "length( k ) > 3",
    ]);
  });
});

function labelsOf(predicate: Predicate): string[] {
  if (predicate.kind === "all" || predicate.kind === "any") return predicate.of.flatMap(labelsOf);
  if (predicate.kind === "not") return labelsOf(predicate.of);
  return predicate.kind === "constant" ? [] : [predicate.label];
}
