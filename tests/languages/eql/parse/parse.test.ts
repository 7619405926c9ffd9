import { expect } from "chai";
import { parseExpressionText, parseQuery } from "../../../../harness/languages/eql/parse/parse.ts";
import type { Expression } from "../../../../harness/languages/eql/syntax/ast.ts";
import { printExpression, printQuery } from "../print-query.ts";

/** What is written, and what it is read as, with all its parentheses. */
const EXPRESSIONS: readonly (readonly [written: string, read: string])[] = [
  // Precedence
  ["a or b and c", "(a or (b and c))"],
  ["a and b or c and d", "((a and b) or (c and d))"],
  ["a or b or c", "(a or b or c)"],
  ["(a or b) or c", "((a or b) or c)"],
  ["not a and b", "((not a) and b)"],
  ["not a == 1 and b", "((not (a == 1)) and b)"],
  ['not a : "x"', '(not (a : ("x")))'],
  ["not not a", "(not (not a))"],
  ["not (a and b)", "(not (a and b))"],
  ["1 + 2 * 3 - 4 == 5", "(((1 + (2 * 3)) - 4) == 5)"],
  ["10 / 2 % 3 * 4 < 1", "((((10 / 2) % 3) * 4) < 1)"],
  ["(1 + 2) * 3 == 9", "(((1 + 2) * 3) == 9)"],
  ["a - -b == 0", "((a - -(b)) == 0)"],
  ["-a * b > 0", "((-(a) * b) > 0)"],
  ["+a == 1", "(a == 1)"],
  ["a + 1 in (2)", "((a + 1) in (2))"],
  ["true == a in (1)", "(true == (a in (1)))"],
  ['a : "x" == true', '((a : ("x")) == true)'],
  ["null == (exit_code > -1)", "(null == (exit_code > -(1)))"],
  // Operators
  ["a==1 and b!=2 and c<3", "((a == 1) and (b != 2) and (c < 3))"],
  ["a<=1 or b>2 or c>=3", "((a <= 1) or (b > 2) or (c >= 3))"],
  ['a:"x*"', '(a : ("x*"))'],
  ['a : ("x", "y*")', '(a : ("x", "y*"))'],
  ['a like "x" or a like~ ("x", "y")', '((a like ("x")) or (a like~ ("x", "y")))'],
  ['a regex "x" or a regex~ ("x", "y")', '((a regex ("x")) or (a regex~ ("x", "y")))'],
  ['a in ("x") and b not in (1, 2)', '((a in ("x")) and (b not in (1, 2)))'],
  ['a in~ ("x") and b not in~ ("y")', '((a in~ ("x")) and (b not in~ ("y")))'],
  ['a in (b, length(c), "x*")', '(a in (b, length(c), "x*"))'],
  ['string(a) : "1*"', '(string(a) : ("1*"))'],
  ['"x" == a and 5 > b', '(("x" == a) and (5 > b))'],
  // Names
  ["process.parent.name", "process.parent.name"],
  ["process . name", "process.name"],
  ["@timestamp", "@timestamp"],
  ["_leading.Under_score9", "_leading.Under_score9"],
  ["`sequence`", "`sequence`"],
  ["a.`by`.c", "`a.by.c`"],
  ["`my-field`.`4th one`", "`my-field.4th one`"],
  ["`a``b`", "`a``b`"],
  ["?a.b == ?c", "(?a.b == ?c)"],
  ["? a", "?a"],
  [
    "runs and head and tail and as and fork and ms",
    "(runs and head and tail and as and fork and ms)",
  ],
  ["descendant and child and event.code", "(descendant and child and event.code)"],
  ["inner and notes and order", "(inner and notes and order)"],
  ["AND", "AND"],
  // Texts
  [String.raw`"\b\t\n\f\r\"\'\\"`, String.raw`"\u{0008}\u{0009}\u{000a}\u{000c}\u{000d}\"'\\"`],
  [String.raw`"\u{41}\u{00Eb}\u{0001f4a9}"`, String.raw`"A\u{00eb}\u{1f4a9}"`],
  [String.raw`"\\u{41}"`, String.raw`"\\u{41}"`],
  [String.raw`"C:\\*\\?"`, String.raw`"C:\\*\\?"`],
  ['""', '""'],
  ['"it\'s"', '"it\'s"'],
  ['"// no /* comment */"', '"// no /* comment */"'],
  [String.raw`"""C:\Win"dows\n"""`, String.raw`"C:\\Win\"dows\\n"`],
  ['""""""', '""'],
  ['"""a""""', '"a\\""'],
  ['"""a"""""', '"a\\"\\""'],
  ['""""a"""', '"\\"a"'],
  ['"""a""" == """b"""', '("a" == "b")'],
  // Numbers
  ["0 == 007", "(0 == 7)"],
  ["a == 9223372036854775807", "(a == 9223372036854775807)"],
  ["a == -9223372036854775808", "(a == -9223372036854775808)"],
  ["a == 9223372036854775808", "(a == 9223372036854776000.0)"],
  ["a > 100000000000000000000000000000000", "(a > 1e+32)"],
  ["a == 5.2 or a == 5. or a == .5", "((a == 5.2) or (a == 5.0) or (a == 0.5))"],
  ["a == 5e3 or a == 1.5E-7 or a == .5e+2", "((a == 5000.0) or (a == 1.5e-7) or (a == 50.0))"],
  // Calls
  ["length(a) > 1", "(length(a) > 1)"],
  ["CONCAT(a, 1, true) == b", "(concat(a, 1, true) == b)"],
  ['cidrMatch (source.ip, "10.6.48.157/8", "::1")', 'cidrmatch(source.ip, "10.6.48.157/8", "::1")'],
  ['startsWith~(a, "x") and endswith~ (a, "y")', '(startswith~(a, "x") and endswith~(a, "y"))'],
  ['between~(a, "s", "e", true) == "x"', '(between~(a, "s", "e", true) == "x")'],
  ['substring(a, -4, -1) == "x"', '(substring(a, -(4), -(1)) == "x")'],
  ['number("0x32", null) == 50', '(number("0x32", null) == 50)'],
  [
    '_arraysearch(process.thread.Ext.call_stack, $entry, $entry.symbol_info : ("a", "b"))',
    '_arraysearch(process.thread.Ext.call_stack, $entry, ($entry.symbol_info : ("a", "b")))',
  ],
  [
    "_arraySearch(a, $x, _arraysearch($x.b, $y, $y == $x.c))",
    "_arraysearch(a, $x, _arraysearch($x.b, $y, ($y == $x.c)))",
  ],
  // Comments
  ["a // b\n and /* c /* d */ */ e", "(a and e)"],
  ["a /* /* */ and b", "(a and b)"],
  ["a/**/and/**/b//", "(a and b)"],
  ["a//\r\nand b", "(a and b)"],
];

