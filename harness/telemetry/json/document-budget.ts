/**
 * What one JSON document may come to. A name that stands once in the text stands in the path of every value
 * below it, and a value of two signs takes twenty times their memory: what is beyond these bounds is
 * not read, and said to be too large.
 */
import { isObject, type JsonObject } from "./json-value.ts";
import { MAX_DEPTH } from "./json-scan.ts";

/** What is wrong with a document, in the words of `DocumentFault`. */
export interface DocumentExcess {
  readonly fault: "too-deep" | "too-large";
  readonly reason: string;
}

/** Thrown where the shape of a document would make more of it than is read; the reader of files tells it. */
export class ExcessiveDocument extends Error {}

/** Values of one document. */
const MAX_VALUES = 8_000_000;
/** UTF-16 units of a dotted path. */
const MAX_PATH = 4096;
/** What all paths of an event may come to, in UTF-16 units: so much, and so often its own names and texts. */
const [PATHS_OF_ALL, PATHS_PER_UNIT] = [65_536, 32];
/** Beyond so many units V8 tells texts of one length apart by comparing them, one with all others. */
const HASHED_UNITS = 16_383;
/** Names so long that one document may have. */
const MAX_LONG_NAMES = 16;
/** A shorter document cannot have more of them. */
const SHORTEST_WITH_LONG_NAMES = MAX_LONG_NAMES * HASHED_UNITS;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const [BRACKET, BRACE] = [0x5b, 0x7b];

/** Looks at a text before it is parsed; `null` if it may be. */
export function excessOfText(text: string): string | null {
  if (text.length <= SHORTEST_WITH_LONG_NAMES) return null;
  const countsValues = text.length > MAX_VALUES;
  let values = 0;
  let longNames = 0;
  for (let at = 0; at < text.length;) {
    const quote = text.indexOf('"', at);
    const plainEnd = quote < 0 ? text.length : quote;
    if (countsValues) values += separatorsIn(text, at, plainEnd);
    if (values > MAX_VALUES) return `more than ${MAX_VALUES} values`;
    const end = stringEnd(text, plainEnd + 1);
    if (end - plainEnd > HASHED_UNITS && isName(text, end) && ++longNames > MAX_LONG_NAMES)
      return `more than ${MAX_LONG_NAMES} names of more than ${HASHED_UNITS} characters`;
    at = end;
  }
  return null;
}

/** Signs behind which a value stands. */
function separatorsIn(text: string, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i++) {
    const unit = text.charCodeAt(i);
    if (unit === COMMA || unit === BRACE || unit === BRACKET) count++;
  }
  return count;
}

/** Returns the offset behind the quote that closes a string, or the end of the text. */
function stringEnd(text: string, from: number): number {
  for (let quote = text.indexOf('"', from); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let slashes = quote;
    while (slashes > from && text.charCodeAt(slashes - 1) === BACKSLASH) slashes--;
    if ((quote - slashes) % 2 === 0) return quote + 1;
  }
  return text.length;
}

const COLON_NEXT = /\s*:/y;

function isName(text: string, behind: number): boolean {
  COLON_NEXT.lastIndex = behind;
  return text.charCodeAt(behind - 1) === QUOTE && COLON_NEXT.test(text);
}

/** Looks at an event; `null` if it may be shown. */
export function excessOfEvent(event: JsonObject): DocumentExcess | null {
  const sizes = new EventSizes();
  const isShallow = sizes.add(event, 0, MAX_DEPTH);
  if (!isShallow) return { fault: "too-deep", reason: `more than ${MAX_DEPTH} levels` };
  const { longest, paths, own } = sizes;
  if (longest > MAX_PATH)
    return {
      fault: "too-large",
      reason: `the path of a field has ${longest} characters, more than ${MAX_PATH}`,
    };
  if (paths > PATHS_OF_ALL + PATHS_PER_UNIT * own)
    return {
      fault: "too-large",
      reason: `the paths of its fields have ${paths} characters, more than ${PATHS_PER_UNIT} times its own ${own}`,
    };
  return null;
}

/** Sizes of an event, in UTF-16 units: of its names and texts, and of the paths that they make. */
class EventSizes {
  own = 0;
  paths = 0;
  longest = 0;

  /** Adds a value at a path of that length; false if it has more levels than these. */
  add(value: unknown, path: number, levels: number): boolean {
    if (typeof value === "string") this.own += value.length;
    else if (typeof value === "object" && value !== null) {
      if (levels === 0) return false;
      if (isObject(value)) return this.#addMembers(value, path, levels);
      for (const element of value as readonly unknown[])
        if (!this.add(element, path, levels - 1)) return false;
    }
    return true;
  }

  #addMembers(value: JsonObject, path: number, levels: number): boolean {
    for (const name of Object.keys(value)) {
      const length = path === 0 ? name.length : path + 1 + name.length;
      this.own += name.length;
      this.paths += length;
      if (length > this.longest) this.longest = length;
      if (!this.add(value[name], length, levels - 1)) return false;
    }
    return true;
  }
}
