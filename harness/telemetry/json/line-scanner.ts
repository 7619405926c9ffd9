/**
 * Windows events as evtx_dump writes them, a document to a line, without parsing each: a line of a
 * make that came before is compared with its template (`template-tree.ts`), which also shows that it
 * is well-formed. Of any other make one line is parsed with marks in place of its values: where a
 * mark turns up among the fields of the event (`evtx-dump.ts`), that field has that value.
 *
 * The law: a line that may be broken, or whose fields are not those of the template for sure, is
 * declined, and `JSON.parse` decides. What is not declined is the event that `evtxDumpEvent` makes of
 * it. `tests/telemetry/json/line-scanner.test.ts` keeps both.
 */
import { type EventElement, type TextOps, walkFields } from "../event-fields.ts";
import { ownText } from "../own-text.ts";
import { CLASS_FIELDS, type EventLayout, layoutOf, TemplatedEvent } from "../templated-event.ts";
import { type Template, TemplateTree } from "../template-tree.ts";
import { asWindows, evtxDumpElements } from "./evtx-dump.ts";
import { isShallow } from "./json-scan.ts";
import { isObject, type JsonObject, parsed, recordsOf } from "./json-value.ts";

/** Kinds of blanks: what stands between quotes, a whole number; and whether it must not be blank. */
const STRING = 0;
const NUMBER = 1;
const NOT_BLANK = 4;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;
const LETTER_U = 0x75;
/** Characters that may stand behind a backslash. */
const ESCAPED = new Set(Array.from('"\\/bfnrt', (sign) => sign.charCodeAt(0)));
const FOUR_DIGITS = /[\da-fA-F]{4}/y;
/** What no string may hold, besides the ends of lines. */
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\0-\x09\x0b\x0c\x0e-\x1f]/g;

/** A string with what shows that it is a name, or a whole number as `numberEnd` has it. */
const VALUE = /"((?:[^"\\]|\\.)*)"(\s*:)?|(?<![\d.eE+-])(?:0|-?[1-9]\d*)(?![\d.eE])/g;
/** What stands for a value while its line is taken apart: its number behind a NUL. */
// oxlint-disable-next-line no-control-regex
const MARK = /^\0(\d+)$/;
// oxlint-disable-next-line no-control-regex
const MADE_OF_MARKS = /\0|\\u0000/;
/** Longer lines are not taken apart: their like will not come again. */
const LONGEST = 64 * 1024;
/** Every line of the known form holds this. */
const NEEDED = '"System"';
/** So many makes are learned beyond the lines of makes known before: where none comes again, it is in vain. */
const MAX_MISSES = 1000;

/** A value: where it stands in the line, and what the fields of the event hang on. */
interface Value {
  readonly from: number;
  readonly to: number;
  readonly kind: number;
  isFixed: boolean;
  demand: number;
}

/** Of the text that is looked at: where the next backslash stands, once looked for. */
let backslash = -1;

/** Of all recordings: events of one make are in many of them. */
const templates = new TemplateTree<EventLayout>(valueEnd);

export class LineScanner {
  #text = "";
  /** Where the next control character and the next carriage return stand, once looked for. */
  #control = -1;
  #return = -1;
  #misses = 0;

