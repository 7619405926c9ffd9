import {
  CHARACTERS_OF_PROPERTY,
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

const POSIX =
  /\[:\^?(?:alnum|alpha|ascii|blank|cntrl|digit|graph|lower|print|punct|space|upper|word|xdigit):\]/y;

/** A class in RE2's syntax. */
export interface RegexClass {
  readonly re2: string;
  readonly members: number;
  /** How many characters RE2 looks at one by one where letter case is ignored. */
  readonly characters: number;
}

/** Between the first and the last of them, RE2 looks for other cases of each character of a range. */
const [FIRST_CASED, LAST_CASED] = [0x41, 0x1e943];

/**
 * Reads a bracketed class, and moves past it: `[` `^`? member+ `]`, where a member is a character, a
 * range or a set. A `]` that stands first is a character, and so is a `-` beside a set.
 */
export function readClass(cursor: Cursor): RegexClass | RegexRefusal {
  const { source, at } = cursor;
  const start = at;
  const negated = source[at + 1] === "^";
  cursor.at += negated ? 2 : 1;
  let out = negated ? "[^" : "[";
  let [members, characters] = [0, 0];
  for (let first = true; first || source[cursor.at] !== "]"; first = false) {
    if (cursor.at >= source.length)
      return malformed("The class is never closed.", start, start + 1);
    const from = cursor.at;
    const low = readMember(cursor);
    if ("error" in low) return low;
    members += /^\\p/i.test(low.text) ? CHARACTERS_OF_PROPERTY : 1;
    const isRange =
      low.code !== undefined &&
      source[cursor.at] === "-" &&
      ![undefined, "]"].includes(source[cursor.at + 1]);
    if (!isRange) {
      out += low.text;
      continue;
    }
    cursor.at++;
    const high = readMember(cursor);
    if ("error" in high) return high;
    if (high.code === undefined) out += `${low.text}\\-${high.text}`;
    else if (high.code < low.code!)
      return malformed(
        `"${source.slice(from, cursor.at)}" is a range from high to low.`,
        from,
        cursor.at,
      );
    else {
      out += `${low.text}-${high.text}`;
      characters += casedBetween(low.code!, high.code);
    }
  }
  cursor.at++;
  return { re2: `${out}]`, members, characters: members + characters };
}

function casedBetween(low: number, high: number): number {
  if (low <= FIRST_CASED && high >= LAST_CASED) return 0;
  return Math.max(0, Math.min(high, LAST_CASED) - Math.max(low, FIRST_CASED));
}

/** One member of a class; `code` is absent for a set. Moves past it. */
function readMember(cursor: Cursor): { text: string; code?: number } | RegexRefusal {
  const set = match(POSIX, cursor) ?? match(PROPERTY, cursor);
  if (set) return move(cursor, set[0].length, { text: set[0] });
  const { source, at } = cursor;
  if (source[at] !== "\\") {
    const code = source.codePointAt(at)!;
    return move(cursor, code > 0xffff ? 2 : 1, { text: literal(code), code });
  }
  const letter = source[at + 1] ?? "";
  if (letter === "b") return move(cursor, 2, { text: "\\x08", code: 8 });
  const known = SETS[letter];
  if (known !== undefined) return move(cursor, 2, { text: known });
  const single = readCode(cursor);
  if (single) return move(cursor, single.length, { text: literal(single.code), code: single.code });
  return unknownEscape(cursor);
}

function move<T>(cursor: Cursor, length: number, member: T): T {
  cursor.at += length;
  return member;
}
