/** A command line cut into arguments: each pipeline does it in its own way. */

const QUOTE = '"';
const BACKSLASH = "\\";

/**
 * Returns the arguments as a C program receives them: quotes and the backslashes that escape them are
 * gone; within quotes, two of them are one, and end the quoted part ("prior to 2008").
 *
 * @see Microsoft, "Parsing C command-line arguments"; David Deley, "How Command Line Parameters Are
 *   Parsed", 5.2
 */
export function windowsArguments(line: string): readonly string[] {
  const found: string[] = [];
  let at = 0;
  while (at < line.length) {
    if (isBlank(line[at]!)) {
      at++;
      continue;
    }
    let argument = "";
    let isQuoted = false;
    let backslashes = 0;
    for (; at < line.length; at++) {
      const character = line[at]!;
      if (character === BACKSLASH) {
        backslashes++;
        continue;
      }
      if (character === QUOTE) {
        argument += BACKSLASH.repeat(backslashes >> 1);
        const isEscaped = backslashes % 2 === 1;
        backslashes = 0;
        if (isEscaped) argument += QUOTE;
        else {
          if (isQuoted && line[at + 1] === QUOTE) {
            argument += QUOTE;
            at++;
          }
          isQuoted = !isQuoted;
        }
        continue;
      }
      if (!isQuoted && isBlank(character)) break;
      argument += BACKSLASH.repeat(backslashes) + character;
      backslashes = 0;
    }
    found.push(argument + BACKSLASH.repeat(backslashes));
  }
  return found;
}

/**
 * Returns the pieces between white space that no quotes enclose, with the quotes they have. Between
 * two spaces, and after one at the end, stands an empty piece.
 */
export function quotedArguments(line: string): readonly string[] {
  const found: string[] = [];
  let start = 0;
  let isQuoted = false;
  for (let at = 0; at < line.length; at++) {
    const character = line[at]!;
    if (character === QUOTE) isQuoted = !isQuoted;
    else if (!isQuoted && WHITE_SPACE.has(character)) {
      found.push(line.slice(start, at));
      start = at + 1;
    }
  }
  found.push(line.slice(start));
  return found;
}

function isBlank(character: string): boolean {
  return character === " " || character === "\t";
}

/** White space of Java's `Character.isWhitespace`, in the range that occurs: no-break spaces are none. */
const WHITE_SPACE: ReadonlySet<string> = new Set(
  " \t\n\v\f\r\u001c\u001d\u001e\u001f\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u2028\u2029\u205f\u3000",
);
