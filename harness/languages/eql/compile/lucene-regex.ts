/**
 * Lucene's regular expressions, all operators on, in the dialect of `harness/matching/values/regex/regex-syntax.ts`. They
 * hold for whole values. What only looks like another dialect means what Lucene takes it for: `^` and
 * `$` are characters, `.*?` is an optional `.*`, and an operator that stands first is a character.
 *
 * @see Apache Lucene, org.apache.lucene.util.automaton.RegExp (9 and later: `\d \s \w` are classes)
 */
import {
  literal,
  malformed,
  match,
  type Cursor,
  type RegexRefusal,
} from "../../../matching/values/regex/regex-escape.ts";
import { decimalInterval } from "./decimal-interval.ts";

/** The most that `compileRegex` repeats. */
const MAX_REPEAT = 65_535;
const MAX_DEPTH = 200;
/** Holds for no text. */
const NEVER = "(?:\\z.)";

/** The members of Lucene's classes. White space is four characters. */
const CLASSES: Readonly<Record<string, string>> = {
  d: "0-9",
  D: "\\x00-\\/:-\\x{10ffff}",
  s: "\\t\\n\\r\\x20",
  S: "\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f!-\\x{10ffff}",
  w: "0-9A-Z_a-z",
  W: "\\x00-\\/:-@\\[-\\^`\\{-\\x{10ffff}",
};

const REPEAT = /[*+?]|\{(\d+)(?:(,)(\d*))?\}/y;
const INTERVAL = /<([^>]*)>/y;
const QUOTED = /"([^"]*)"/y;

/**
 * Returns the expression in the dialect of `compileRegex`, to be used with `dotAll`, or why it has
 * none.
 */
