/**
 * The parser of queries: Elasticsearch's language as it is today, with what Elastic Endpoint adds
 * to it (`as`, `_arraysearch`, `descendant of`). What Endgame's older language has beyond that is
 * refused by name.
 *
 * Every text comes to an end in linear time, whatever it holds: tests/languages/eql/parse-laws.test.ts.
 */
import type { Expression, Query, Statement } from "../syntax/ast.ts";
import { addFault, type Fault } from "../fault.ts";
import { checkExpression } from "./check-condition.ts";
import { lex } from "./lex.ts";
import { parseExpression } from "./parse-condition.ts";
import { parseFilter } from "./parse-filter.ts";
import { parsePipes, skipToPipe } from "./parse-pipe.ts";
import { parseSequence } from "./parse-sequence.ts";
import { describe, fail, failBetween, isNext, peek, type ParserState } from "./parser-state.ts";

/** What came of a text: a query if, and only if, there is no fault. */
export interface ParsedQuery {
  readonly query: Query | null;
  /** In the order of the text. */
  readonly faults: readonly Fault[];
}

/**
 * Parses a query and checks what needs no schema.
 *
 *     query     := statement pipe*
 *     statement := filter | sequence | sample
 *
 * @see Elasticsearch, "EQL syntax reference" and EqlBase.g4
 */
export function parseQuery(text: string): ParsedQuery {
  const faults: Fault[] = [];
  const parser = start(text, faults);
  if (!parser) return { query: null, faults };
  if (peek(parser).kind === "end") {
    addFault(faults, "eql/empty", "The query is empty.", { start: 0, end: 1 });
    return { query: null, faults };
  }
  const statement = parseStatement(parser);
  if (statement && !isNext(parser, "sign", "|") && peek(parser).kind !== "end") failBetween(parser);
  skipToPipe(parser);
  const pipes = parsePipes(parser, statement);
  if (faults.length === 0 && statement) return { query: { statement, pipes }, faults };
  return { query: null, faults: faults.sort((a, b) => a.span.start - b.span.start) };
}

/** Parses an expression that stands alone and need not be a condition. */
export function parseExpressionText(text: string): {
  /** Null if there is a fault. */
  readonly expression: Expression | null;
  readonly faults: readonly Fault[];
} {
  const faults: Fault[] = [];
  const parser = start(text, faults);
  const expression = parser && parseExpression(parser);
  if (parser && expression && peek(parser).kind !== "end") failBetween(parser);
  if (expression) checkExpression(expression, text, faults);
  return { expression: faults.length === 0 ? expression : null, faults };
}

/** Returns null if a text or comment is unterminated, which is then a fault. */
function start(text: string, faults: Fault[]): ParserState | null {
  const { tokens, isUnterminated } = lex(text, faults);
  const grammar = { expression: parseExpression, filter: parseFilter };
  return isUnterminated ? null : { text, tokens, faults, at: 0, depth: 0, arithmetic: 0, grammar };
}

function parseStatement(parser: ParserState): Statement | null {
  const first = peek(parser);
  const isWord = (text: string): boolean => first.kind === "word" && first.text === text;
  if (isWord("sequence") || isWord("sample")) return parseSequence(parser);
  if (isWord("join")) {
    const message = `${describe(parser, first)} is Endgame's, and does not exist here.`;
    const hint = 'Write "sample by …" for events in any order.';
    return fail(parser, "eql/join", message, first, hint);
  }
  const filter = parseFilter(parser);
  return filter && { kind: "event", filter };
}
