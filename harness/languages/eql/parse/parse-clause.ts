import { didYouMean } from "../../../text/suggest.ts";
import type { Expression, Maxspan } from "../syntax/ast.ts";
import { quoteSource } from "../../common/quote.ts";
import {
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

const UNITS: ReadonlyMap<string, number> = new Map([
  ["ms", 1],
  ["s", 1000],
  ["m", 60_000],
  ["h", 3_600_000],
  ["d", 86_400_000],
]);
const LONG_UNITS: ReadonlyMap<string, string> = new Map([
  ["sec", "s"],
  ["secs", "s"],
  ["second", "s"],
  ["seconds", "s"],
  ["min", "m"],
  ["mins", "m"],
  ["minute", "m"],
  ["minutes", "m"],
  ["hour", "h"],
  ["hours", "h"],
  ["day", "d"],
  ["days", "d"],
]);
/** As Elasticsearch has it. */
const MOST_RUNS = 100;

/**
 * Reads join keys, if any come next.
 *
 *     keys := "by" field ("," field)*
 *
 * @returns null for a fault
 */
export function parseKeys(parser: ParserState): readonly Expression[] | null {
  const keys: Expression[] = [];
  if (!take(parser, "word", "by")) return keys;
  do {
    const key = parser.grammar.expression(parser);
    if (!key) return null;
    if (key.kind !== "field") {
      const written = parser.text.slice(key.span.start, key.span.end);
      const message = `${quoteSource(written)} is no field, and only fields can be join keys.`;
      fail(parser, "eql/join-key", message, key.span);
    }
    keys.push(key);
  } while (take(parser, "sign", ","));
  return keys;
}

/**
 * Reads the name and `=` of an option after `with`, which has been taken.
 *
 * @returns null for a fault
 */
function takeOption(parser: ParserState, option: "maxspan" | "runs"): true | null {
  const token = peek(parser);
  if (!take(parser, "word", option)) {
    const hint =
      didYouMean(token.text, [option]) ??
      (token.text === "runs" || token.text === "maxspan"
        ? '"maxspan" stands before the first term, "runs" behind the one that it repeats.'
        : `Write "with ${option}=…".`);
    return failExpected(parser, `"${option}"`, hint);
  }
  if (take(parser, "sign", "=")) return true;
  if (!take(parser, "sign", "==")) return failExpected(parser, '"="');
  const before = parser.tokens[parser.at - 1]!;
  fail(parser, "eql/syntax", `"==" stands after "${option}".`, before, 'Write "=".');
  return true;
}

/**
 * Reads `with maxspan=5m`, if it comes next.
 *
 *     maxspan := "with" "maxspan" "=" integer ("ms" | "s" | "m" | "h" | "d")
 *
 * @returns null if there is none; undefined for a fault after which it is unclear where it ends
 */
export function parseMaxspan(parser: ParserState): Maxspan | null | undefined {
  const start = peek(parser);
  if (!take(parser, "word", "with")) return null;
  if (!takeOption(parser, "maxspan")) return undefined;
  const amount = takeNumber(parser, "eql/bad-maxspan", "maxspan");
  if (!amount) return undefined;
  const unit = peek(parser);
  const hasUnit = unit.kind === "word" && !["by", "until"].includes(unit.text);
  if (hasUnit) parser.at++;
  const span = spanFrom(parser, amount);
  const factor = hasUnit ? UNITS.get(unit.text) : undefined;
  if (factor === undefined) return failUnit(parser, amount, hasUnit ? unit : null);
  if (amount.kind === "decimal") {
    const hint = "Write a whole number of a smaller unit.";
    const message = `${quoteSource(parser.text.slice(span.start, span.end))} is no whole number.`;
    fail(parser, "eql/bad-maxspan", message, span, hint);
    return null;
  }
  const milliseconds = Number(amount.text) * factor;
  if (milliseconds > 0 && Number.isSafeInteger(milliseconds))
    return { milliseconds, span: spanFrom(parser, start) };
  const message =
    milliseconds > 0
      ? `${quoteSource(parser.text.slice(span.start, span.end))} is longer than can be counted.`
      : 'The "maxspan" is 0, and no sequence can happen within it.';
  fail(parser, "eql/bad-maxspan", message, span);
  return null;
}

function takeNumber(
  parser: ParserState,
  code: "eql/bad-maxspan" | "eql/bad-runs",
  option: string,
): Token | null {
  const token = peek(parser);
  if (token.kind === "integer" || token.kind === "decimal") return takeAny(parser);
  const isNegative = token.text === "-" && peek(parser, 1).kind === "integer";
  if (!isNegative) return failExpected(parser, `a number for "${option}"`);
  const span = { start: token.start, end: peek(parser, 1).end };
  const written = parser.text.slice(span.start, span.end);
  return fail(parser, code, `"${option}" is ${written}, and must be above 0.`, span);
}

function failUnit(parser: ParserState, amount: Token, unit: Token | null): null {
  const units = "Units are ms, s, m, h and d.";
  if (!unit) {
    const message = `The "maxspan" of ${amount.text} has no unit.`;
    fail(
      parser,
      "eql/bad-maxspan",
      message,
      amount,
      `${units} Write "${amount.text}s" for seconds.`,
    );
    return null;
  }
  const short = LONG_UNITS.get(unit.text.toLowerCase());
  const hint = short ? `Write "${amount.text}${short}".` : units;
  fail(parser, "eql/bad-maxspan", `${quoteSource(unit.text)} is no unit of time.`, unit, hint);
  return null;
}

/**
 * Reads `with runs=3`, of which `with` has been taken.
 *
 * @returns 1 where it is faulty; null for a fault after which it is unclear where it ends
 */
export function parseRuns(parser: ParserState): number | null {
  if (!takeOption(parser, "runs")) return null;
  const token = takeNumber(parser, "eql/bad-runs", "runs");
  if (!token) return null;
  const runs = Number(token.text);
  if (token.kind === "integer" && runs >= 1 && runs <= MOST_RUNS) return runs;
  const message = `"runs" is ${quoteSource(token.text).slice(1, -1)}, and must be a whole number from 1 to ${MOST_RUNS}.`;
  fail(parser, "eql/bad-runs", message, token);
  return 1;
}

/** Skips Endgame's `fork` or `fork=true`, with a fault. */
export function skipFork(parser: ParserState): boolean {
  const token = peek(parser);
  if (!take(parser, "word", "fork")) return false;
  if (take(parser, "sign", "=")) takeAny(parser);
  const message = `${describe(parser, token)} is Endgame's, and does not exist here.`;
  fail(parser, "eql/fork", message, spanFrom(parser, token), "Leave it out.");
  return true;
}

/** Whether a term comes next: `[ … ]` or `![ … ]`. */
export function isTermNext(parser: ParserState): boolean {
  return isNext(parser, "sign", "[") || isNext(parser, "sign", "![");
}