/** The same of whole queries. */
const QUERIES: readonly (readonly [written: string, read: string])[] = [
  ["process where true", '"process" where true'],
  ["any where a", "any where a"],
  ["`my-category` where a", '"my-category" where a'],
  ['"any" where a', '"any" where a'],
  ['"""my "category""" where a', '"my \\"category" where a'],
  ["\ufeff\r\n\tprocess where a\r\n", '"process" where a'],
  ["process where a | head 5 | tail 3", '"process" where a | head 5 | tail 3'],
  ["process where a|head 0", '"process" where a | head 0'],
  [
    "process where descendant of [file where a and child of [any where b]]",
    '"process" where descendant of ["file" where (a and child of [any where b])]',
  ],
  ["process where not event of [file where a]", '"process" where (not event of ["file" where a])'],
  ["sequence [a where b] [c where d]", 'sequence ["a" where b] ["c" where d]'],
  [
    "sequence by a, ?b.c with maxspan=5m [a where b] [c where d]",
    'sequence by a, ?b.c with maxspan=300000ms ["a" where b] ["c" where d]',
  ],
  [
    "sequence with maxspan = 2 h [a where b] [c where d]",
    'sequence with maxspan=7200000ms ["a" where b] ["c" where d]',
  ],
  [
    "sequence with maxspan=500ms [a where b][c where d]",
    'sequence with maxspan=500ms ["a" where b] ["c" where d]',
  ],
  [
    "sequence with maxspan=1d [a where b] [c where d]",
    'sequence with maxspan=86400000ms ["a" where b] ["c" where d]',
  ],
  [
    "sequence by x [a where b] by y with runs=3 [c where d] by z until [e where f] by w | tail 1",
    'sequence by x ["a" where b] by y with runs=3 ["c" where d] by z until ["e" where f] by w | tail 1',
  ],
  ["sequence [a where b] with runs=2", 'sequence ["a" where b] with runs=2'],
  [
    "sequence [a where b] with runs=100 [c where d] with runs=1",
    'sequence ["a" where b] with runs=100 ["c" where d]',
  ],
  [
    "sequence with maxspan=1s ![a where b] [c where d] ![e where f]",
    'sequence with maxspan=1000ms !["a" where b] ["c" where d] !["e" where f]',
  ],
  [
    "sequence [a where b] by x as first [c where d == first.d] as second by x [e where second.f] by x",
    'sequence ["a" where b] by x as first ["c" where (d == first.d)] by x as second ["e" where second.f] by x',
  ],
  ["sample by a, ?b [c where d] [e where f]", 'sample by a, ?b ["c" where d] ["e" where f]'],
  ["sample [c where d] by a [e where f] by b", 'sample ["c" where d] by a ["e" where f] by b'],
];

