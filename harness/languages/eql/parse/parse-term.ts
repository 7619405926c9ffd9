import type { EventFilter, Expression, Name, Term } from "../syntax/ast.ts";
import { isTermNext, parseKeys, parseRuns, skipFork } from "./parse-clause.ts";
import {
  fail,
  failBetween,
  failExpected,
  isNext,
  peek,
  spanFrom,
  take,
  takeAny,
  type ParserState,
} from "./parser-state.ts";
import { isIdentifier, type Token } from "../syntax/tokens.ts";

/** A term, or of one that is not well-formed nothing but that it is there. */
export type ParsedTerm = Term | null;

interface Clauses {
  by: readonly Expression[];
  runs: number;
  alias: Name | null;
}

/**
 * Reads a term, whose bracket must come next. After a fault parsing goes on behind the term.
 *
 *     term := ("[" | "![") filter "]" keys? ("with" "runs" "=" integer)? ("as" word)?
 *
 * Elastic Endpoint's `as` is taken wherever a clause can stand.
 */
export function parseTerm(parser: ParserState): ParsedTerm {
  const open = takeAny(parser);
  const filter = parseBracketed(parser, open);
  const clauses: Clauses = { by: [], runs: 1, alias: null };
  const isSound = parseClauses(parser, clauses);
  if (!filter || !isSound) return null;
  return { filter, ...clauses, isMissing: open.text === "![", span: spanFrom(parser, open) };
}

function parseBracketed(parser: ParserState, open: Token): EventFilter | null {
  const filter = parser.grammar.filter(parser);
  if (filter && take(parser, "sign", "]")) return filter;
  const isUnclosed = filter && (isTermNext(parser) || isNext(parser, "sign", "|"));
  if (filter && (isUnclosed || peek(parser).kind === "end"))
    return fail(parser, "eql/syntax", 'The "[" is never closed.', open);
  if (filter) failBetween(parser);
  skipToClose(parser);
  return null;
}

/** Skips what is left of a term, its bracket included. */
function skipToClose(parser: ParserState): void {
  for (let depth = 1; depth > 0;) {
    const { kind, text } = takeAny(parser);
    if (kind === "end") return;
    if (kind !== "sign") continue;
    if (text === "[" || text === "![") depth++;
    else if (text === "]") depth--;
  }
}

function parseClauses(parser: ParserState, into: Clauses): boolean {
  for (;;) {
    const start = peek(parser);
    if (isNext(parser, "word", "by")) {
      if (into.runs > 1) failOrder(parser);
      if (into.by.length > 0) failTwice(parser, "by");
      const keys = parseKeys(parser);
      if (!keys) return skipToNext(parser);
      into.by = keys;
    } else if (take(parser, "word", "with")) {
      const runs = parseRuns(parser);
      if (runs === null) return skipToNext(parser);
      into.runs = runs;
    } else if (take(parser, "word", "as")) {
      if (into.alias) fail(parser, "eql/syntax", "The term has two names.", start);
      const name = peek(parser);
      if (!isIdentifier(name)) {
        failExpected(parser, "a name for the event");
        return skipToNext(parser);
      }
      into.alias = { name: takeAny(parser).text, span: { start: name.start, end: name.end } };
    } else if (!skipFork(parser)) return true;
  }
}

function failOrder(parser: ParserState): void {
  const message = '"by" stands behind "with runs".';
  fail(parser, "eql/clause-order", message, peek(parser), 'Write "by" first.');
}

function failTwice(parser: ParserState, word: string): void {
  fail(parser, "eql/syntax", `A second "${word}" belongs to the same term.`, peek(parser));
}

/** Recovers from a fault: skips to a term, `until`, a pipe or the end. */
export function skipToNext(parser: ParserState): false {
  while (
    peek(parser).kind !== "end" &&
    !isTermNext(parser) &&
    !isNext(parser, "word", "until") &&
    !isNext(parser, "sign", "|")
  )
    parser.at++;
  return false;
}
