import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import fc from "fast-check";
import type {
  EventFilter,
  Expression,
  Query,
  Term,
} from "../../../harness/languages/eql/syntax/ast.ts";
import { parseExpressionText, parseQuery } from "../../../harness/languages/eql/parse/parse.ts";
import { printExpression, printQuery, withoutSpans } from "./print-query.ts";

const SEED = { seed: 2026, numRuns: 2000 };
const BROKEN = new URL("broken/", import.meta.url);

const span = { start: 0, end: 0 };
const name = fc.constantFrom(
  "a",
  "process.name",
  "@timestamp",
  "in",
  "my-field",
  "a.by.c",
  "4th",
  "`",
);
const value = fc.oneof(
  fc.constantFrom("", '"', "\\", "*?", "\n\t", "é💩", "///*", "\u0000"),
  fc.string({ maxLength: 5 }),
);

/** Well-formed expressions by their type. */
const { condition } = fc.letrec<Record<"condition" | "text" | "number", Expression>>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.record({ kind: fc.constant("boolean"), value: fc.boolean(), span: fc.constant(span) }),
    field(),
    fc.constant<Expression>({ kind: "null", span }),
    fc
      .tuple(
        fc.constantFrom("and", "or"),
        fc.array(tie("condition"), { minLength: 2, maxLength: 3 }),
      )
      .map(([kind, of]): Expression => ({ kind, of, span })),
    tie("condition").map((of): Expression => ({ kind: "not", of, span })),
    fc
      .tuple(
        fc.constantFrom("==", "!=", "<", "<=", ">", ">="),
        fc.oneof(tie("text"), tie("number")),
        tie("number"),
      )
      .map(([operator, left, right]): Expression => ({
        kind: "comparison",
        operator,
        left,
        right,
        span,
      })),
    fc
      .tuple(
        fc.constantFrom(":", "like", "like~", "regex", "regex~"),
        tie("text"),
        fc.array(literal(), { minLength: 1, maxLength: 3 }),
      )
      .map(([operator, of, patterns]): Expression => ({
        kind: "match",
        operator,
        of,
        patterns,
        span,
      })),
    fc
      .tuple(
        fc.boolean(),
        fc.boolean(),
        tie("text"),
        fc.array(tie("number"), { minLength: 1, maxLength: 3 }),
      )
      .map(([isNegated, ignoreCase, of, values]): Expression => ({
        kind: "in",
        of,
        values,
        isNegated,
        ignoreCase,
        span,
      })),
    fc
      .tuple(fc.boolean(), tie("text"), tie("text"))
      .map(([ignoreCase, ...of]) => call("startswith", ignoreCase, of)),
    fc
      .tuple(fc.constantFrom("descendant", "child", "event"), tie("condition"))
      .map(([relation, inner]): Expression => ({
        kind: "ancestry",
        relation,
        of: filter(null, inner),
        span,
      })),
  ) as fc.Arbitrary<Expression>,
  text: fc.oneof(
    { maxDepth: 4 },
    literal(),
    field(),
    fc.tuple(tie("condition"), tie("number")).map((of) => call("concat", false, of)),
  ),
  number: fc.oneof(
    { maxDepth: 4 },
    fc
      .bigInt({ min: 0n, max: 2n ** 63n - 1n })
      .map((integer): Expression => ({ kind: "integer", value: integer, span })),
    fc
      .double({ min: 0, noNaN: true, noDefaultInfinity: true })
      .filter((decimal) => !Object.is(decimal, -0))
      .map((decimal): Expression => ({ kind: "decimal", value: decimal, span })),
    field(),
    fc
      .tuple(fc.constantFrom("+", "-", "*", "/", "%"), tie("number"), tie("number"))
      .map(([operator, left, right]): Expression => ({
        kind: "arithmetic",
        operator,
        left,
        right,
        span,
      })),
    tie("number").map((of): Expression => ({ kind: "negative", of, span })),
    tie("text").map((of) => call("length", false, [of])),
  ),
}));

function field(): fc.Arbitrary<Expression> {
  return fc
    .tuple(name, fc.boolean())
    .map(([written, isOptional]) => ({ kind: "field", name: written, isOptional, span }));
}

function literal(): fc.Arbitrary<Expression> {
  return value.map((text) => ({ kind: "text", value: text, span }));
}

function call(called: string, ignoreCase: boolean, of: readonly Expression[]): Expression {
  return { kind: "call", name: called, nameSpan: span, ignoreCase, arguments: of, span };
}

function filter(category: string | null, inner: Expression): EventFilter {
  return { category: category === null ? null : { name: category, span }, condition: inner, span };
}

