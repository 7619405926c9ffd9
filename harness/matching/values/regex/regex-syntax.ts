/**
 * Regular expressions as rules write them (PCRE and Python's dialect of it) in RE2's syntax. The
 * answer wanted is only whether a text matches, so groups need not capture and laziness is nothing.
 *
 * `\d \w \s \b` mean ASCII, as in PCRE, the flavour that the Sigma specification names. `$` and `\Z`
 * also stand before a line break that ends the text. What needs backtracking is refused by name.
 */
import type { RegexFlags } from "../../model/pattern.ts";
import { readClass } from "./regex-class.ts";
import { readQuantifier } from "./regex-quantifier.ts";
import { refuse, REFUSED_ESCAPES, REFUSED_GROUPS, unsupported } from "./refused-syntax.ts";
import {
  append,
  COUNT_LIMITS,
  emptySequence,
  group,
  place,
  plain,
  repeat,
  unit,
  type CountLimits,
  type Piece,
  type Sequence,
} from "./regex-piece.ts";
import {
  ATOMS,
  CHARACTERS_OF_PROPERTY,
  END_OF_TEXT,
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

/** The most that PCRE repeats. */
const MAX_REPEAT = 65_535;
/** Groups in groups. PCRE takes 250, and nobody writes ten. */
const MAX_DEPTH = 200;

const GROUP = /\(\?(?:[:|]|P?<[A-Za-z_]\w*>|'\w+')/y;
const COMMENT = /\(\?#[^)]*\)/y;
const FLAGS = /\(\?([A-Za-z]*)(?:-([A-Za-z]+))?([:)])/y;
const QUOTED = /\\Q([^]*?)(?:\\E|$)/y;
const EXTENDED_SPACE = /\s+|#[^\n]*/y;

interface Scope {
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  readonly extended: boolean;
}

/** What is being read of a group, or of the whole, and where that begins. */
interface Level {
  readonly at: number;
  /** `(?:` or the like. */
  readonly opening: string;
  /** Of what stands around it. */
  readonly scope: Scope;
  readonly sequence: Sequence;
  /** What was read last, and may yet be repeated. */
  last: Piece | null;
}

interface State extends Cursor {
  readonly limits: CountLimits;
  scope: Scope;
  level: Level;
  /** Of the groups around, the outermost first. */
  readonly around: Level[];
  /** Of all classes, see `Translated`. */
  characters: number;
  /** Whether what was read last can be repeated. */
  atom: "none" | "atom" | "repeated";
}

/** An expression in RE2's syntax, and what it takes to make it ready. */
export interface Translated extends Readonly<Sequence> {
  /** Characters of its classes that are looked at one by one, which RE2 does to ignore letter case. */
  readonly characters: number;
}

/** Returns the expression in RE2's syntax, or why it has none. */
export function translateRegex(
  source: string,
  flags: RegexFlags,
  limits: CountLimits = COUNT_LIMITS,
): Translated | RegexRefusal {
  const { ignoreCase, multiline } = flags;
  const scope = { ignoreCase, multiline, extended: false };
  const state = startAt(source, limits, levelAt(0, "", scope));
  while (state.at < source.length) {
    const refusal = readOne(state);
    if (refusal) return refusal;
  }
  if (state.around.length > 0) {
    const { at } = state.level;
    return malformed("The group is never closed.", at, at + 1);
  }
  return { ...finished(state.level), characters: state.characters };
}

function startAt(source: string, limits: CountLimits, level: Level): State {
  const { scope } = level;
  return { source, limits, scope, level, around: [], at: 0, atom: "none", characters: 0 };
}

function levelAt(at: number, opening: string, scope: Scope): Level {
  return { at, opening, scope, sequence: emptySequence(), last: null };
}

/** Returns all that was read of a level. */
function finished(level: Level): Sequence {
  if (level.last) append(level.sequence, level.last);
  level.last = null;
  return level.sequence;
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
      if ("error" in set) return set;
      state.characters += state.scope.ignoreCase ? set.characters : set.members;
      return emit(state, unit(set.re2), 0);
    }
    case "(":
      return readGroup(state);
    case ")":
      return closeGroup(state);
    case "|":
      emit(state, plain("|", 1), 1);
      state.atom = "none";
      return undefined;
    case "$":
      return emit(state, state.scope.multiline ? place("$") : plain(END_OF_TEXT, 3), 1);
    case "^":
      return emit(state, place("^"), 1);
    case ".":
      return emit(state, unit("."), 1);
    case "*":
    case "+":
    case "?":
    case "{":
      return readRepeat(state);
    default: {
      const character = source.codePointAt(at)!;
      return emit(state, unit(literal(character)), character > 0xffff ? 2 : 1);
    }
  }
}

function readRepeat(state: State): RegexRefusal | undefined {
  const { at } = state;
  const found = readQuantifier(state);
  if (!found) return emit(state, unit("\\{"), 1);
  const { written, count } = found;
  const end = at + written.length;
  if (state.atom === "none")
    return malformed(`There is nothing before "${written}" to repeat.`, at, end);
  if (state.atom === "repeated")
    return malformed(`"${written}" repeats what is already repeated.`, at, end);
  const { least, most } = count;
  if (Math.max(least, most === Infinity ? 0 : most) > MAX_REPEAT)
    return {
      error: `"${written}" repeats more than ${MAX_REPEAT} times.`,
      reason: "costly",
      span: { start: at, end },
    };
  if (least > most) return malformed(`"${written}" has its bounds the wrong way round.`, at, end);
  if (state.source[end] === "+")
    return unsupported("A possessive quantifier", state, written.length + 1);
  const { level } = state;
  level.last = level.last && repeat(level.last, count, state.limits);
  state.at = end + (state.source[end] === "?" ? 1 : 0);
  state.atom = "repeated";
  return undefined;
}

function readGroup(state: State): RegexRefusal | undefined {
  const { at } = state;
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
  return openGroup(state, "(?:", named ? named[0].length : 1);
}

function openGroup(state: State, opening: string, length: number): RegexRefusal | undefined {
  const { at, scope, level } = state;
  if (state.around.length >= MAX_DEPTH)
    return {
      error: `Groups stand in each other more than ${MAX_DEPTH} deep.`,
      reason: "costly",
      span: { start: at, end: at + length },
    };
  state.around.push(level);
  state.level = levelAt(at, opening, scope);
  state.at += length;
  state.atom = "none";
  return undefined;
}

function closeGroup(state: State): RegexRefusal | undefined {
  const { at, level } = state;
  const outer = state.around.pop();
  if (!outer) return malformed("The parenthesis closes no group.", at, at + 1);
  state.scope = level.scope;
  state.level = outer;
  return emit(state, group(level.opening, finished(level)), 1);
}

/** `(?i)` changes the rest of the group around it, `(?i:…)` what is inside. */
function readFlags(
  state: State,
  [written, on = "", off = "", end]: RegExpExecArray,
): RegexRefusal | undefined {
  const { at, scope } = state;
  const { length } = written;
  const unknown = (on + off).split("").find((flag) => !"imsxuaU".includes(flag));
  if (unknown)
    return malformed(`"${unknown}" is no flag of a regular expression.`, at, at + written.length);
  const set = (flag: string, before: boolean) =>
    (on.includes(flag) || before) && !off.includes(flag);
  const changed = {
    multiline: set("m", scope.multiline),
    extended: set("x", scope.extended),
    ignoreCase: set("i", scope.ignoreCase),
  };
  const [keptOn, keptOff] = [on, off].map((flags) => flags.replace(/[^ims]/g, ""));
  const kept = `${keptOn}${keptOff ? `-${keptOff}` : ""}`;
  const refusal =
    end === ":"
      ? openGroup(state, `(?${kept}:`, length)
      : emit(state, plain(kept && `(?${kept})`, 0), length);
  state.scope = changed;
  state.atom = "none";
  return refusal;
}

function readEscape(state: State): RegexRefusal | undefined {
  const { source, at } = state;
  const quoted = match(QUOTED, state);
  if (quoted) return readQuoted(state, quoted);
  const single = readCode(state);
  if (single) return emit(state, unit(literal(single.code)), single.length);
  const refusal = refuse(REFUSED_ESCAPES, state);
  if (refusal) return refusal;
  const property = match(PROPERTY, state);
  if (property) {
    state.characters += CHARACTERS_OF_PROPERTY;
    return emit(state, unit(property[0]), property[0].length);
  }
  const letter = source[at + 1]!;
  if (letter === "E") return void (state.at += 2);
  const set = SETS[letter];
  if (set !== undefined) return emit(state, unit(`[${set}]`), 2);
  const atom = ATOMS[letter];
  if (atom !== undefined) return emit(state, atom, 2);
  return unknownEscape(state);
}

/** `\Q…\E`: a quantifier behind it is the last character's. */
function readQuoted(state: State, [written, text]: RegExpExecArray): undefined {
  for (const sign of text!) emit(state, unit(literal(sign.codePointAt(0)!)), 0);
  state.at += written.length;
}

function emit(state: State, piece: Piece, length: number): undefined {
  const { level } = state;
  if (level.last) append(level.sequence, level.last);
  level.last = piece;
  state.at += length;
  state.atom = "atom";
}
