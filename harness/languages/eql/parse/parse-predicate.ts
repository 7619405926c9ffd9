import type { Span } from "../../../text/source.ts";
import type { Expression, TextOperator } from "../syntax/ast.ts";
import { quoteSource } from "../../common/quote.ts";
import { parseCall, parsePrimary } from "./parse-primary.ts";
import {
  deeper,
  describe,
  fail,
  failExpected,
  isNext,
  peek,
  spanFrom,
  take,
  takeAny,
  type ParserState,
} from "./parser-state.ts";
import type { Token } from "../syntax/tokens.ts";

const TEXT_OPERATORS: ReadonlySet<string> = new Set([":", "like", "like~", "regex", "regex~"]);

/** Whether a predicate comes next. */
export function isPredicateNext(parser: ParserState): boolean {
  const { kind, text } = peek(parser);
  if (kind === "sign") return text === ":" || text === "!:";
  if (kind !== "word") return false;
  if (text === "not") {
    const { kind: next, text: word } = peek(parser, 1);
    return next === "word" && (TEXT_OPERATORS.has(word) || word === "in" || word === "in~");
  }
  return TEXT_OPERATORS.has(text) || text === "in" || text === "in~";
}

/**
 * Reads a predicate, which must come next.
 *
 *     predicate := "not"? ("in" | "in~") "(" expression ("," expression)* ")"
 *                | (":" | "like" | "like~" | "regex" | "regex~") (text | "(" text ("," text)* ")")
 *
 * @param of what it is said of
 * @param start where that begins, a parenthesis before it included
 */
export function parsePredicate(
  parser: ParserState,
  of: Expression,
  start: Span,
): Expression | null {
  const isNegated = take(parser, "word", "not");
  const token = takeAny(parser);
  if (token.text === "in" || token.text === "in~") {
    const values = parseList(parser, () => parser.grammar.expression(parser));
    const ignoreCase = token.text === "in~";
    return (
      values && { kind: "in", of, values, isNegated, ignoreCase, span: spanFrom(parser, start) }
    );
  }
  if (isNegated) {
    const message = `"not" stands before "${token.text}", where it stands only before "in".`;
    fail(
      parser,
      "eql/syntax",
      message,
      token,
      `Write "not" before the field: not field ${token.text} ….`,
    );
  }
  if (token.text === "!:") {
    const hint = 'Write "not" before the field: not field : "…".';
    fail(parser, "eql/not-matches", '"!:" is no operator any more.', token, hint);
  }
  if (isMethod(parser)) return parseMethod(parser, of, start);
  const patterns = parsePatterns(parser, token);
  const operator = token.text === "!:" ? ":" : (token.text as TextOperator);
  return patterns && { kind: "match", operator, of, patterns, span: spanFrom(parser, start) };
}

function isMethod(parser: ParserState): boolean {
  const { kind, text } = peek(parser);
  return kind === "word" && /^[A-Za-z_]/.test(text) && isNext(parser, "sign", "(", 1);
}

/** `object:name(…)`, which is a fault, and is read as `name(object, …)`. */
function parseMethod(parser: ParserState, of: Expression, start: Span): Expression | null {
  const name = peek(parser);
  const message = `${describe(parser, name)} is called as a method.`;
  const object = parser.text.slice(start.start, Math.min(of.span.end, start.start + 40));
  const hint = `Write what it is called on as its first argument: ${name.text}(${object}).`;
  fail(parser, "eql/method-call", message, name, hint);
  const call = parseCall(parser, [of]);
  return call && isPredicateNext(parser)
    ? deeper(parser, () => parsePredicate(parser, call, start))
    : call;
}

function parsePatterns(parser: ParserState, operator: Token): readonly Expression[] | null {
  if (isNext(parser, "sign", "("))
    return parseList(parser, () => parsePattern(parser, operator.text));
  const pattern = parsePattern(parser, operator.text);
  return pattern && [pattern];
}

/** Reads a text. Anything else is a fault, and is read as what it is. */
function parsePattern(parser: ParserState, operator: string): Expression | null {
  const token = peek(parser);
  const isNegative = token.text === "-" && /^(?:integer|decimal)$/.test(peek(parser, 1).kind);
  if (token.kind === "sign" && token.text !== "?" && !isNegative)
    return failExpected(parser, `a text after "${operator}"`);
  if (isNegative) parser.at++;
  const pattern = parsePrimary(parser);
  if (!pattern || (pattern.kind === "text" && !isNegative)) return pattern;
  const span = spanFrom(parser, token);
  const written = parser.text.slice(span.start, span.end);
  const hint =
    pattern.kind === "field" || pattern.kind === "call"
      ? 'Write "==".'
      : `Write "== ${written}", or the text "${written}".`;
  const message = `"${operator}" compares with texts, and ${quoteSource(written)} is none.`;
  fail(parser, "eql/not-a-text", message, span, hint);
  return pattern;
}

function parseList(
  parser: ParserState,
  parseElement: () => Expression | null,
): readonly Expression[] | null {
  const open = peek(parser);
  if (!take(parser, "sign", "("))
    return failExpected(parser, "a list in parentheses", 'Write in ("a", "b").');
  if (take(parser, "sign", ")"))
    return fail(parser, "eql/syntax", "The list holds nothing.", spanFrom(parser, open));
  return deeper(parser, () => parseElements(parser, open, parseElement));
}

function parseElements(
  parser: ParserState,
  open: Token,
  parseElement: () => Expression | null,
): readonly Expression[] | null {
  const elements: Expression[] = [];
  do {
    if (elements.length > 0 && isNext(parser, "sign", ")")) {
      const message = "The list ends with a comma.";
      fail(parser, "eql/syntax", message, parser.tokens[parser.at - 1]!, "Leave it out.");
      break;
    }
    const element = parseElement();
    if (!element) return null;
    elements.push(element);
  } while (take(parser, "sign", ","));
  if (take(parser, "sign", ")")) return elements;
  const next = peek(parser);
  if (next.kind === "text" || next.kind === "integer") {
    const message = `No comma stands before ${describe(parser, next)}.`;
    return fail(parser, "eql/syntax", message, next);
  }
  if (next.kind === "end" || isNext(parser, "sign", "]") || isNext(parser, "sign", "|"))
    return fail(parser, "eql/syntax", "The list is never closed.", open);
  return failExpected(parser, '"," or the ")" of the list');
}
