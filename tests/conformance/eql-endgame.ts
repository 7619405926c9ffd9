import type { Span } from "../../harness/text/source.ts";
import { RegexBudget } from "../../harness/matching/values/regex/regex-budget.ts";
import { valueOf, type Value } from "../../harness/matching/values/value.ts";
import {
  simplifyExpression,
  isLiteral,
} from "../../harness/matching/evaluate/expression/simplify.ts";
import type { Expression } from "../../harness/languages/eql/syntax/ast.ts";
import type { Fault } from "../../harness/languages/eql/fault.ts";
import { FUNCTIONS } from "../../harness/languages/eql/syntax/functions.ts";
import { lower } from "../../harness/languages/eql/compile/lower.ts";
import { parseExpressionText } from "../../harness/languages/eql/parse/parse.ts";
import type { Corpora } from "./corpora.ts";
import { DEVIATIONS } from "./deviations.ts";
import { judged, type CaseResult, type Suite } from "./suite.ts";

interface FoldTest {
  readonly expression: string;
  /** Absent: null, or an error in a group of failures. */
  readonly expected?: string | number | boolean | null;
}

/** A test, or a template whose tests are meant for a value of each type. */
type FoldCase =
  | (FoldTest & { readonly group: string })
  | {
      readonly group: string;
      readonly param: { readonly name: string; readonly type: readonly string[] };
      readonly fold: { readonly tests: readonly FoldTest[] };
    };

const FILES = ["test_folding.json", "test_string_functions.json"];

/** A value of each type that templates name. */
const SAMPLES: Readonly<Record<string, string>> = {
  bool: "true",
  int: "100",
  string: '"hello"',
  float: "3.14",
  null: "null",
};

/** Every expression of Endgame's tests that is one in Elasticsearch, too, has the same value. */
export const EQL_ENDGAME: Suite = {
  name: "eql-endgame",
  async run(corpora: Corpora): Promise<CaseResult[] | null> {
    const results: CaseResult[] = [];
    for (const name of FILES) {
      const file = (await corpora.json("eql", "endgame", name)) as {
        readonly cases: readonly FoldCase[];
      } | null;
      const suite = name.replace(/^test_|\.json$/g, "");
      for (const [i, one] of (file?.cases ?? []).entries())
        for (const result of await judgeCase(one, `${suite} ${i + 1}`)) results.push(result);
    }
    return results.length > 0 ? results : null;
  },
};

async function judgeCase(one: FoldCase, name: string): Promise<CaseResult[]> {
  const { group } = one;
  if ("expression" in one) return [await judgeTest(one, group, `${name} ${one.expression}`)];
  const { param, fold } = one;
  return Promise.all(
    param.type.map(async (type): Promise<CaseResult> => {
      const sample = SAMPLES[type];
      if (sample === undefined)
        return { case: `${name} ${type}`, problem: "the type says nothing to us" };
      if (fold.tests.length === 0)
        return { case: `${name} ${type}`, problem: "the template holds no test" };
      const tests = fold.tests.map(async (test) => {
        const expression = test.expression.replaceAll(`$${param.name}`, sample);
        return judgeTest({ ...test, expression }, group, expression);
      });
      const results = await Promise.all(tests);
      const failed = results.filter(({ problem }) => problem !== null);
      const problem = failed.map((result) => `${result.case}: ${result.problem}`).join("; ");
      const constructs = failed.flatMap((result) => result.constructs ?? []);
      return { case: `${name} ${type}`, problem: problem || null, constructs };
    }),
  );
}

/** What the parser says of constructs that only Endgame's language has: see deviations.json. */
const ENDGAME_CODES: ReadonlySet<string> = new Set(
  DEVIATIONS.flatMap(({ suite, construct }) => (suite === "eql-endgame" && construct) || []),
);

async function judgeTest(test: FoldTest, group: string, name: string): Promise<CaseResult> {
  let constructs: readonly string[] = [];
  const result = await judged(name, () => {
    const problem = problemOf(test.expression, test, group);
    if (problem === null) return null;
    constructs = problem.faults.map(({ code }) => code);
    // Apart from the quotation marks such an expression must come to the same.
    const quoted = constructs.every((code) => code === "eql/single-quotes");
    const other = quoted && problemOf(doubleQuoted(test.expression), test, group);
    if (other) constructs = [];
    return other ? `in double quotes it ${other.message}` : problem.message;
  });
  return { ...result, constructs };
}

interface Problem {
  readonly message: string;
  readonly faults: readonly Fault[];
}

function problemOf(
  expression: string,
  { expected = null }: FoldTest,
  group: string,
): Problem | null {
  const faults: Fault[] = [];
  const value = evaluate(expression, group.includes("case_insensitive"), faults);
  const told = faults.map(({ code, message }) => `${code}: ${message}`).join(" ");
  if (group.endsWith(".verifier.failures")) {
    if (faults.some(({ code }) => !ENDGAME_CODES.has(code))) return null;
    return { message: `is not refused for its arguments: ${told || String(value)}`, faults };
  }
  if (faults.length > 0) return { message: `is refused: ${told}`, faults };
  if (isSame(value, expected)) return null;
  return { message: `comes to ${String(value)}, expected ${String(expected)}`, faults };
}

function doubleQuoted(expression: string): string {
  return expression.replaceAll(/'((?:[^'\\]|\\.)*)'/g, '"$1"');
}

function evaluate(expression: string, ignoreCase: boolean, faults: Fault[]): Value {
  const parsed = parseExpressionText(expression);
  faults.push(...parsed.faults);
  if (!parsed.expression) return null;
  const written = ignoreCase ? withoutCase(parsed.expression) : parsed.expression;
  const schema = { typeOf: () => undefined, names: () => [] };
  const none = new Set<string>();
  const names = { aliases: none, variables: none, ancestries: new Map<Expression, boolean>() };
  const originOf = ({ start, end }: Span) => [start, end] as const;
  const regexes = new RegexBudget();
  const base = { text: expression, originOf, schema, isEndpoint: false, warnings: [] };
  const scope = { ...base, ...names, regexes, faults };
  const folded = simplifyExpression(lower(written, scope).expression);
  if (!isLiteral(folded)) throw new Error("an expression of literals has fields");
  return valueOf(folded);
}

/**
 * Returns an expression in which letter case does not count. Elasticsearch has that only by function
 * and operator; literals that are compared are therefore put into lower case.
 */
function withoutCase(expression: Expression): Expression {
  switch (expression.kind) {
    case "and":
    case "or":
      return { ...expression, of: expression.of.map(withoutCase) };
    case "not":
      return { ...expression, of: withoutCase(expression.of) };
    case "comparison":
      return { ...expression, left: lowered(expression.left), right: lowered(expression.right) };
    case "in": {
      const { of, values } = expression;
      return {
        ...expression,
        of: withoutCase(of),
        values: values.map(withoutCase),
        ignoreCase: true,
      };
    }
    case "call": {
      const ignoreCase = FUNCTIONS.get(expression.name)?.hasTilde ?? false;
      return { ...expression, ignoreCase, arguments: expression.arguments.map(withoutCase) };
    }
    default:
      return expression;
  }
}

function lowered(side: Expression): Expression {
  return side.kind === "text" ? { ...side, value: side.value.toLowerCase() } : withoutCase(side);
}

/** JSON does not tell 3.0 from 3. */
function isSame(value: Value, expected: string | number | boolean | null): boolean {
  if (typeof value === "bigint") return typeof expected === "number" && Number(value) === expected;
  return value === expected;
}
