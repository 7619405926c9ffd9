import { quoteSource } from "../../common/quote.ts";
import { addFault, type Fault } from "../fault.ts";
import { endOfLine, readText } from "./lex-text.ts";
import type { Token } from "../syntax/tokens.ts";

const BLANKS = /[ \t\r\n]+/y;
/** `@` needs no backticks, so that `@timestamp` needs none. `$` begins the variable of an `_arraysearch`. */
const WORD = /[A-Za-z_@$][A-Za-z0-9_]*~?/y;
const NUMBER = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const NAME = /`(?:[^`]|``)*`/y;
const SIGN = /!\[|!:|[=!<>]=|[-=<>:+*/%.,[\]()|?!]/y;
const TEXT_START = /\?["']|["']/y;

/** Operators of other languages, and the word for them. */
const OTHER_OPERATORS = new Map([
  ["&&", "and"],
  ["||", "or"],
]);

export interface Lexed {
  /** The last is the end. */
  readonly tokens: readonly Token[];
  /** A text or comment is never closed: the rest of the query is within it, and is not parsed. */
  readonly isUnterminated: boolean;
}

interface Lexer {
  readonly text: string;
  readonly tokens: Token[];
  readonly faults: Fault[];
  at: number;
  isUnterminated: boolean;
  /** A comment within a comment was not closed, and comments are read without further ones. */
  isFlat: boolean;
}

/** Splits a query into tokens. What is wrong is added to the faults, and read as what was meant. */
export function lex(text: string, faults: Fault[]): Lexed {
  const lexer: Lexer = { text, tokens: [], faults, at: 0, isUnterminated: false, isFlat: false };
  if (text.startsWith("\ufeff")) lexer.at = 1;
  while (lexer.at < text.length) readNext(lexer);
  lexer.tokens.push({ kind: "end", text: "", start: text.length, end: text.length });
  return { tokens: lexer.tokens, isUnterminated: lexer.isUnterminated };
}

function readNext(lexer: Lexer): void {
  const { text, at } = lexer;
  if (skip(lexer, BLANKS)) return;
  if (text.startsWith("//", at)) return skipLineComment(lexer);
  if (text.startsWith("/*", at)) return skipComment(lexer);
  if (test(TEXT_START, lexer)) return pushText(lexer);
  const other = OTHER_OPERATORS.get(text.slice(at, at + 2));
  if (other) return pushForeign(lexer, other);
  if (push(lexer, "word", WORD) || pushNumber(lexer)) return;
  if (text[at] === "`") return pushName(lexer);
  if (push(lexer, "sign", SIGN)) return;
  const sign = String.fromCodePoint(text.codePointAt(at)!);
  lexer.at += sign.length;
  const hint =
    sign === ";" ? "A query ends without a sign." : "Names with other signs stand in backticks.";
  const message = `The sign ${quoteSource(sign)} means nothing here.`;
  addFault(lexer.faults, "eql/unknown-sign", message, { start: at, end: lexer.at }, hint);
}

function test(pattern: RegExp, { text, at }: Lexer): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

function skip(lexer: Lexer, pattern: RegExp): boolean {
  if (!test(pattern, lexer)) return false;
  lexer.at = pattern.lastIndex;
  return true;
}

function push(lexer: Lexer, kind: Token["kind"], pattern: RegExp): boolean {
  const start = lexer.at;
  if (!skip(lexer, pattern)) return false;
  lexer.tokens.push({ kind, text: lexer.text.slice(start, lexer.at), start, end: lexer.at });
  return true;
}

function pushNumber(lexer: Lexer): boolean {
  const start = lexer.at;
  if (!skip(lexer, NUMBER)) return false;
  const text = lexer.text.slice(start, lexer.at);
  const kind = /^\d+$/.test(text) ? "integer" : "decimal";
  lexer.tokens.push({ kind, text, start, end: lexer.at });
  return true;
}

function pushName(lexer: Lexer): void {
  const start = lexer.at;
  if (!skip(lexer, NAME)) return tear(lexer, start, "The name in backticks is never closed.");
  const text = lexer.text.slice(start + 1, lexer.at - 1).replaceAll("``", "`");
  if (text === "") {
    const span = { start, end: lexer.at };
    addFault(lexer.faults, "eql/syntax", "The backticks hold no name.", span);
  }
  lexer.tokens.push({ kind: "name", text, start, end: lexer.at });
}

function pushText(lexer: Lexer): void {
  const start = lexer.at;
  const { value, end, isClosed } = readText(lexer.text, start, lexer.faults);
  if (!isClosed) {
    const hint = lexer.text.startsWith('"""', start)
      ? "Three double quotes on the same line close it."
      : 'A text ends on its line; write "\\n" for a line break in it.';
    return tear(lexer, start, "The text is never closed.", hint, end);
  }
  lexer.at = end;
  lexer.tokens.push({ kind: "text", text: value, start, end });
}

function pushForeign(lexer: Lexer, word: string): void {
  const span = { start: lexer.at, end: lexer.at + 2 };
  const message = `${quoteSource(lexer.text.slice(span.start, span.end))} is no operator.`;
  addFault(lexer.faults, "eql/foreign-operator", message, span, `Write "${word}".`);
  lexer.at = span.end;
  lexer.tokens.push({ kind: "word", text: word, ...span });
}

function skipLineComment(lexer: Lexer): void {
  lexer.at = endOfLine(lexer.text, lexer.at);
}

/**
 * Skips a comment. Comments stand within each other; where the inner ones are not all closed, the
 * first closing mark ends the whole, as in Elasticsearch.
 */
function skipComment(lexer: Lexer): void {
  const start = lexer.at;
  const first = lexer.text.indexOf("*/", start + 2);
  if (first < 0) return tear(lexer, start, "The comment is never closed.");
  lexer.at = lexer.isFlat ? first + 2 : endOfComment(lexer, start, first + 2);
}

function endOfComment(lexer: Lexer, start: number, flatEnd: number): number {
  const marks = /\/\*|\*\//g;
  marks.lastIndex = start + 2;
  let depth = 1;
  for (let mark = marks.exec(lexer.text); mark; mark = marks.exec(lexer.text)) {
    depth += mark[0] === "/*" ? 1 : -1;
    if (depth === 0) return marks.lastIndex;
  }
  lexer.isFlat = true;
  return flatEnd;
}

function tear(lexer: Lexer, start: number, message: string, hint?: string, end?: number): void {
  addFault(lexer.faults, "eql/unclosed", message, { start, end: end ?? start + 1 }, hint);
  lexer.at = end ?? lexer.text.length;
  lexer.isUnterminated = true;
}
