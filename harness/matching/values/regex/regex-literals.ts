/**
 * The texts that a regular expression cannot do without. What is read is the expression in RE2's
 * syntax, as `regex-syntax.ts` writes it; every piece of it gives either all texts that it can stand
 * for, if they are few, or texts of which at least one is in all that it stands for.
 *
 * Everything here may say less than is true, never more; `tests/matching/laws.test.ts` compares.
 */
import type { RegexFlags } from "../../model/pattern.ts";
import { translateRegex } from "./regex-syntax.ts";
import { indexForm } from "../index-form.ts";
import type { TextLiteral } from "../../model/stage.ts";
import { costOf } from "../literal-cost.ts";

/** Returns literals of which a text must hold one to match, or null if nothing can be said. */
export function regexLiterals(source: string, flags: RegexFlags): readonly TextLiteral[] | null {
  const translated = translateRegex(source, flags);
  if ("error" in translated) return null;
  const reader: Reader = { source: translated.text, at: 0, ignoreCase: flags.ignoreCase };
  const piece = readAlternatives(reader);
  if (reader.at < reader.source.length) return null;
  const texts = better(piece.all ?? piece.oneOf, null);
  return texts && literalsFor(texts);
}

/** What is known of a piece of an expression; texts are in the form of the index. */
interface Piece {
  /** All texts that it can stand for; null if they are too many. */
  readonly all: readonly string[] | null;
  /** Texts of which one is in each that it stands for; null if that is not known, or `all` is. */
  readonly oneOf: readonly string[] | null;
}

interface Reader {
  readonly source: string;
  at: number;
  ignoreCase: boolean;
}

const ANYTHING: Piece = { all: null, oneOf: null };
const NOTHING: Piece = { all: [""], oneOf: null };
/** The most texts that a piece is taken to stand for. */
const MOST_TEXTS = 32;
/** The most texts of which one is looked for. */
const MOST_LITERALS = 200;
/** The most copies of a repeated piece. */
const MOST_COPIES = 8;

const REPEAT = /[*+?]|\{(\d+)(,(\d*))?\}/y;
const GROUP = /\(\?([a-z]*)(?:-([a-z]+))?([:)])/y;
const CODE = /\\x\{([0-9a-f]+)\}/y;
/** Escapes that stand for a place, and those that stand for some character. */
const PLACE = /[$^]|\\[AbBz]/y;
const SOME = /\.|\\[dDwWsS]|\\[pP](?:\{[^}]*\}|[A-Z])/y;
const CLASS = /\[\^?(?:\[:\^?[a-z]+:\]|\\[pP]\{[^}]*\}|\\x\{[^}]*\}|\\[^]|[^\\\]])*\]/y;
/** A class of which each member is one character. */
const PLAIN_CLASS = /^\[(?:\\x\{[^}]*\}|\\[^A-Za-z0-9]|[^\\[\]^-])+\]$/;
const MEMBER = /\\x\{([^}]*)\}|\\?([^])/gu;

/** alternatives = sequence ("|" sequence)* */
function readAlternatives(reader: Reader): Piece {
  const pieces = [readSequence(reader)];
  while (reader.source[reader.at] === "|") {
    reader.at++;
    pieces.push(readSequence(reader));
  }
  const known = pieces.map(({ all, oneOf }) => all ?? oneOf);
  if (known.includes(null)) return ANYTHING;
  const texts = [...new Set(known.flatMap((one) => one!))];
  if (texts.length <= MOST_TEXTS && pieces.every(({ all }) => all !== null))
    return { all: texts, oneOf: null };
  return { all: null, oneOf: better(texts, null) };
}

/** sequence = (flags | atom repeat?)* */
function readSequence(reader: Reader): Piece {
  const pieces: Piece[] = [];
  while (reader.at < reader.source.length && !"|)".includes(reader.source[reader.at]!)) {
    const atom = readAtom(reader);
    const repeat = take(REPEAT, reader);
    if (repeat) pieces.push(...repeated(atom, repeat));
    else pieces.push(atom);
  }
  return joined(pieces);
}

