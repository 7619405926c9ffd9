import type { EventFilter, Name } from "../syntax/ast.ts";
import { checkCondition } from "./check-condition.ts";
import {
  describe,
  fail,
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
import { isIdentifier } from "../syntax/tokens.ts";

/**
 * Reads a filter, and checks its condition.
 *
 *     filter := ("any" | word | name | text) "where" expression
 *
 * @returns null if it is not well-formed, which is then a fault
 */
export function parseFilter(parser: ParserState): EventFilter | null {
  const start = peek(parser);
  const category = parseCategory(parser);
  if (category === undefined) return null;
  if (!take(parser, "word", "where")) return failWhere(parser);
  const condition = parser.grammar.expression(parser);
  if (!condition) return null;
  checkCondition(condition, parser.text, parser.faults);
  return { category, condition, span: spanFrom(parser, start) };
}

/** Returns null for `any`, and undefined for a fault. */
function parseCategory(parser: ParserState): Name | null | undefined {
  const token = peek(parser);
  if (take(parser, "word", "any")) return null;
  const isNamed = token.kind === "text" || isIdentifier(token);
  const isReserved = !isNamed && isNext(parser, "word", "where", 1);
  const name = isNamed ? takeAny(parser) : isReserved ? takeReserved(parser, "category") : null;
  if (name) return { name: name.text, span: { start: name.start, end: name.end } };
  failExpected(parser, "a category of events", 'A filter is "category where condition".');
  return undefined;
}

function failWhere(parser: ParserState): null {
  const token = peek(parser);
  if (token.kind === "end" || token.text === "]")
    return failExpected(parser, '"where"', 'Write "where true" for all events of a category.');
  const isField = token.kind === "sign" && /^[.:=!<>]/.test(token.text);
  const upper = token.kind === "word" ? wordHint(token.text) : undefined;
  const message = `${describe(parser, token)} stands where "where" is expected.`;
  const hint = isField
    ? 'A condition follows a category of events: "any where …" is for events of every one.'
    : 'A filter is "category where condition".';
  return fail(
    parser,
    "eql/syntax",
    message[0]!.toUpperCase() + message.slice(1),
    token,
    upper ?? hint,
  );
}