const sequence: fc.Arbitrary<Query> = fc
  .record({
    conditions: fc.array(condition, { minLength: 2, maxLength: 4 }),
    missing: fc.nat(4),
    runs: fc.integer({ min: 1, max: 100 }),
    shared: fc.array(field(), { maxLength: 2 }),
    own: fc.array(field(), { maxLength: 2 }),
    milliseconds: fc.integer({ min: 1, max: 1e9 }),
    until: fc.option(condition),
    alias: fc.option(name),
    heads: fc.array(fc.nat(), { maxLength: 2 }),
  })
  .map(({ conditions, missing, runs, shared, own, milliseconds, until, alias, heads }) => {
    const term = (inner: Expression, i: number): Term => ({
      filter: filter(i === 1 ? null : "process", inner),
      by: own,
      isMissing: i === missing,
      runs: i === 1 ? runs : 1,
      alias: i === 0 && alias !== null && !alias.includes(".") ? { name: `${alias}0`, span } : null,
      span,
    });
    return {
      statement: {
        kind: "sequence",
        by: shared,
        maxspan: { milliseconds, span },
        terms: conditions.map(term),
        until: until === null ? null : { ...term(until, -1) },
        span,
      },
      pipes: heads.map((count) => ({ name: "head", count, span })),
    };
  });

describe("EQL parser laws", function () {
  this.timeout(60_000);

  it("what is printed is read as what was printed: expressions", () => {
    fc.assert(
      fc.property(condition, (expression) => {
        const parsed = parseExpressionText(printExpression(expression));
        expect(parsed.faults).to.deep.equal([]);
        expect(withoutSpans(parsed.expression)).to.deep.equal(withoutSpans(expression));
      }),
      SEED,
    );
  });

  it("what is printed is read as what was printed: sequences", () => {
    fc.assert(
      fc.property(sequence, (query) => {
        const parsed = parseQuery(printQuery(query));
        expect(parsed.faults).to.deep.equal([]);
        expect(withoutSpans(parsed.query)).to.deep.equal(withoutSpans(query));
      }),
      { ...SEED, numRuns: 500 },
    );
  });

  const broken = readdirSync(BROKEN)
    .filter((file) => file.endsWith(".eql"))
    .map((file) => readFileSync(new URL(file, BROKEN), "utf8"));
  const pieces = [
    "( ) [ ] | , . : = < > ! ? + - * / % \" ' ` ~ $ & ; \\",
    "process where sequence sample by with maxspan runs until as and or not in like regex",
    '![ """ /* // == !: 5m 1e9 null true head fork join of child _arraysearch length( ?a',
  ]
    .flatMap((line) => line.split(" "))
    .concat(" ", "\n");

  it("every text comes to an end, with a query or with faults that stand in it", () => {
    const edit = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      remove: fc.nat(6),
      insert: fc.constantFrom("", ...pieces),
    });
    let wellFormed = 0;
    let faulty = 0;
    fc.assert(
      fc.property(
        fc.oneof(
          fc.constantFrom(...broken),
          sequence.map(printQuery),
          fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((picked) => picked.join(" ")),
        ),
        fc.array(edit, { maxLength: 6 }),
        (text, edits) => {
          const edited = edits.reduce((before, { at, remove, insert }) => {
            const from = Math.floor(at * before.length);
            return before.slice(0, from) + insert + before.slice(from + remove);
          }, text);
          const { query, faults } = parseQuery(edited);
          expect(query === null).to.equal(faults.length > 0);
          if (query) wellFormed++;
          else faulty++;
          for (const fault of faults) {
            expect(fault.span.start).to.be.within(0, edited.length);
            expect(fault.span.end).to.be.greaterThan(fault.span.start);
            expect(fault.message).to.match(/^[^\n]+\.$/);
          }
        },
      ),
      { ...SEED, numRuns: 5000 },
    );
    expect(wellFormed).to.be.greaterThan(100);
    expect(faulty).to.be.greaterThan(500);
  });

  const hostile: Readonly<Record<string, string>> = {
    parentheses: "(",
    brackets: "[",
    "missing brackets": "![",
    nots: "not ",
    minuses: "-",
    sums: "1+",
    products: "a*",
    calls: "f(",
    methods: "a:b(",
    "empty methods": "a:b()",
    lists: "a in (",
    ands: "a and ",
    comparisons: "a==",
    ancestry: "child of [any where ",
    indices: "a[0].",
    comments: "/*",
    "closed comments": "/* /* */",
    "line comments": "//\n",
    quotes: '"',
    "single quotes": "'",
    "raw quotes": '"""',
    "texts on lines": '"\n',
    escapes: String.raw`"\u{`,
    "wrong escapes": String.raw`\q`,
    backticks: "`",
    "unknown signs": "§",
    terms: "[any where a]",
    "broken terms": "[any where ]",
    pipes: "|",
    "pipes with names": "|count ",
    digits: "9",
    words: "by ",
    keys: "a,",
  };
  for (const [what, piece] of Object.entries(hostile))
    it(`50,000 signs of ${what} come to an end`, () => {
      const many = piece.repeat(50_000 / piece.length);
      for (const before of [
        "",
        "any where ",
        "sequence by a ",
        'any where "',
        "any where a | head ",
      ]) {
        const { query, faults } = parseQuery(before + many);
        expect(query === null).to.equal(faults.length > 0);
      }
    });
});