/** atom = "(?" flags ":" alternatives ")" | "(?" flags ")" | class | escape | character */
function readAtom(reader: Reader): Piece {
  const group = take(GROUP, reader);
  if (group) return readGroup(reader, group);
  if (take(PLACE, reader)) return NOTHING;
  if (take(SOME, reader)) return ANYTHING;
  const set = take(CLASS, reader);
  if (set) return classOf(set[0], reader);
  const code = take(CODE, reader);
  if (code) return characters([String.fromCodePoint(Number.parseInt(code[1]!, 16))], reader);
  if (reader.source[reader.at] === "\\") reader.at++;
  const character = String.fromCodePoint(reader.source.codePointAt(reader.at)!);
  reader.at += character.length;
  return characters([character], reader);
}

/** Flags without a colon are for the rest of the group around them. */
function readGroup(reader: Reader, [, on = "", off = "", end]: RegExpExecArray): Piece {
  const { ignoreCase } = reader;
  reader.ignoreCase = (on.includes("i") || ignoreCase) && !off.includes("i");
  if (end === ")") return NOTHING;
  const inside = readAlternatives(reader);
  reader.at++;
  reader.ignoreCase = ignoreCase;
  return inside;
}

function classOf(written: string, reader: Reader): Piece {
  if (!PLAIN_CLASS.test(written)) return ANYTHING;
  const members = Array.from(written.slice(1, -1).matchAll(MEMBER), ([, code, sign]) =>
    code === undefined ? sign! : String.fromCodePoint(Number.parseInt(code, 16)),
  );
  return members.length <= MOST_TEXTS ? characters(members, reader) : ANYTHING;
}

/**
 * One of some characters. Without regard to letter case only those of ASCII are known, for which the
 * form of the index takes all for one that the expression does.
 */
function characters(signs: readonly string[], { ignoreCase }: Reader): Piece {
  if (ignoreCase && signs.some((sign) => sign > "\x7f")) return ANYTHING;
  return { all: [...new Set(signs.map(indexForm))], oneOf: null };
}

function repeated(piece: Piece, [written, least, comma, most]: RegExpExecArray): readonly Piece[] {
  const from = written === "+" ? 1 : Number(least ?? 0);
  const to = comma || least === undefined ? Number(most || Infinity) : from;
  if (written === "?" || (from === 0 && to === 1))
    return piece.all ? [{ all: [...new Set(["", ...piece.all])], oneOf: null }] : [ANYTHING];
  const copies = Array<Piece>(Math.min(from, MOST_COPIES)).fill(piece);
  return from === to && from <= MOST_COPIES ? copies : [...copies, ANYTHING];
}

/** Returns what is known of pieces that follow one another. */
function joined(pieces: readonly Piece[]): Piece {
  let run: readonly string[] = [""];
  let best: readonly string[] | null = null;
  let whole = true;
  for (const { all, oneOf } of pieces) {
    if (all && run.length * all.length <= MOST_TEXTS) {
      run = [...new Set(run.flatMap((start) => all.map((end) => start + end)))];
      continue;
    }
    best = better(oneOf, better(run, best));
    run = all ?? [""];
    whole = false;
  }
  return whole ? { all: run, oneOf: null } : { all: null, oneOf: better(run, best) };
}

/** Of two sets of texts, of which one of each must be there, the one that is there more seldom. */
function better(
  texts: readonly string[] | null,
  others: readonly string[] | null,
): readonly string[] | null {
  const cost = costOfTexts(texts);
  return cost < costOfTexts(others) ? texts : others;
}

function costOfTexts(texts: readonly string[] | null): number {
  if (!texts || texts.length > MOST_LITERALS) return Infinity;
  return costOf(literalsFor(texts));
}

/** A text that holds another one of them need not be looked for. */
function literalsFor(texts: readonly string[]): TextLiteral[] {
  const needed = texts.filter(
    (text) => !texts.some((other) => other !== text && text.includes(other)),
  );
  return needed.map((text) => ({ how: "contains", text }));
}

function take(pattern: RegExp, reader: Reader): RegExpExecArray | null {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.source);
  if (found) reader.at += found[0].length;
  return found;
}
