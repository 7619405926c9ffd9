/**
 * YAML with places. Loading is the common case and errors are rare, so a text is loaded with the
 * faster parser (js-yaml) and parsed a second time, with positions (yaml), only when something in
 * it has to be pointed at.
 */
import { CORE_SCHEMA, load, YAMLException } from "js-yaml";
import { isMap, isNode, isScalar, LineCounter, parseDocument, type Document } from "yaml";
import type { Diagnostic } from "./diagnostic.ts";
import { placeOf, type SourceText, type Span, type TextPlace } from "./source.ts";

/** Keys and indices from the root of a document to a node. */
export type YamlPath = readonly (string | number)[];

/** An anchor (`&name`). Documents with one go to the parser that limits what aliases expand to. */
const ANCHOR = /(?:^|[\s,[{:-])&[^\s,[\]{}]/m;
const MAX_ALIASES = 100;

/**
 * Loads a text of one YAML document (core schema: no dates, no `yes`).
 *
 * @returns the value, or `undefined` and an error if the text is not well-formed, repeats a key or
 *   holds several documents
 */
export function readYaml(source: SourceText): { value: unknown; diagnostics: Diagnostic[] } {
  try {
    const value: unknown = ANCHOR.test(source.text)
      ? parseWithLimit(source.text)
      : load(source.text, { schema: CORE_SCHEMA, filename: source.path });
    return { value, diagnostics: [] };
  } catch (error) {
    return { value: undefined, diagnostics: [syntaxError(source, error)] };
  }
}

function parseWithLimit(text: string): unknown {
  const document = parseDocument(text, { uniqueKeys: true });
  const [error] = document.errors;
  if (error) throw error;
  return document.toJS({ maxAliasCount: MAX_ALIASES });
}

function syntaxError(source: SourceText, error: unknown): Diagnostic {
  const at = { code: "yaml/syntax", severity: "error", file: source.path } as const;
  if (error instanceof YAMLException) {
    const offset = error.mark?.position ?? 0;
    const reason = error.reason ?? error.message;
    return { ...at, message: sentence(reason), place: placeOf(source, { start: offset, end: offset + 1 }) };
  }
  if (error instanceof Error) {
    const [start, end] = (error as { pos?: [number, number] }).pos ?? [0, 1];
    const [reason] = error.message.split(" at line ");
    return { ...at, message: sentence(reason ?? error.message), place: placeOf(source, { start, end }) };
  }
  throw error;
}

function sentence(reason: string): string {
  const [line] = reason.trim().split("\n");
  return line ? line[0]!.toUpperCase() + line.slice(1).replace(/[.:]?$/, ".") : reason;
}

/** Documents parsed with positions, kept as long as their source is. */
const located = new WeakMap<SourceText, Document.Parsed>();

function documentOf(source: SourceText): Document.Parsed {
  let document = located.get(source);
  if (!document) {
    document = parseDocument(source.text, { lineCounter: new LineCounter(), uniqueKeys: false });
    located.set(source, document);
  }
  return document;
}

/**
 * Returns where the node at `path` stands: its key (the default, for members of a map) or its
 * value. Where there is no such node, the nearest one above it.
 */
export function locateYaml(source: SourceText, path: YamlPath, part: "key" | "value" = "key"): TextPlace {
  return placeOf(source, spanOf(documentOf(source), path, part));
}

/**
 * Returns the place of a piece of the string at `path`, such as a word of a condition: `offset`
 * and `length` count UTF-16 units of the string's value. A string written with escapes or over
 * several lines is pointed at as a whole.
 */
export function locateInString(
  source: SourceText,
  path: YamlPath,
  offset: number,
  length: number,
): TextPlace {
  const document = documentOf(source);
  const node = document.getIn(path, true);
  const whole = spanOf(document, path, "value");
  if (!isScalar(node) || typeof node.value !== "string") return placeOf(source, whole);
  const written = source.text.slice(whole.start, whole.end);
  const at = written.indexOf(node.value);
  if (at < 0) return placeOf(source, whole);
  const start = whole.start + at + offset;
  return placeOf(source, { start, end: start + Math.max(1, length) });
}

function spanOf(document: Document.Parsed, path: YamlPath, part: "key" | "value"): Span {
  for (let depth = path.length; depth > 0; depth--) {
    const parent = depth === 1 ? document.contents : document.getIn(path.slice(0, depth - 1), true);
    const last = path[depth - 1];
    const pair = isMap(parent)
      ? parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(last))
      : undefined;
    const wanted = part === "key" || depth < path.length ? pair?.key : pair?.value;
    const node = wanted ?? pair?.key ?? document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return { start: node.range[0], end: node.range[1] };
  }
  return { start: 0, end: 1 };
}
