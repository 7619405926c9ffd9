/**
 * Regular expressions as rules write them (PCRE and Python's dialect of it) in RE2's syntax. The
 * answer wanted is only whether a text matches, so groups need not capture and laziness is nothing.
 *
 * `\d \w \s \b` mean ASCII, as in PCRE, the flavour that the Sigma specification names. `$` and `\Z`
 * also stand before a line break that ends the text. What needs backtracking is refused by name.
 */
import type { RegexFlags } from "../../model/pattern.ts";
import { readClass } from "./regex-class.ts";
import {
  BLANK,
  literal,
  malformed,
  match,
  PROPERTY,
  readCode,
  SETS,
  unknownEscape,
  type Cursor,
  type RegexRefusal,
} from "./regex-escape.ts";

/** The most that RE2 repeats. */
const MAX_REPEAT = 1000;

const END_OF_TEXT = "(?:\\n?\\z)";
/** Escapes that stand for something else outside a class. */
const ATOMS: Readonly<Record<string, string>> = {
  b: "\\b",
  B: "\\B",
  A: "\\A",
  z: "\\z",
  Z: END_OF_TEXT,
  H: `[^${BLANK}]`,
  N: "[^\\n]",
  R: "(?:\\r\\n|[\\n-\\r\\x{85}\\x{2028}\\x{2029}])",
  E: "",
};

