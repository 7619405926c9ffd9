import type { Span } from "../../../text/source.ts";
import type { Comparison, Expression } from "../syntax/ast.ts";
import { quoteSource } from "../../common/quote.ts";
import { parsePrimary } from "./parse-primary.ts";
import { isPredicateNext, parsePredicate } from "./parse-predicate.ts";
import {
  deeper,
  describe,
  fail,
  isNext,
  isTooMuchArithmetic,
  peek,
  spanFrom,
  take,
  takeAny,
  type ParserState,
} from "./parser-state.ts";

const COMPARISONS: ReadonlySet<string> = new Set(["==", "!=", "<", "<=", ">", ">="]);
const LARGEST_INTEGER = 2n ** 63n - 1n;

/**
 * Reads an expression.
 *
 *     expression := and ("or" and)*
 *     and        := not ("and" not)*
 *     not        := "not" not | value
 *     value      := operand (("==" | "!=" | "<" | "<=" | ">" | ">=") operand)?
 *     operand    := sum predicate?
 *     sum        := product (("+" | "-") product)*
 *     product    := unary (("*" | "/" | "%") unary)*
 *     unary      := ("-" | "+") unary | primary
 *
 * In Elasticsearch a predicate (`in (…)`, `: "…"`) belongs to a primary, which makes `a + 1 in (2)`
 * an error of types. Here it belongs to the sum; whatever is sound there reads the same.
 *
 * @returns null if it is not well-formed, which is then a fault
 * @see Elasticsearch, EqlBase.g4
 */
export function parseExpression(parser: ParserState): Expression | null {
  return parseJoined(parser, "or", parseAnd);
}

function parseAnd(parser: ParserState): Expression | null {
  return parseJoined(parser, "and", parseNot);
}

function parseJoined(
  parser: ParserState,
  kind: "or" | "and",
  parseOperand: (parser: ParserState) => Expression | null,
): Expression | null {
  const of: Expression[] = [];
  const start = peek(parser);
  do {
    const operand = parseOperand(parser);
    if (!operand) return null;
    of.push(operand);
  } while (takeOperator(parser, kind));
  return of.length === 1 ? of[0]! : { kind, of, span: spanFrom(parser, start) };
}

/** Takes a word that stands between operands, where one in upper case cannot be the name of a field. */
function takeOperator(parser: ParserState, kind: "or" | "and"): boolean {
  const token = peek(parser);
  if (token.kind !== "word" || token.text.toLowerCase() !== kind) return false;
  if (token.text !== kind) {
    const message = `"${token.text}" is no operator: operators are written in lower case.`;
    fail(parser, "eql/upper-case", message, token, `Write "${kind}".`);
  }
  parser.at++;
  return true;
}

function parseNot(parser: ParserState): Expression | null {
  const start = peek(parser);
  if (!take(parser, "word", "not")) return parseValue(parser);
  const of = deeper(parser, () => parseNot(parser));
  return of && { kind: "not", of, span: spanFrom(parser, start) };
}

function parseValue(parser: ParserState): Expression | null {
  const start = peek(parser);
  const left = parseOperand(parser);
  if (!left) return null;
  const operator = takeComparison(parser, left);
  if (!operator) return left;
  const right = parseOperand(parser);
  if (!right) return null;
  const next = peek(parser);
  if (next.kind === "sign" && (COMPARISONS.has(next.text) || next.text === "="))
    return failChained(parser);
  return { kind: "comparison", operator, left, right, span: spanFrom(parser, start) };
}

function takeComparison(parser: ParserState, { span }: Expression): Comparison | null {
  const token = peek(parser);
  if (token.kind !== "sign") return null;
  if (token.text === "=") {
    const left = quoteSource(parser.text.slice(span.start, span.end));
    const message = `${left} is compared by a single "=".`;
    const hint = 'Write "==", or ":" for a text without regard to letter case.';
    fail(parser, "eql/single-equals", message, token, hint);
  } else if (!COMPARISONS.has(token.text)) return null;
  parser.at++;
  return token.text === "=" ? "==" : (token.text as Comparison);
}

function failChained(parser: ParserState): null {
  const message = `The comparison goes on with ${describe(parser, peek(parser))}, where it is complete.`;
  const hint = 'Write two comparisons with "and" between them, or parentheses around the first.';
  return fail(parser, "eql/chained-comparison", message, peek(parser), hint);
}

function parseOperand(parser: ParserState): Expression | null {
  const start = peek(parser);
  let operand = parseSum(parser);
  if (!operand || !isPredicateNext(parser)) return operand;
  operand = parsePredicate(parser, operand, start);
  return operand && isPredicateNext(parser) ? failChained(parser) : operand;
}

function parseSum(parser: ParserState): Expression | null {
  return parseArithmetic(parser, ["+", "-"], parseProduct);
}

function parseProduct(parser: ParserState): Expression | null {
  return parseArithmetic(parser, ["*", "/", "%"], parseUnary);
}

function parseArithmetic<Operator extends "+" | "-" | "*" | "/" | "%">(
  parser: ParserState,
  operators: readonly Operator[],
  parseOperand: (parser: ParserState) => Expression | null,
): Expression | null {
  const start = peek(parser);
  let left = parseOperand(parser);
  while (left) {
    const operator = operators.find((known) => isNext(parser, "sign", known));
    if (!operator) return left;
    if (isTooMuchArithmetic(parser)) return null;
    parser.at++;
    const right = parseOperand(parser);
    left = right && { kind: "arithmetic", operator, left, right, span: spanFrom(parser, start) };
  }
  return null;
}

function parseUnary(parser: ParserState): Expression | null {
  const start = peek(parser);
  if (take(parser, "sign", "+")) return deeper(parser, () => parseUnary(parser));
  if (!take(parser, "sign", "-")) return parsePrimary(parser);
  if (isSmallestInteger(parser)) return smallestInteger(parser, start);
  const of = deeper(parser, () => parseUnary(parser));
  return of && { kind: "negative", of, span: spanFrom(parser, start) };
}

/** Its digits alone are no integer of 64 bits. */
function isSmallestInteger(parser: ParserState): boolean {
  const { kind, text } = peek(parser);
  return kind === "integer" && text.length < 40 && BigInt(text) === LARGEST_INTEGER + 1n;
}

function smallestInteger(parser: ParserState, start: Span): Expression {
  const digits = takeAny(parser);
  return { kind: "integer", value: -BigInt(digits.text), span: spanFrom(parser, start) };
}
