import { didYouMean } from "../../../text/suggest.ts";
import type { Pipe, Statement } from "../syntax/ast.ts";
import { quoteSource } from "../../common/quote.ts";
import {
  fail,
  failExpected,
  isNext,
  last,
  peek,
  spanFrom,
  take,
  takeAny,
  type ParserState,
} from "./parser-state.ts";
import type { Token } from "../syntax/tokens.ts";

const ENDGAME_PIPES: ReadonlySet<string> = new Set([
  "count",
  "filter",
  "sort",
  "unique",
  "unique_count",
]);
/** Each pipe takes what the one before it lets through, so that their number is a depth. */
const MAX_PIPES = 100;
const MOST = 2n ** 31n - 1n;

/**
 * Reads the pipes that follow a statement, to the end of the query. After a fault parsing goes on
 * at the next pipe.
 *
 *     pipe := "|" ("head" | "tail") integer
 */
export function parsePipes(parser: ParserState, statement: Statement | null): readonly Pipe[] {
  const pipes: Pipe[] = [];
  for (;;) {
    const start = peek(parser);
    if (!take(parser, "sign", "|")) return pipes;
    if (statement?.kind === "sample")
      fail(parser, "eql/sample-clause", "A sample has no pipes.", start, "Leave them out.");
    if (pipes.length >= MAX_PIPES) {
      fail(parser, "eql/too-deep", `The query has more than ${MAX_PIPES} pipes.`, start);
      while (peek(parser).kind !== "end") parser.at++;
      return pipes;
    }
    const pipe = parsePipe(parser, start);
    if (pipe) pipes.push(pipe);
    else while (peek(parser).kind !== "end" && !isNext(parser, "sign", "|")) parser.at++;
  }
}

function parsePipe(parser: ParserState, start: Token): Pipe | null {
  const name = peek(parser);
  if (name.kind !== "word") return failExpected(parser, "a pipe", "Pipes are head and tail.");
  parser.at++;
  if (name.text !== "head" && name.text !== "tail") return failName(parser, name);
  const argument = peek(parser);
  const isAlone = argument.kind === "end" || isNext(parser, "sign", "|");
  const value = isAlone ? null : parser.grammar.expression(parser);
  if (!value && !isAlone) return null;
  const span = isAlone ? name : spanFrom(parser, argument);
  const written = quoteSource(parser.text.slice(span.start, span.end));
  const hint = `Write "| ${name.text} 10".`;
  if (isNext(parser, "sign", ",")) {
    const message = `"${name.text}" has several arguments, and wants one.`;
    return fail(parser, "eql/pipe-argument", message, peek(parser), hint);
  }
  if (!isNext(parser, "sign", "|") && peek(parser).kind !== "end")
    return failExpected(parser, "another pipe or the end");
  if (value?.kind === "integer" && value.value >= 0n && value.value <= MOST)
    return { name: name.text, count: Number(value.value), span: spanFrom(parser, start) };
  const message = isAlone
    ? `"${name.text}" has no argument.`
    : `"${name.text}" wants a whole number that is not negative, and ${written} is none.`;
  return fail(parser, "eql/pipe-argument", message, isAlone ? last(parser) : span, hint);
}

function failName(parser: ParserState, name: Token): null {
  if (ENDGAME_PIPES.has(name.text)) {
    const message = `The pipe "${name.text}" is Endgame's, and does not exist here.`;
    return fail(parser, "eql/unsupported-pipe", message, name, "Pipes are head and tail.");
  }
  const hint = didYouMean(name.text, ["head", "tail"]) ?? "Pipes are head and tail.";
  return fail(
    parser,
    "eql/unknown-pipe",
    `There is no pipe ${quoteSource(name.text)}.`,
    name,
    hint,
  );
}

/** Skips what cannot be read to the next pipe or the end. */
export function skipToPipe(parser: ParserState): void {
  while (peek(parser).kind !== "end" && !isNext(parser, "sign", "|")) takeAny(parser);
}