  /** Returns the event that a line of the text is, or `null` if that is for others to decide. */
  find(text: string, from: number, to: number, position: number): TemplatedEvent | null {
    if (text !== this.#text) {
      this.#text = text;
      this.#control = -1;
      this.#return = -1;
    }
    if (this.#return < from) this.#return = next(text, "\r", from);
    const lineEnd = this.#return === to - 1 ? to - 1 : to;
    if (this.#return < lineEnd) return null;
    if (this.#control < from) this.#control = nextControl(text, from);
    if (this.#control < lineEnd) return null;
    backslash = -1;
    let layout = templates.find(text, from);
    if (layout && templates.end === lineEnd) this.#misses = Math.max(0, this.#misses - 1);
    else {
      if (this.#misses++ > MAX_MISSES) return null;
      const template = templateOf(text.slice(from, lineEnd));
      if (!template) return null;
      templates.add(template);
      backslash = -1;
      layout = templates.find(text, from);
      if (!layout || templates.end !== lineEnd) return null;
    }
    return new TemplatedEvent(position, layout, text, templates.starts.slice(), lineEnd);
  }
}

function next(text: string, sign: string, from: number): number {
  const at = text.indexOf(sign, from);
  return at < 0 ? Infinity : at;
}

function nextControl(text: string, from: number): number {
  CONTROL.lastIndex = from;
  return CONTROL.exec(text)?.index ?? Infinity;
}

function valueEnd(text: string, at: number, kind: number): number {
  const end = (kind & NUMBER) === NUMBER ? numberEnd(text, at) : stringEnd(text, at);
  if (end < 0 || (kind & NOT_BLANK) === 0) return end;
  const first = text.charCodeAt(at);
  const isPlain = first > 0x20 && first < 0x7f && first !== QUOTE && first !== BACKSLASH;
  return isPlain || !isBlank(text.slice(at, end)) ? end : -1;
}

function stringEnd(text: string, at: number): number {
  let end = text.indexOf('"', at);
  if (end < 0) return -1;
  if (backslash < at) backslash = next(text, "\\", at);
  while (backslash < end) {
    const escaped = text.charCodeAt(backslash + 1);
    let behind = backslash + 2;
    if (escaped === LETTER_U) {
      FOUR_DIGITS.lastIndex = behind;
      if (!FOUR_DIGITS.test(text)) return -1;
      behind += 4;
    } else if (!ESCAPED.has(escaped)) return -1;
    if (escaped === QUOTE) {
      end = text.indexOf('"', behind);
      if (end < 0) return -1;
    }
    backslash = next(text, "\\", behind);
  }
  return end;
}

/** Only numbers that have one way to be written: no sign before a zero, no zero before others. */
function numberEnd(text: string, at: number): number {
  const first = text.charCodeAt(at) === MINUS ? at + 1 : at;
  let end = first;
  for (let sign = text.charCodeAt(end); sign >= ZERO && sign <= NINE; sign = text.charCodeAt(end))
    end++;
  if (end === first) return -1;
  const isZero = text.charCodeAt(first) === ZERO;
  return isZero && (end > first + 1 || first > at) ? -1 : end;
}

/** Values as the fields have them; a string that holds no escape stands as it is. */
function readValue(text: string, from: number, to: number): string {
  const raw = text.slice(from, to);
  return asWindows(raw.includes("\\") ? (JSON.parse(`"${raw}"`) as string) : raw);
}

function isBlank(raw: string): boolean {
  return readValue(raw, 0, raw.length).trim() === "";
}

/** Returns a template of the event that is a line, or `null` if it is none that is known here. */
function templateOf(line: string): Template<EventLayout> | null {
  if (line.length > LONGEST || !line.includes(NEEDED) || !isEvent(parsed(line))) return null;
  const values = valuesOf(line);
  const event = values && elementsOf(parsed(marked(line, values)));
  if (!event) return null;
  const fields = fieldsOf(event, line, values);
  if (!fields) return null;
  const literals: string[] = [];
  const blanks: number[] = [];
  const numbers = new Map<Value, number>();
  let at = 0;
  for (const value of values) {
    if (value.isFixed) continue;
    literals.push(line.slice(at, value.from));
    numbers.set(value, blanks.length);
    blanks.push(value.kind | value.demand);
    at = value.to;
  }
  literals.push(line.slice(at));
  const sources = fields.map(([name, value]): readonly [string, string | number] => {
    if (typeof value === "string") return [name, value];
    return [name, numbers.get(value) ?? readValue(line, value.from, value.to)];
  });
  const content = layoutOf(sources, literals, blanks, readValue);
  return content && { literals, blanks, content };
}

/** Returns what of a line differs between events of a make; `null` if a name could be taken for a mark. */
function valuesOf(line: string): Value[] | null {
  const values: Value[] = [];
  let name = "";
  for (const found of line.matchAll(VALUE)) {
    const [token, string, colon] = found;
    if (colon !== undefined) {
      name = string!;
      if (name.includes("\\")) return null;
      continue;
    }
    const isString = string !== undefined;
    const from = found.index + (isString ? 1 : 0);
    const to = from + (isString ? string.length : token.length);
    const kind = isString ? STRING : NUMBER;
    values.push({ from, to, kind, isFixed: name === "xmlns", demand: 0 });
  }
  return values;
}

/** The line with a mark in place of each value. */
function marked(line: string, values: readonly Value[]): string {
  let text = "";
  let at = 0;
  for (const [i, { from, to, kind }] of values.entries()) {
    const mark = `\\u0000${i}`;
    text += line.slice(at, from) + (kind === STRING ? mark : `"${mark}"`);
    at = to;
  }
  return text + line.slice(at);
}

function elementsOf(value: unknown): EventElement<string> | null {
  return isEvent(value) ? evtxDumpElements(value) : null;
}

/** Whether a value is one event, and as it stands: neither wrapped nor nested too deeply. */
function isEvent(value: unknown): value is JsonObject {
  if (!isObject(value) || isObject(value["_source"])) return false;
  return recordsOf(value) === null && isShallow(value);
}

type Fields = readonly (readonly [name: string, value: Value | string])[];

function fieldsOf(
  event: EventElement<string>,
  line: string,
  values: readonly Value[],
): Fields | null {
  const valueOf = (text: string): Value | undefined => values[Number(MARK.exec(text)?.[1] ?? -1)];
  const ops: TextOps<string> = {
    empty: "",
    isBlank: (text) => {
      const value = valueOf(text);
      if (!value) return text.trim() === "";
      const is = isBlank(line.slice(value.from, value.to));
      if (is) value.isFixed = true;
      else value.demand |= NOT_BLANK;
      return is;
    },
    textOf: (text) => {
      const value = valueOf(text);
      if (!value) return text;
      value.isFixed = true;
      return ownText(readValue(line, value.from, value.to));
    },
  };
  const fields: [string, Value | string][] = [];
  let isSure = true;
  walkFields(event, ops, (name, text) => {
    const value = valueOf(text);
    // Marks inside a longer text: it was made of several values.
    if (!value && MADE_OF_MARKS.test(text)) isSure = false;
    if (value && CLASS_FIELDS.includes(name)) value.isFixed = true;
    fields.push([name, value ?? text]);
  });
  return isSure ? fields : null;
}
