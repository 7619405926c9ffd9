import type { Span } from "../../../text/source.ts";
import { didYouMean } from "../../../text/suggest.ts";
import type { EventFilter, Expression } from "../syntax/ast.ts";
import { quoteSource } from "../../common/quote.ts";
import { addFault, type Fault, type FaultCode } from "../fault.ts";
import { isIdentifier, RESERVED_WORDS, type Token } from "../syntax/tokens.ts";

/** Parentheses, calls and `not` within each other: more than anyone writes, less than a stack holds. */
const MAX_DEPTH = 100;
/** Each operator nests the one before it, so that their number is a depth as well. */
const MAX_ARITHMETIC = 500;

/**
 * The parser's state: the tokens, the position among them, the faults. Functions of the parser return
 * null after adding a fault.
 */
export interface ParserState {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly faults: Fault[];
  at: number;
  depth: number;
  arithmetic: number;
  /** Expressions hold filters (`child of [ … ]`), and filters expressions. */
  readonly grammar: {
    readonly expression: (parser: ParserState) => Expression | null;
    readonly filter: (parser: ParserState) => EventFilter | null;
  };
}

export function peek(parser: ParserState, ahead = 0): Token {
  return parser.tokens[parser.at + ahead] ?? parser.tokens.at(-1)!;
}

/** The token before the next one; the next one itself at the beginning. */
export function last(parser: ParserState): Token {
  return parser.tokens[parser.at - 1] ?? peek(parser);
}

export function isNext(
  parser: ParserState,
  kind: "word" | "sign",
  text: string,
  ahead = 0,
): boolean {
  const token = peek(parser, ahead);
  return token.kind === kind && token.text === text;
}

export function take(parser: ParserState, kind: "word" | "sign", text: string): boolean {
  if (!isNext(parser, kind, text)) return false;
  parser.at++;
  return true;
}

/** Takes the next token, whatever it is; the end stays. */
export function takeAny(parser: ParserState): Token {
  const token = peek(parser);
  if (token.kind !== "end") parser.at++;
  return token;
}

export function fail(
  parser: ParserState,
  code: FaultCode,
  message: string,
  span: Span,
  hint?: string,
): null {
  return addFault(parser.faults, code, message, span, hint);
}

/** Returns a token as a message names it. */
export function describe({ text: query }: ParserState, { kind, start, end }: Token): string {
  if (kind === "end") return "the end of the query";
  const written = query.slice(start, end);
  return kind === "text"
    ? `the text ${written.length > 60 ? `${written.slice(0, 57)}…` : written}`
    : quoteSource(written);
}

/** The fault of finding something other than what is expected, such as `a field`. */
export function failExpected(parser: ParserState, expected: string, hint?: string): null {
  const token = peek(parser);
  if (token.kind === "end") {
    const before = last(parser);
    const message =
      before === token
        ? `The query is empty, where ${expected} is expected.`
        : `The query ends after ${describe(parser, before)}, where ${expected} is expected.`;
    return fail(parser, "eql/syntax", message, before, hint);
  }
  const message = `${capitalised(describe(parser, token))} stands where ${expected} is expected.`;
  return fail(parser, "eql/syntax", message, token, hint);
}

/** The fault of a token behind something complete. */
export function failBetween(parser: ParserState): null {
  const [before, token] = [last(parser), peek(parser)];
  const written = parser.text.slice(token.start, token.end);
  if (written === ")" || written === "]")
    return fail(parser, "eql/syntax", `The "${written}" closes none.`, token);
  if (token.kind === "end") return failExpected(parser, 'the closing "]"');
  const message = `No operator stands between ${describe(parser, wholeName(parser))} and ${describe(parser, token)}.`;
  const beforeText = parser.text.slice(before.start, before.end);
  return fail(parser, "eql/syntax", message, token, wordHint(beforeText) ?? betweenHint(token));
}

/** The token before the next one, with the parts of the field that it ends. */
function wholeName(parser: ParserState): Token {
  const token = last(parser);
  let at = parser.at - 1;
  while (isIdentifier(token) && parser.tokens[at - 1]?.text === ".") at -= 2;
  return { ...token, start: parser.tokens[at]?.start ?? token.start };
}

function betweenHint(token: Token): string | undefined {
  if (token.kind !== "word") return undefined;
  return (
    wordHint(token.text) ??
    didYouMean(token.text, ["and", "or", "in", "like", "like~", "regex", "regex~", "not in"])
  );
}

/** A hint for a word that would be one of the language in lower case. */
export function wordHint(text: string): string | undefined {
  const lower = text.toLowerCase();
  return lower !== text && RESERVED_WORDS.has(lower)
    ? `Words of the language are written in lower case: "${lower}".`
    : undefined;
}

/**
 * The fault of a word of the language where a name is expected, if that is what comes next; it is
 * taken for the name.
 */
export function takeReserved(parser: ParserState, what: "field" | "category"): Token | null {
  const token = peek(parser);
  if (token.kind !== "word" || isIdentifier(token) || token.text.endsWith("~")) return null;
  const message = `"${token.text}" is a word of the language, and names no ${what}.`;
  const hint =
    what === "field"
      ? `Write it in backticks: \`${token.text}\`.`
      : `Write it as a text: "${token.text}" where ….`;
  fail(parser, "eql/reserved-word", message, token, hint);
  return takeAny(parser);
}

/** Runs a part of the parser one level deeper, unless that is too deep. */
export function deeper<T>(parser: ParserState, parse: () => T | null): T | null {
  if (parser.depth >= MAX_DEPTH) {
    const message = `The query is nested more than ${MAX_DEPTH} deep.`;
    return fail(parser, "eql/too-deep", message, peek(parser));
  }
  parser.depth++;
  const parsed = parse();
  parser.depth--;
  return parsed;
}

/** Counts an arithmetic operator. Returns whether there are too many, which is then a fault. */
export function isTooMuchArithmetic(parser: ParserState): boolean {
  if (++parser.arithmetic <= MAX_ARITHMETIC) return false;
  const message = `The query has more than ${MAX_ARITHMETIC} arithmetic operators.`;
  fail(parser, "eql/too-deep", message, peek(parser));
  return true;
}

function capitalised(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1);
}

/** Returns the span from the beginning of one to the end of the token last taken. */
export function spanFrom(parser: ParserState, { start }: Span): Span {
  return { start, end: Math.max(start, last(parser).end) };
}