/** Openings of groups that RE2 has no like of, and what they are. */
const REFUSED_GROUPS: readonly (readonly [RegExp, string])[] = [
  [/\(\?=/y, "Lookahead"],
  [/\(\?!/y, "Negative lookahead"],
  [/\(\?<=/y, "Lookbehind"],
  [/\(\?<!/y, "Negative lookbehind"],
  [/\(\?>/y, "An atomic group"],
  [/\(\?P=\w*\)?/y, "A backreference"],
  [/\(\?(?:R|[+-]?\d+|&\w*|P>\w*)\)?/y, "Recursion"],
  [/\(\?\(/y, "A conditional group"],
  [/\(\*[A-Z:]*\)?/y, "A backtracking verb"],
];

const REFUSED_ESCAPES: readonly (readonly [RegExp, string])[] = [
  [/\\(?:[1-9]\d*|[kg](?:\{[^}]*\}|<[^>]*>|'[^']*'|-?\d+)?)/y, "A backreference"],
  [/\\K/y, "A match reset"],
  [/\\G/y, "The anchor to the previous match"],
  [/\\[XC]/y, "Matching by grapheme or byte"],
  [/\\N\{[^}]*\}/y, "A character by name"],
];

const GROUP = /\(\?(?:[:|]|P?<[A-Za-z_]\w*>|'\w+')/y;
const COMMENT = /\(\?#[^)]*\)/y;
const FLAGS = /\(\?([A-Za-z]*)(?:-([A-Za-z]+))?([:)])/y;
const REPEAT = /[*+?]|\{(?:(\d+)(,(\d*))?|,(\d+))\}/y;
const QUOTED = /\\Q([^]*?)(?:\\E|$)/y;
const EXTENDED_SPACE = /\s+|#[^\n]*/y;

interface Scope {
  readonly multiline: boolean;
  readonly extended: boolean;
}

interface State extends Cursor {
  out: string;
  scope: Scope;
  /** Of the groups around, the outermost first. */
  readonly open: { readonly at: number; readonly scope: Scope }[];
  /** Whether what was read last can be repeated. */
  atom: "none" | "atom" | "repeated";
}

/** Returns the expression in RE2's syntax, or why it has none. */
export function translateRegex(
  source: string,
  flags: RegexFlags,
): { readonly re2: string } | RegexRefusal {
  const scope = { multiline: flags.multiline, extended: false };
  const state: State = { source, at: 0, out: "", scope, open: [], atom: "none" };
  while (state.at < source.length) {
    const refusal = readOne(state);
    if (refusal) return refusal;
  }
  const unclosed = state.open.at(-1);
  if (unclosed) return malformed("The group is never closed.", unclosed.at, unclosed.at + 1);
  return { re2: state.out };
}

function readOne(state: State): RegexRefusal | undefined {
  const { source, at } = state;
  if (state.scope.extended) {
    const space = match(EXTENDED_SPACE, state);
    if (space) return void (state.at += space[0].length);
  }
  switch (source[at]) {
    case "\\":
      return readEscape(state);
    case "[": {
      const set = readClass(state);
      return "error" in set ? set : emit(state, set.re2, 0);
    }
    case "(":
      return readGroup(state);
    case ")": {
      const group = state.open.pop();
      if (!group) return malformed("The parenthesis closes no group.", at, at + 1);
      state.scope = group.scope;
      return emit(state, ")", 1);
    }
    case "|":
      emit(state, "|", 1);
      state.atom = "none";
      return undefined;
    case "$":
      return emit(state, state.scope.multiline ? "$" : END_OF_TEXT, 1);
    case "^":
    case ".":
      return emit(state, source[at]!, 1);
    case "*":
    case "+":
    case "?":
    case "{":
      return readRepeat(state);
    default: {
      const character = source.codePointAt(at)!;
      return emit(state, literal(character), character > 0xffff ? 2 : 1);
    }
  }
}

function readRepeat(state: State): RegexRefusal | undefined {
  const { at } = state;
  const found = match(REPEAT, state);
  if (!found) return emit(state, "\\{", 1);
  const [written, from, comma, to, atMost] = found;
  const end = at + written.length;
  if (state.atom === "none")
    return malformed(`There is nothing before "${written}" to repeat.`, at, end);
  if (state.atom === "repeated")
    return malformed(`"${written}" repeats what is already repeated.`, at, end);
  const [low, high] =
    atMost === undefined ? [Number(from ?? 0), Number(to || (from ?? 0))] : [0, +atMost];
  if (Math.max(low, high) > MAX_REPEAT)
    return unsupported(`A repetition of more than ${MAX_REPEAT} times`, state, written.length);
  if (comma && to && low > high)
    return malformed(`"${written}" has its bounds the wrong way round.`, at, end);
  if (state.source[end] === "+")
    return unsupported("A possessive quantifier", state, written.length + 1);
  const lazy = state.source[end] === "?" ? 1 : 0;
  emit(state, atMost === undefined ? written : `{0,${atMost}}`, written.length + lazy);
  state.atom = "repeated";
  return undefined;
}

function readGroup(state: State): RegexRefusal | undefined {
  const { at, scope } = state;
  const comment = match(COMMENT, state);
  if (comment) return void (state.at += comment[0].length);
  const refusal = refuse(REFUSED_GROUPS, state);
  if (refusal) return refusal;
  const flags = match(FLAGS, state);
  if (flags && flags[0] !== "(?:") return readFlags(state, flags);
  const named = match(GROUP, state);
  if (!named && state.source[at + 1] === "?")
    return malformed(
      `"${state.source.slice(at, at + 3)}" opens no known kind of group.`,
      at,
      at + 3,
    );
  state.open.push({ at, scope });
  emit(state, "(?:", named ? named[0].length : 1);
  state.atom = "none";
  return undefined;
}

/** `(?i)` changes the rest of the group around it, `(?i:…)` what is inside. */
function readFlags(
  state: State,
  [written, on = "", off = "", end]: RegExpExecArray,
): RegexRefusal | undefined {
  const { at, scope } = state;
  const unknown = (on + off).split("").find((flag) => !"imsxuaU".includes(flag));
  if (unknown)
    return malformed(`"${unknown}" is no flag of a regular expression.`, at, at + written.length);
  if (end === ":") state.open.push({ at, scope });
  const set = (flag: string, before: boolean) =>
    (on.includes(flag) || before) && !off.includes(flag);
  state.scope = { multiline: set("m", scope.multiline), extended: set("x", scope.extended) };
  const [keptOn, keptOff] = [on, off].map((flags) => flags.replace(/[^ims]/g, ""));
  const kept = `${keptOn}${keptOff ? `-${keptOff}` : ""}`;
  emit(state, end === ":" ? `(?${kept}:` : kept && `(?${kept})`, written.length);
  state.atom = "none";
  return undefined;
}

function readEscape(state: State): RegexRefusal | undefined {
  const { source, at } = state;
  const quoted = match(QUOTED, state);
  if (quoted)
    return emit(
      state,
      Array.from(quoted[1]!, (sign) => literal(sign.codePointAt(0)!)).join(""),
      quoted[0].length,
    );
  const single = readCode(state);
  if (single) return emit(state, literal(single.code), single.length);
  const refusal = refuse(REFUSED_ESCAPES, state);
  if (refusal) return refusal;
  const property = match(PROPERTY, state);
  if (property) return emit(state, property[0], property[0].length);
  const letter = source[at + 1]!;
  const set = SETS[letter];
  if (set !== undefined) return emit(state, `[${set}]`, 2);
  const atom = ATOMS[letter];
  if (atom !== undefined) return emit(state, atom, 2);
  return unknownEscape(state);
}

function emit(state: State, text: string, length: number): undefined {
  state.out += text;
  state.at += length;
  state.atom = "atom";
}

function refuse(table: typeof REFUSED_GROUPS, state: State): RegexRefusal | undefined {
  for (const [pattern, name] of table) {
    const found = match(pattern, state);
    if (found) return unsupported(name, state, found[0].length);
  }
  return undefined;
}

function unsupported(name: string, { source, at }: State, length: number): RegexRefusal {
  const span = { start: at, end: at + length };
  const written = source.slice(span.start, span.end);
  return {
    error: `${name}, here "${written}", cannot be matched in linear time.`,
    reason: "unsupported",
    span,
  };
}
