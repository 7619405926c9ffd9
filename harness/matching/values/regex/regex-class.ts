import {
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

/**
 * Reads a bracketed class, and moves past it: `[` `^`? member+ `]`, where a member is a character, a
 * range or a set. A `]` that stands first is a character, and so is a `-` beside a set.
 */
export function readClass(cursor: Cursor): { readonly re2: string } | RegexRefusal {
  const { source, at } = cursor;
  const start = at;
  const negated = source[at + 1] === "^";
  cursor.at += negated ? 2 : 1;
  let out = negated ? "[^" : "[";
  for (let first = true; first || source[cursor.at] !== "]"; first = false) {
    if (cursor.at >= source.length)
      return malformed("The class is never closed.", start, start + 1);
    const from = cursor.at;
    const low = readMember(cursor);
    if ("error" in low) return low;
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
    else out += `${low.text}-${high.text}`;
  }
  cursor.at++;
  return { re2: `${out}]` };
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
