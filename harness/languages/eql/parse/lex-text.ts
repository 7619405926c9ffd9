import { addFault, type Fault } from "../fault.ts";

/** A text as it was read; `end` is behind its closing quotes, or at the end of its line. */
export interface ReadText {
  readonly value: string;
  readonly end: number;
  readonly isClosed: boolean;
}

const PLAIN = /[^"\\\r\n]+/y;
const RAW = /"""(?:[^"\r\n]|"(?!""))*"""(?:"{1,2})?/y;
const SINGLE_QUOTED = /'(?:\\[^\r\n]|[^'\\\r\n])*'/y;
const OLD_RAW = /\?(?:"(?:\\"|[^"\r\n])*"|'(?:\\'|[^'\r\n])*')/y;
const UNICODE = /\\u\{([0-9A-Fa-f]*)\}/y;

const ESCAPES: Readonly<Record<string, string>> = {
  b: "\b",
  t: "\t",
  n: "\n",
  f: "\f",
  r: "\r",
  '"': '"',
  "'": "'",
  "\\": "\\",
};

/**
 * Reads the text that begins at `start`:
 *
 *     "…"      with escapes \b \t \n \f \r \" \' \\ and \u{2 to 8 hexadecimal digits}
 *     """…"""  without escapes; up to two more quotes before the closing ones belong to it
 *     '…'      refused with a hint, as are ?"…" and ?'…', all of Endgame's language
 *
 * @see Elasticsearch, EqlBase.g4 (STRING) and AbstractBuilder.unquoteString
 */
export function readText(text: string, start: number, faults: Fault[]): ReadText {
  const old = readOldText(text, start, faults);
  if (old) return old;
  if (text.startsWith('"""', start)) return readRaw(text, start);
  let value = "";
  let isFaulty = false;
  for (let at = start + 1; at < text.length;) {
    const sign = text[at]!;
    if (sign === '"') return { value, end: at + 1, isClosed: true };
    if (sign === "\r" || sign === "\n") return { value, end: at, isClosed: false };
    if (sign === "\\") {
      const escape = readEscape(text, at, isFaulty ? [] : faults);
      if (escape.value === null) isFaulty = true;
      else value += escape.value;
      at = escape.end;
      continue;
    }
    PLAIN.lastIndex = at;
    PLAIN.test(text);
    value += text.slice(at, PLAIN.lastIndex);
    at = PLAIN.lastIndex;
  }
  return { value, end: text.length, isClosed: false };
}

function readOldText(text: string, start: number, faults: Fault[]): ReadText | null {
  const pattern = text[start] === "?" ? OLD_RAW : SINGLE_QUOTED;
  if (text[start] === '"') return null;
  pattern.lastIndex = start;
  if (!pattern.test(text)) return { value: "", end: endOfLine(text, start), isClosed: false };
  const span = { start, end: pattern.lastIndex };
  const written = text.slice(span.start, span.end);
  if (pattern === OLD_RAW) {
    const message = `A text without escapes begins with ${written.slice(0, 2)}, as in Endgame's language.`;
    addFault(faults, "eql/old-raw-text", message, span, 'Write """…""".');
    return { value: written.slice(2, -1), end: span.end, isClosed: true };
  }
  const message = `The text ${written.length > 60 ? `${written.slice(0, 57)}…` : written} stands in single quotes.`;
  addFault(faults, "eql/single-quotes", message, span, "Texts stand in double quotes.");
  return { value: written.slice(1, -1), end: span.end, isClosed: true };
}

function readRaw(text: string, start: number): ReadText {
  RAW.lastIndex = start;
  if (!RAW.test(text)) return { value: "", end: endOfLine(text, start), isClosed: false };
  const end = RAW.lastIndex;
  return { value: text.slice(start + 3, end - 3), end, isClosed: true };
}

function readEscape(
  text: string,
  at: number,
  faults: Fault[],
): { value: string | null; end: number } {
  const sign = text[at + 1] ?? "";
  const value = ESCAPES[sign];
  if (value !== undefined) return { value, end: at + 2 };
  UNICODE.lastIndex = at;
  const unicode = UNICODE.exec(text);
  if (unicode) return { value: codePoint(unicode[1]!, at, faults), end: UNICODE.lastIndex };
  if (sign === "\r" || sign === "\n" || sign === "") return { value: "", end: at + 1 };
  const span = { start: at, end: at + 2 };
  const hint =
    sign === "u"
      ? "A sign is written as \\u{…} with 2 to 8 hexadecimal digits."
      : 'A backslash is written "\\\\", or stands in a text without escapes: """…""".';
  addFault(
    faults,
    "eql/bad-escape",
    `The text has the escape "\\${sign}", which does not exist.`,
    span,
    hint,
  );
  return { value: null, end: at + 2 };
}

function codePoint(digits: string, at: number, faults: Fault[]): string | null {
  const span = { start: at, end: at + digits.length + 4 };
  const fail = (message: string): null => addFault(faults, "eql/bad-escape", message, span);
  if (digits.length < 2 || digits.length > 8)
    return fail(`"\\u{${digits}}" has not 2 to 8 hexadecimal digits, but ${digits.length}.`);
  const code = Number.parseInt(digits, 16);
  if (code > 0x10ffff) return fail(`"\\u{${digits}}" is beyond the last sign of Unicode, 10ffff.`);
  if (code >= 0xd800 && code <= 0xdfff)
    return fail(`"\\u{${digits}}" is half of a pair of surrogates, and no sign.`);
  return String.fromCodePoint(code);
}

/** Returns where the line ends in which `start` stands. */
export function endOfLine(text: string, start: number): number {
  const breaks = /[\r\n]/g;
  breaks.lastIndex = start;
  return breaks.exec(text)?.index ?? text.length;
}
