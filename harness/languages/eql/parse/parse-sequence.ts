import type { Span } from "../../../text/source.ts";
import type { Expression, Maxspan, Statement, Term } from "../syntax/ast.ts";
import { checkSequence } from "./check-sequence.ts";
import { isTermNext, parseKeys, parseMaxspan } from "./parse-clause.ts";
import {
  describe,
  fail,
  failExpected,
  isNext,
  last,
  peek,
  take,
  takeAny,
  type ParserState,
} from "./parser-state.ts";
import { parseTerm, skipToNext, type ParsedTerm } from "./parse-term.ts";
import type { Token } from "../syntax/tokens.ts";

/** What `sequence` and `sample` have in common; null stands for what was not well-formed. */
interface Parts {
  readonly by: readonly Expression[] | null;
  readonly maxspan: Maxspan | null;
  /** Where `with` stands, even if what follows it is faulty. */
  readonly withSpan: Span | null;
  readonly terms: readonly ParsedTerm[];
  readonly until: ParsedTerm;
  readonly untilSpan: Span | null;
}

/**
 * Reads a sequence or a sample, whose first word must come next, and checks it.
 *
 *     sequence := "sequence" keys? maxspan? term+ ("until" term)?
 *     sample   := "sample" keys? term+
 *
 * @returns null if a part of it is not well-formed
 */
export function parseSequence(parser: ParserState): Statement | null {
  const word = takeAny(parser);
  const parts = parseParts(parser, word);
  if (!parts) return null;
  const { by, maxspan, until, untilSpan } = parts;
  const terms = parts.terms.filter((term) => term !== null);
  const span = { start: word.start, end: last(parser).end };
  const kind = word.text === "sample" ? "sample" : "sequence";
  if (kind === "sample") checkSampleClauses(parser, parts);
  const isWhole = by && terms.length === parts.terms.length && (until || !untilSpan);
  if (!isWhole) return null;
  const statement: Statement =
    kind === "sample" ? { kind, by, terms, span } : { kind, by, maxspan, terms, until, span };
  checkSequence(statement, { start: word.start, end: word.end }, parts.withSpan, parser.faults);
  return statement;
}

function parseParts(parser: ParserState, word: Token): Parts | null {
  let by = parseKeys(parser);
  if (!by) skipToNext(parser);
  const withToken = peek(parser);
  const maxspan = parseMaxspan(parser);
  const withSpan = withToken.text === "with" && withToken.kind === "word" ? withToken : null;
  if (maxspan === undefined) skipToNext(parser);
  if (isNext(parser, "word", "by")) {
    const message = `"by" stands behind "with maxspan".`;
    const hint = `Write "by" first: ${word.text} by … with maxspan=….`;
    fail(parser, "eql/clause-order", message, peek(parser), hint);
    by = parseKeys(parser);
    if (!by) skipToNext(parser);
  }
  const terms = parseTerms(parser, word);
  if (!terms) return null;
  const untilToken = peek(parser);
  const untilSpan = take(parser, "word", "until") ? untilToken : null;
  const until = untilSpan ? parseUntil(parser) : null;
  return { by, maxspan: maxspan ?? null, withSpan, terms, until, untilSpan };
}

function parseTerms(parser: ParserState, word: Token): ParsedTerm[] | null {
  const terms: ParsedTerm[] = [];
  for (;;) {
    while (isTermNext(parser)) terms.push(parseTerm(parser));
    const { kind } = peek(parser);
    const isOver = kind === "end" || isNext(parser, "word", "until") || isNext(parser, "sign", "|");
    if (isOver && terms.length > 0) return terms;
    const hint = `A ${word.text} has terms in brackets: [ process where true ].`;
    if (isNext(parser, "sign", "!") && isNext(parser, "sign", "[", 1)) {
      const message = 'A blank stands between "!" and "[".';
      fail(parser, "eql/syntax", message, takeAny(parser), 'Write "![".');
      continue;
    }
    failTerm(parser, terms.length, hint);
    if (isOver) return null;
    terms.push(null);
    skipToNext(parser);
  }
}

function failTerm(parser: ParserState, count: number, hint: string): void {
  const token = peek(parser);
  if (count === 0) failExpected(parser, 'the "[" of a term', hint);
  else {
    const message = `${describe(parser, token)} stands behind a term, where another one or a pipe is expected.`;
    fail(parser, "eql/syntax", message[0]!.toUpperCase() + message.slice(1), token);
  }
}

function parseUntil(parser: ParserState): Term | null {
  if (isTermNext(parser)) return parseTerm(parser);
  failExpected(parser, 'the "[" of the term after "until"');
  skipToNext(parser);
  return null;
}

function checkSampleClauses(parser: ParserState, { withSpan, untilSpan }: Parts): void {
  const hint = 'Only a "sequence" has a time and an order.';
  if (withSpan)
    fail(parser, "eql/sample-clause", 'A sample has no "with maxspan".', withSpan, hint);
  if (untilSpan) fail(parser, "eql/sample-clause", 'A sample has no "until".', untilSpan, hint);
}