describe("EQL parser", () => {
  describe("reads expressions", () => {
    for (const [written, read] of EXPRESSIONS)
      it(written, () => {
        const { expression, faults } = parseExpressionText(written);
        expect(faults).to.deep.equal([]);
        expect(expression && printExpression(expression)).to.equal(read);
      });
  });

  describe("reads queries", () => {
    for (const [written, read] of QUERIES)
      it(written, () => {
        const { query, faults } = parseQuery(written);
        expect(faults).to.deep.equal([]);
        expect(query && printQuery(query)).to.equal(read);
      });
  });

  it("keeps where everything stands", () => {
    const text = 'any where ?a.b == 5 and (c : "x" or not d) and length(e)+1 > 2';
    const { query } = parseQuery(text);
    if (query?.statement.kind !== "event") throw new Error("the query is not of an event");
    const { condition, span } = query.statement.filter;
    expect(text.slice(span.start, span.end)).to.equal(text);
    expect(spansOf(condition).map(({ start, end }) => text.slice(start, end))).to.deep.equal([
      '?a.b == 5 and (c : "x" or not d) and length(e)+1 > 2',
      "?a.b == 5",
      "?a.b",
      "5",
      'c : "x" or not d',
      'c : "x"',
      "c",
      '"x"',
      "not d",
      "d",
      "length(e)+1 > 2",
      "length(e)+1",
      "length(e)",
      "e",
      "1",
      "2",
    ]);
  });

  it("reads long chains as flat lists", () => {
    const of = Array.from({ length: 10_000 }, (_, i) => `a == ${i}`);
    const { expression } = parseExpressionText(of.join(" or "));
    expect(expression?.kind === "or" && expression.of.length).to.equal(10_000);
    const { expression: list } = parseExpressionText(`a in (${of.map((_, i) => i).join(",")})`);
    expect(list?.kind === "in" && list.values.length).to.equal(10_000);
  });
});

function spansOf(expression: Expression): { start: number; end: number }[] {
  const children = Object.values(expression).flatMap((value: unknown): Expression[] =>
    (Array.isArray(value) ? value : [value]).filter(
      (one): one is Expression => typeof one === "object" && one !== null && "kind" in one,
    ),
  );
  return [expression.span, ...children.flatMap(spansOf)];
}
