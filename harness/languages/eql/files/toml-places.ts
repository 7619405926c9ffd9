/**
 * Where things stand in a TOML text. The parser that reads it gives values without places, so this
 * walks over a text that is known to be well-formed, and looks at no more of it than its structure.
 *
 *   document    = { table | array-table | pair } , one to a line
 *   table       = "[" key "]"        array-table = "[[" key "]]"
 *   pair        = key "=" value      key = part { "." part }
 *   value       = string | "[" { value "," } "]" | "{" { pair "," } "}" | anything else
 *
 * @see TOML 1.0
 */
import type { Span } from "../../../text/source.ts";

/** Keys and indices from the root of a document. */
export type TomlPath = readonly (string | number)[];

export interface TomlPlace {
  /** The key as it is written, dots and all; of an element of a list the element. */
  readonly key: Span;
  /** The value; of a table its header. */
  readonly value: Span;
}

interface Walk {
  readonly text: string;
  at: number;
  readonly places: Map<string, TomlPlace>;
  /** How many tables each array of tables has so far. */
  readonly counts: Map<string, number>;
}

const SPACE = /[ \t]*/y;
const SPACE_AND_COMMENTS = /(?:[ \t\r\n]|#[^\n]*)*/y;
const BARE_KEY = /[A-Za-z0-9_-]+/y;
const OTHER_VALUE = /[^,\]}#\r\n]*/y;

/** Parts of a key beyond this are not told apart: nothing that is looked for lies so deep. */
const MAX_PARTS = 100;

/** Returns the place of what is at a path; of what is not there, that of the nearest above it. */
export function tomlPlaces(text: string): (path: TomlPath) => TomlPlace | undefined {
  const walk: Walk = {
    text,
    at: text.startsWith("\ufeff") ? 1 : 0,
    places: new Map(),
    counts: new Map(),
  };
  let table: TomlPath = [];
  for (take(walk, SPACE_AND_COMMENTS); walk.at < text.length; take(walk, SPACE_AND_COMMENTS)) {
    if (text[walk.at] === "[") table = readHeader(walk);
    else readPair(walk, table);
  }
  return (path) => {
    for (let length = path.length; length > 0; length--) {
      const found = walk.places.get(JSON.stringify(path.slice(0, length)));
      if (found) return found;
    }
    return undefined;
  };
}

/** Returns the path of the table that begins. */
function readHeader(walk: Walk): TomlPath {
  const start = walk.at;
  const isArray = walk.text[walk.at + 1] === "[";
  walk.at += isArray ? 2 : 1;
  const parts = readKey(walk);
  walk.at += isArray ? 2 : 1;
  let path: TomlPath = [];
  for (const [i, part] of parts.entries()) {
    path = [...path, part];
    const key = JSON.stringify(path);
    const count = walk.counts.get(key);
    const isLast = i === parts.length - 1;
    if (isArray && isLast) {
      walk.counts.set(key, (count ?? 0) + 1);
      path = [...path, count ?? 0];
    } else if (count !== undefined) path = [...path, count - 1];
  }
  const header = { start, end: walk.at };
  walk.places.set(JSON.stringify(path), { key: header, value: header });
  return path;
}

function readPair(walk: Walk, table: TomlPath): void {
  const start = walk.at;
  const path = [...table, ...readKey(walk)];
  const key = { start, end: start + walk.text.slice(start, walk.at).trimEnd().length };
  walk.at++;
  readValue(walk, path, key);
}

function readValue(walk: Walk, path: TomlPath, key: Span | null): void {
  take(walk, SPACE);
  const start = walk.at;
  const opening = walk.text[start];
  if (opening === "[") readItems(walk, "]", (index) => readValue(walk, [...path, index], null));
  else if (opening === "{") readItems(walk, "}", () => readPair(walk, path));
  else if (takeString(walk) === "") take(walk, OTHER_VALUE);
  const end = start + walk.text.slice(start, walk.at).trimEnd().length;
  const value = { start, end };
  walk.places.set(JSON.stringify(path), { key: key ?? value, value });
}

function readItems(walk: Walk, closing: string, read: (index: number) => void): void {
  walk.at++;
  for (let index = 0; walk.at < walk.text.length; index++) {
    take(walk, SPACE_AND_COMMENTS);
    if (walk.text[walk.at] === closing) break;
    read(index);
    take(walk, SPACE_AND_COMMENTS);
    if (walk.text[walk.at] === ",") walk.at++;
  }
  walk.at++;
}

/** Reads `a . "b"."c"`, and the white space after it. */
function readKey(walk: Walk): string[] {
  const parts: string[] = [];
  let isFirst = true;
  do {
    if (!isFirst) walk.at++;
    take(walk, SPACE);
    const quoted = takeString(walk);
    const part = quoted === "" ? take(walk, BARE_KEY) : quoted.slice(1, -1);
    // Escapes in keys are not resolved: no key that is looked for has any.
    if (parts.length < MAX_PARTS) parts.push(part);
    take(walk, SPACE);
    isFirst = false;
  } while (walk.text[walk.at] === ".");
  return parts;
}

/** Moves past what the pattern matches, and returns it. */
function take(walk: Walk, pattern: RegExp): string {
  pattern.lastIndex = walk.at;
  const found = pattern.exec(walk.text)?.[0] ?? "";
  walk.at += found.length;
  return found;
}

/** Moves past a string, if one begins here, and returns it with its quotation marks. */
function takeString(walk: Walk): string {
  const { text, at } = walk;
  const mark = text[at]!;
  if (mark !== '"' && mark !== "'") return "";
  const isLong = text.startsWith(mark.repeat(3), at);
  const closing = isLong ? mark.repeat(3) : mark;
  let end = at + closing.length;
  while (end < text.length && !text.startsWith(closing, end))
    end += mark === '"' && text[end] === "\\" ? 2 : 1;
  end += closing.length;
  // One or two marks may stand before the three that close.
  for (let more = 0; isLong && more < 2 && text[end] === mark; more++) end++;
  walk.at = Math.min(end, text.length);
  return text.slice(at, walk.at);
}
