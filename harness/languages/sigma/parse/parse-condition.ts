import type { Span } from "../../../text/source.ts";
import { didYouMean } from "../../../text/suggest.ts";
import type { YamlPath } from "../../../text/yaml.ts";
import { replacementOf, type Legacy } from "./aggregation.ts";
import type { Condition } from "./ast.ts";
import { quote } from "../../common/quote.ts";
import type { Report } from "../report.ts";

/** Parentheses and `not` within each other, more than anyone writes and less than the stack holds. */
const MAX_DEPTH = 100;

interface Token {
  readonly text: string;
  readonly span: Span;
}

interface Parser {
  readonly tokens: readonly Token[];
  at: number;
  depth: number;
  /** Reports an error; parsing ends with the first. */
  fail(code: Code, message: string, span: Span, hint?: string): null;
  /** A selection of this name exists, whatever else the word could mean. */
  isSelection(name: string): boolean;
}

type Code = "sigma/condition-syntax" | "sigma/condition-too-deep" | "sigma/unsupported-aggregation";

/**
 * Reads a condition.
 *
 *     condition := and ("or" and)*
 *     and       := not ("and" not)*
 *     not       := "not" not | operand
 *     operand   := "(" condition ")" | ("1" | "any" | "all") "of" ("them" | pattern) | selection
 *
 * @param path where the condition stands
 * @param legacy other keys of the rule, for the hint how to write a counting condition as a correlation
 * @returns null if there is an error, which is then in the report
 */
export function parseCondition(
  text: string,
  path: YamlPath,
  names: { has(name: string): boolean },
  legacy: Legacy,
  report: Report,
): Condition | null {
  const fail: Parser["fail"] = (code, message, span, hint) => {
    report.error(code, message, { path, part: "value", piece: span }, hint);
    return null;
  };
  const tokens = tokensOf(text);
  const pipe = tokens.find((token) => token.text === "|");
  if (pipe) {
    const span = { start: pipe.span.start, end: text.trimEnd().length };
    const message = `The condition counts events with ${quote(text.slice(span.start, span.end))}, which Sigma has replaced by correlations.`;
    return fail("sigma/unsupported-aggregation", message, span, replacementOf(text, legacy));
  }
  if (tokens.length === 0)
    return fail("sigma/condition-syntax", "The condition is empty.", { start: 0, end: 1 });
  const parser: Parser = { tokens, at: 0, depth: 0, fail, isSelection: (name) => names.has(name) };
  const condition = parseOr(parser);
  if (!condition || parser.at === tokens.length) return condition;
  return failBetween(parser);
}

function tokensOf(text: string): Token[] {
  return Array.from(text.matchAll(/[()|]|[^\s()|]+/g), ({ 0: token, index }) => ({
    text: token,
    span: { start: index, end: index + token.length },
  }));
}

function parseOr(parser: Parser): Condition | null {
  return parseJoined(parser, "or", () => parseJoined(parser, "and", () => parseNot(parser)));
}

function parseJoined(
  parser: Parser,
  kind: "or" | "and",
  parseOperand: () => Condition | null,
): Condition | null {
  const of: Condition[] = [];
  do {
    const operand = parseOperand();
    if (!operand) return null;
    of.push(operand);
  } while (take(parser, kind));
  return of.length === 1 ? of[0]! : { kind, of };
}

function parseNot(parser: Parser): Condition | null {
  const token = parser.tokens[parser.at];
  if (++parser.depth > MAX_DEPTH) {
    const message = `The condition is nested more than ${MAX_DEPTH} deep.`;
    return parser.fail("sigma/condition-too-deep", message, token?.span ?? { start: 0, end: 1 });
  }
  const parsed = parseNotOrOperand(parser);
  parser.depth--;
  return parsed;
}

function parseNotOrOperand(parser: Parser): Condition | null {
  if (!take(parser, "not")) return parseOperand(parser);
  const of = parseNot(parser);
  return of && { kind: "not", of };
}

function parseOperand(parser: Parser): Condition | null {
  const token = parser.tokens[parser.at];
  if (!token) return failAtEnd(parser, "a selection");
  if (parser.tokens[parser.at + 1]?.text === "of") return parseSelector(parser, token);
  if (token.text === "(") return parseGroup(parser, token);
  if (token.text === ")" || token.text === "and" || token.text === "or") {
    const message = `${quote(token.text)} stands where a selection is expected.`;
    return parser.fail("sigma/condition-syntax", message, token.span);
  }
  const upper = upperCase(parser, token);
  if (upper) return upper.fail();
  parser.at++;
  return { kind: "selection", name: token.text, span: token.span };
}

function parseGroup(parser: Parser, open: Token): Condition | null {
  parser.at++;
  const inside = parseOr(parser);
  if (!inside || take(parser, ")")) return inside;
  if (parser.at < parser.tokens.length) return failBetween(parser);
  return parser.fail("sigma/condition-syntax", "The parenthesis is never closed.", open.span);
}

function parseSelector(parser: Parser, quantity: Token): Condition | null {
  const pattern = parser.tokens[parser.at + 2];
  if (!["1", "any", "all"].includes(quantity.text)) {
    const message = `${quote(quantity.text)} stands before "of", where only "1", "any" or "all" can.`;
    return parser.fail(
      "sigma/condition-syntax",
      message,
      quantity.span,
      didYouMean(quantity.text, ["any", "all"]),
    );
  }
  parser.at += 2;
  if (!pattern) return failAtEnd(parser, `"them" or a pattern of selections`);
  if (pattern.text === "(" || pattern.text === ")") {
    const message = `${quote(pattern.text)} stands where "them" or a pattern of selections is expected.`;
    return parser.fail(
      "sigma/condition-syntax",
      message,
      pattern.span,
      'A pattern is a name with "*": 1 of selection_*.',
    );
  }
  parser.at++;
  const of = quantity.text === "all" ? "all" : "any";
  return {
    kind: "selector",
    of,
    pattern: pattern.text,
    span: { start: quantity.span.start, end: pattern.span.end },
  };
}

function take(parser: Parser, text: string): boolean {
  if (parser.tokens[parser.at]?.text !== text) return false;
  parser.at++;
  return true;
}

/** The error for a word that would be an operator in lower case. */
function upperCase(parser: Parser, { text, span }: Token): { fail(): null } | undefined {
  const lower = text.toLowerCase();
  if (lower === text || !["and", "or", "not", "of"].includes(lower) || parser.isSelection(text))
    return undefined;
  const message = `${quote(text)} is no operator: operators are written in lower case.`;
  return { fail: () => parser.fail("sigma/condition-syntax", message, span, `Write "${lower}".`) };
}

function failBetween(parser: Parser): null {
  const [before, token] = [parser.tokens[parser.at - 1], parser.tokens[parser.at]!];
  if (token.text === ")")
    return parser.fail("sigma/condition-syntax", "The parenthesis closes none.", token.span);
  const upper = upperCase(parser, token);
  if (upper) return upper.fail();
  const message = `No operator stands between ${quote(before?.text)} and ${quote(token.text)}.`;
  return parser.fail(
    "sigma/condition-syntax",
    message,
    token.span,
    'Write "and" or "or" between them.',
  );
}

function failAtEnd(parser: Parser, expected: string): null {
  const last = parser.tokens.at(-1)!;
  const message = `The condition ends after ${quote(last.text)}, where ${expected} is expected.`;
  return parser.fail("sigma/condition-syntax", message, last.span);
}
