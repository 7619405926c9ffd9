/**
 * Finds where a JSON object or array ends and, if it is broken, where: `JSON.parse` says neither.
 *
 * @see RFC 8259, "The JavaScript Object Notation (JSON) Data Interchange Format"
 */

/** Documents nested deeper than this are not read. */
export const MAX_DEPTH = 200;

/** What a scan came to; offsets count UTF-16 units from where the document begins. */
export type ScanResult =
  | { readonly kind: "more" }
  | { readonly kind: "complete"; readonly end: number }
  | { readonly kind: "broken" | "too-deep"; readonly at: number; readonly reason: string };

type Expectation = "value" | "value-or-end" | "key" | "key-or-end" | "colon" | "comma-or-end";

const WANTED: Readonly<Record<Expectation, string>> = {
  value: "a value",
  "value-or-end": 'a value or "]"',
  key: "a name in quotes",
  "key-or-end": 'a name in quotes or "}"',
  colon: '":"',
  "comma-or-end": "a comma or the end of what is open",
};

/** A number or one of the three words, and the run of signs that is taken for one. */
const WORD = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;
const WORD_RUN = /[\w.+-]+/y;
/** An escape of a string, from its backslash on. */
const ESCAPE = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SPACE = 0x20;

/** Scans one document, line by line: no token of JSON goes over the end of a line. */
export class JsonScan {
  #before = 0;
  #expected: Expectation = "value";
  /** Open brackets, innermost last. */
  readonly #open: string[] = [];

  /** Takes a line from `from` on, without its line break, which counts as one unit. */
  feed(line: string, from: number): ScanResult {
    const result = this.#scan(line, from);
    const at = this.#before - from;
    this.#before += line.length - from + 1;
    switch (result.kind) {
      case "more":
        return result;
      case "complete":
        return { kind: "complete", end: at + result.end };
      default:
        return { ...result, at: at + result.at };
    }
  }

  #scan(line: string, from: number): ScanResult {
    for (let i = from; i < line.length;) {
      const sign = line[i]!;
      if (sign === " " || sign === "\t" || sign === "\r") i++;
      else if (sign === '"') {
        if (!/^(?:value|key)/.test(this.#expected)) return this.#unexpected(i, sign);
        const end = stringEnd(line, i + 1);
        if (line[end] !== '"') return { kind: "broken", at: end, reason: stringFault(line[end]) };
        this.#expected = this.#expected.startsWith("key") ? "colon" : "comma-or-end";
        i = end + 1;
      } else if (this.#bracketOrComma(sign)) {
        i++;
        if (this.#open.length === 0) return { kind: "complete", end: i };
        if (this.#open.length > MAX_DEPTH)
          return { kind: "too-deep", at: i - 1, reason: `more than ${MAX_DEPTH} levels` };
      } else {
        const end = runEnd(WORD_RUN, line, i);
        if (end === i || !this.#expected.startsWith("value")) return this.#unexpected(i, sign);
        const word = line.slice(i, end);
        if (!WORD.test(word))
          return { kind: "broken", at: i, reason: `"${word.slice(0, 40)}" is no value` };
        this.#expected = "comma-or-end";
        i = end;
      }
    }
    return { kind: "more" };
  }

  #unexpected(at: number, sign: string): ScanResult {
    return { kind: "broken", at, reason: `expected ${WANTED[this.#expected]}, found "${sign}"` };
  }

  /** Takes a sign of the structure if it may stand here. */
  #bracketOrComma(sign: string): boolean {
    const expected = this.#expected;
    const inner = this.#open.at(-1);
    if ((sign === "{" || sign === "[") && expected.startsWith("value")) {
      this.#open.push(sign);
      this.#expected = sign === "{" ? "key-or-end" : "value-or-end";
    } else if (
      (sign === "}" && inner === "{" && /^(?:comma|key)-or-end$/.test(expected)) ||
      (sign === "]" && inner === "[" && /^(?:comma|value)-or-end$/.test(expected))
    ) {
      this.#open.pop();
      this.#expected = "comma-or-end";
    } else if (sign === "," && expected === "comma-or-end")
      this.#expected = inner === "{" ? "key" : "value";
    else if (sign === ":" && expected === "colon") this.#expected = "value";
    else return false;
    return true;
  }
}

function runEnd(run: RegExp, text: string, from: number): number {
  run.lastIndex = from;
  return run.test(text) ? run.lastIndex : from;
}

/** Returns where the closing quote stands, or what is wrong in its place. */
function stringEnd(line: string, from: number): number {
  for (let i = from; i < line.length;) {
    const unit = line.charCodeAt(i);
    if (unit === QUOTE || unit < SPACE) return i;
    if (unit !== BACKSLASH) i++;
    else {
      const end = runEnd(ESCAPE, line, i);
      if (end === i) return i;
      i = end;
    }
  }
  return line.length;
}

function stringFault(found: string | undefined): string {
  if (found === undefined || found === "\r") return "the line ends inside a string";
  if (found === "\\") return "unknown escape in a string";
  return "control character in a string";
}

/** Whether a value has no more levels than are read. */
export function isShallow(value: unknown, levels = MAX_DEPTH): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (levels === 0) return false;
  for (const member of Object.values(value)) if (!isShallow(member, levels - 1)) return false;
  return true;
}
