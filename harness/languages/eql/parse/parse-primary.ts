import type { Expression } from "../syntax/ast.ts";
import { quoteSource } from "../../common/quote.ts";
import {
  deeper,
  fail,
  failBetween,
  failExpected,
  isNext,
  peek,
  spanFrom,
  take,
  takeAny,
  takeReserved,
  wordHint,
  type ParserState,
} from "./parser-state.ts";
import { didYouMean } from "../../../text/suggest.ts";
import { isIdentifier, type Token } from "../syntax/tokens.ts";

const LARGEST_INTEGER = 2n ** 63n - 1n;
const RELATIONS = ["descendant", "child", "event"] as const;

/**
 * Reads what has no operator at its top.
 *
 *     primary  := "null" | "true" | "false" | text | integer | decimal
 *               | "(" expression ")"
 *               | word "(" (expression ("," expression)*)? ")"
 *               | ("descendant" | "child" | "event") "of" "[" filter "]"
 *               | "?"? field
 */
export function parsePrimary(parser: ParserState): Expression | null {
  const token = peek(parser);
  const { start, end } = token;
  const span = { start, end };
  switch (token.kind) {
    case "text":
      parser.at++;
      return { kind: "text", value: token.text, span };
    case "integer":
    case "decimal":
      parser.at++;
      return parseNumber(parser, token);
    case "word":
      return parseWord(parser, token);
    case "name":
      return parseField(parser, token, false);
    case "sign":
      if (token.text === "(") return parseGroup(parser);
      if (take(parser, "sign", "?")) return parseField(parser, token, true);
      return failPrimary(parser, token);
    case "end":
      return failExpected(parser, "a field, text or number");
  }
}

function failPrimary(parser: ParserState, { text }: Token): null {
  const hint =
    text === "!" || text === "!["
      ? 'Write "not".'
      : text === "["
        ? 'A list stands in parentheses: ("a", "b").'
        : undefined;
  return failExpected(parser, "a field, text or number", hint);
}

function parseNumber(parser: ParserState, token: Token): Expression | null {
  const { text, start, end } = token;
  const span = { start, end };
  // Longer ones are too large for an integer, and would take long to convert.
  if (token.kind === "integer" && text.length < 400) {
    const value = BigInt(text);
    if (value <= LARGEST_INTEGER) return { kind: "integer", value, span };
  }
  const value = Number(text);
  if (Number.isFinite(value)) return { kind: "decimal", value, span };
  const message = `${quoteSource(text)} is larger than any number that is read.`;
  return fail(parser, "eql/number-too-large", message, span);
}

function parseWord(parser: ParserState, token: Token): Expression | null {
  const { text, start, end } = token;
  const span = { start, end };
  switch (text) {
    case "null":
      parser.at++;
      return { kind: "null", span };
    case "true":
    case "false":
      parser.at++;
      return { kind: "boolean", value: text === "true", span };
  }
  if (isNext(parser, "word", "of", 1)) return parseAncestry(parser, token);
  const isCall = isNext(parser, "sign", "(", 1);
  if (isCall && (isIdentifier(token) || text.endsWith("~")) && text !== "in~")
    return parseCall(parser, []);
  if (isIdentifier(token)) return parseField(parser, token, false);
  const next = peek(parser, 1);
  const isOperand = next.kind === "sign" && /^[=!<>:.]/.test(next.text);
  if (isOperand) return parseField(parser, token, false);
  return failExpected(parser, "a field, text or number");
}

function parseGroup(parser: ParserState): Expression | null {
  const open = takeAny(parser);
  const inside = deeper(parser, () => parser.grammar.expression(parser));
  if (!inside || take(parser, "sign", ")")) return inside;
  if (isNext(parser, "sign", ",")) {
    const hint = 'A list follows an operator: field in ("a", "b").';
    return fail(parser, "eql/syntax", "A list stands where no operator takes one.", open, hint);
  }
  return failUnclosed(parser, open);
}