export function translateLuceneRegex(text: string): { readonly source: string } | RegexRefusal {
  const cursor: Cursor = { source: text, at: 0 };
  if (text === "") return { source: "\\A\\z" };
  try {
    const translated = readUnion(cursor, 0);
    if (cursor.at < text.length) refuse("The parenthesis closes no group.", cursor.at, 1);
    const isOne = !translated.includes("|");
    return { source: isOne ? `\\A${translated}\\z` : `\\A(?:${translated})\\z` };
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}

/** Unwinds the recursion; never leaves this file. */
class Refused extends Error {
  readonly refusal: RegexRefusal;

  constructor(refusal: RegexRefusal) {
    super(refusal.error);
    this.refusal = refusal;
  }
}

function refuse(error: string, at: number, length: number): never {
  throw new Refused(malformed(error, at, at + length));
}

function unsupported(error: string, at: number, length: number): never {
  throw new Refused({ error, reason: "unsupported", span: { start: at, end: at + length } });
}

function costly(error: string, at: number, length: number): never {
  throw new Refused({ error, reason: "costly", span: { start: at, end: at + length } });
}

/** union := concatenation (`|` union)?; `&` between concatenations is refused. */
function readUnion(cursor: Cursor, depth: number): string {
  if (depth > MAX_DEPTH)
    costly(`Groups stand in each other more than ${MAX_DEPTH} deep.`, cursor.at, 1);
  const branches = [readConcatenation(cursor, depth)];
  for (
    ;
    peek(cursor) === "|" || peek(cursor) === "&";
    branches.push(readConcatenation(cursor, depth))
  ) {
    if (peek(cursor) === "&")
      unsupported(`The intersection "&" cannot be matched in linear time.`, cursor.at, 1);
    cursor.at++;
  }
  return branches.join("|");
}

/** concatenation := repetition+, up to `|`, `&`, `)` or the end. */
function readConcatenation(cursor: Cursor, depth: number): string {
  let out = readRepetition(cursor, depth);
  while (cursor.at < cursor.source.length && !"|&)".includes(peek(cursor)!))
    out += readRepetition(cursor, depth);
  return out;
}

/** repetition := atom (`?` | `*` | `+` | `{n}` | `{n,}` | `{n,m}`)* */
function readRepetition(cursor: Cursor, depth: number): string {
  let out = readAtom(cursor, depth);
  let repeated = "";
  while ("?*+{".includes(peek(cursor) ?? "-")) {
    const { at } = cursor;
    const found = match(REPEAT, cursor);
    if (!found) return refuse('A "{" repeats, and wants one or two numbers and a "}".', at, 1);
    const [written, from, comma, to] = found;
    const [least, most] = [Number(from ?? 0), Number(to || (from ?? 0))];
    if (Math.max(least, most) > MAX_REPEAT)
      costly(`"${written}" repeats more than ${MAX_REPEAT} times.`, at, written.length);
    cursor.at += written.length;
    if (repeated === "*" && "?*+".includes(written)) continue;
    const repeatable = repeated === "" ? out : `(?:${out})`;
    out = comma && to && least > most ? NEVER : `${repeatable}${written}`;
    repeated = written;
  }
  return out;
}

/** atom := `[…]` | `.` | `#` | `@` | `"…"` | `()` | `(` union `)` | `<n-m>` | a character */
function readAtom(cursor: Cursor, depth: number): string {
  const { at } = cursor;
  switch (peek(cursor)) {
    case undefined:
      return refuse("The expression ends where something must follow.", Math.max(0, at - 1), 1);
    case "~":
      return unsupported(`The complement "~" cannot be matched in linear time.`, at, 1);
    case "[":
      return readClass(cursor);
    case ".":
      return advance(cursor, 1, ".");
    case "#":
      return advance(cursor, 1, NEVER);
    case "@":
      return advance(cursor, 1, "(?:.*)");
    case '"': {
      const quoted = match(QUOTED, cursor);
      if (!quoted) return refuse("The quoted text is never closed.", at, 1);
      return advance(cursor, quoted[0].length, `(?:${Array.from(quoted[1]!, escaped).join("")})`);
    }
    case "(":
      return readGroup(cursor, depth);
    case "<":
      return readInterval(cursor);
    case "\\": {
      const set = readSet(cursor);
      return set === undefined ? escaped(readCharacter(cursor)) : `[${set}]`;
    }
    default:
      return escaped(readCharacter(cursor));
  }
}

function readGroup(cursor: Cursor, depth: number): string {
  const { at } = cursor;
  cursor.at++;
  if (peek(cursor) === ")") return advance(cursor, 1, "(?:)");
  const inside = readUnion(cursor, depth + 1);
  if (peek(cursor) !== ")") return refuse("The group is never closed.", at, 1);
  return advance(cursor, 1, `(?:${inside})`);
}

function readInterval(cursor: Cursor): string {
  const { at } = cursor;
  const found = match(INTERVAL, cursor);
  if (!found) return refuse('A "<" opens an interval of numbers, and no ">" closes it.', at, 1);
  const [written, inside] = found;
  const bounds = /^(\d{1,9})-(\d{1,9})$/.exec(inside!);
  if (!bounds)
    return refuse(`"${written}" is no interval of two numbers, as in <1-254>.`, at, written.length);
  return advance(cursor, written.length, `(?:${decimalInterval(bounds[1]!, bounds[2]!)})`);
}

/** class := `[` `^`? member+ `]`, where a member is a character, a range or `\d \s \w` and the like. */
function readClass(cursor: Cursor): string {
  const start = cursor.at++;
  const negated = peek(cursor) === "^";
  if (negated) cursor.at++;
  let out = negated ? "[^" : "[";
  do {
    if (cursor.at >= cursor.source.length) refuse("The class is never closed.", start, 1);
    out += readMember(cursor);
  } while (peek(cursor) !== "]");
  return advance(cursor, 1, `${out}]`);
}

function readMember(cursor: Cursor): string {
  const { at, source } = cursor;
  const set = peek(cursor) === "\\" ? readSet(cursor) : undefined;
  if (set !== undefined) return set;
  const low = readCharacter(cursor);
  if (peek(cursor) !== "-") return escaped(low);
  cursor.at++;
  const high = readCharacter(cursor);
  if (high.codePointAt(0)! < low.codePointAt(0)!)
    refuse(`"${source.slice(at, cursor.at)}" is a range from high to low.`, at, cursor.at - at);
  return `${escaped(low)}-${escaped(high)}`;
}

/** Reads `\d` and the like and gives the members; undefined if the backslash escapes a character. */
function readSet(cursor: Cursor): string | undefined {
  const letter = cursor.source[cursor.at + 1] ?? "";
  const set = Object.hasOwn(CLASSES, letter) ? CLASSES[letter] : undefined;
  if (set !== undefined) return advance(cursor, 2, set);
  if (/[A-Za-z]/.test(letter)) refuse(`"\\${letter}" is no class of characters.`, cursor.at, 2);
  return undefined;
}

/** One character, whatever it is; a backslash before it is skipped. */
function readCharacter(cursor: Cursor): string {
  const { source } = cursor;
  if (source[cursor.at] === "\\") cursor.at++;
  const code = source.codePointAt(cursor.at);
  if (code === undefined)
    return refuse("The expression ends where a character must follow.", source.length - 1, 1);
  const character = String.fromCodePoint(code);
  return advance(cursor, character.length, character);
}

function peek({ source, at }: Cursor): string | undefined {
  return source[at];
}

function advance(cursor: Cursor, length: number, out: string): string {
  cursor.at += length;
  return out;
}

function escaped(character: string): string {
  return literal(character.codePointAt(0)!);
}