function failUnclosed(parser: ParserState, open: Token): null {
  const next = peek(parser);
  const isAtEnd = next.kind === "end" || (next.kind === "sign" && /^[\]|]/.test(next.text));
  return isAtEnd
    ? fail(parser, "eql/syntax", "The parenthesis is never closed.", open)
    : failBetween(parser);
}

/**
 * Reads a call whose name comes next.
 *
 * @param before arguments that stand before it: the object of a method
 */
export function parseCall(parser: ParserState, before: readonly Expression[]): Expression | null {
  const name = takeAny(parser);
  const open = takeAny(parser);
  const ignoreCase = name.text.endsWith("~");
  const written: Expression[] = [];
  const parsed = deeper(parser, () => parseArguments(parser, open, written));
  if (!parsed) return null;
  return {
    kind: "call",
    name: (ignoreCase ? name.text.slice(0, -1) : name.text).toLowerCase(),
    nameSpan: { start: name.start, end: name.end },
    ignoreCase,
    arguments: [...before, ...written],
    span: spanFrom(parser, before[0]?.span ?? name),
  };
}

function parseArguments(parser: ParserState, open: Token, into: Expression[]): true | null {
  if (take(parser, "sign", ")")) return true;
  do {
    const argument = parser.grammar.expression(parser);
    if (!argument) return null;
    into.push(argument);
  } while (take(parser, "sign", ","));
  return take(parser, "sign", ")") || failUnclosed(parser, open);
}

function parseAncestry(parser: ParserState, token: Token): Expression | null {
  const relation = RELATIONS.find((known) => known === token.text);
  if (!relation) {
    const message = `${quoteSource(token.text)} is no relation to the events of a filter.`;
    const hint = didYouMean(token.text, RELATIONS) ?? `Relations are ${RELATIONS.join(", ")}.`;
    return fail(parser, "eql/unknown-relation", message, token, hint);
  }
  parser.at += 2;
  if (!take(parser, "sign", "[")) return failExpected(parser, 'a filter in "[" and "]"');
  const of = deeper(parser, () => parser.grammar.filter(parser));
  if (!of) return null;
  if (!take(parser, "sign", "]")) return failBetween(parser);
  return { kind: "ancestry", relation, of, span: spanFrom(parser, token) };
}

/** Reads a field: names with points between them, each in backticks if it has other signs. */
function parseField(parser: ParserState, start: Token, isOptional: boolean): Expression | null {
  const names: string[] = [];
  do {
    const name = isIdentifier(peek(parser)) ? takeAny(parser) : takeReserved(parser, "field");
    if (!name) return failName(parser);
    names.push(name.text);
    if (!skipIndex(parser)) return null;
  } while (take(parser, "sign", "."));
  const { kind, text } = peek(parser);
  if (kind === "decimal" && text.startsWith(".")) return failName(parser);
  return {
    kind: "field",
    name: names.join("."),
    isOptional,
    span: spanFrom(parser, start),
  };
}

function failName(parser: ParserState): null {
  const token = peek(parser);
  const isNumber = token.kind === "integer" || token.kind === "decimal";
  const digits = token.text.replace(/^\./, "");
  return failExpected(
    parser,
    "the name of a field",
    isNumber
      ? `A name that begins with a digit stands in backticks: \`${digits}…\`.`
      : wordHint(token.text),
  );
}

/** Skips `[0]`, with a fault. */
function skipIndex(parser: ParserState): boolean {
  while (isNext(parser, "sign", "[") && peek(parser, 1).kind === "integer") {
    const open = takeAny(parser);
    const index = takeAny(parser);
    const message = `"[${index.text}]" asks for one of several values, whose order is not kept.`;
    const hint = "Leave it out: a test on a field holds if it holds for one of its values.";
    if (!take(parser, "sign", "]")) return failExpected(parser, 'the closing "]"') !== null;
    fail(parser, "eql/array-index", message, spanFrom(parser, open), hint);
  }
  return true;
}
