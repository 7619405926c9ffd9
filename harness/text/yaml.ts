/**
 * YAML with places. Loading is the common case and errors are rare, so a text is loaded with the
 * faster parser (js-yaml) and parsed a second time, with positions (yaml), only when something in
 * it has to be pointed at.
 */
import {
  CORE_SCHEMA,
  defineScalarTag,
  intCoreTag,
  load,
  loadAll,
  NOT_RESOLVED,
  YAMLException,
} from "js-yaml";
import { isMap, isNode, isScalar, parseAllDocuments, type Document, type Scalar } from "yaml";
import type { Diagnostic } from "./diagnostic.ts";
import { placeOf, type SourceText, type Span, type TextPlace } from "./source.ts";

/** Keys and indices from the root of a document to a node. */
export type YamlPath = readonly (string | number)[];

/** One document of a text. `value` is `undefined` if, and only if, the document is not well-formed. */
export interface YamlDocument {
  readonly value: unknown;
  readonly diagnostics: readonly Diagnostic[];
}

/** An anchor (`&name`). Documents with one go to the parser that limits what aliases expand to. */
const ANCHOR = /(?:^|[-?:,[{])[ \t]*(?:!\S*[ \t]+)?&[^\s,[\]{}]/m;
const MAX_ALIASES = 100;

function hasAnchor(text: string): boolean {
  return text.includes("&") && ANCHOR.test(text);
}

/** Whole numbers that a `number` cannot hold exactly are `bigint`s, so that no digit is lost. */
const exactInteger = defineScalarTag<number | bigint>("tag:yaml.org,2002:int", {
  implicit: true,
  implicitFirstChars: intCoreTag.implicitFirstChars,
  resolve(source, isExplicit, tagName) {
    const value = intCoreTag.resolve(source, isExplicit, tagName);
    if (value === NOT_RESOLVED || Number.isSafeInteger(value)) return value;
    const digits = source.replace(/^[+-]/, "");
    return source.startsWith("-") ? -BigInt(digits) : BigInt(digits);
  },
  identify: () => false,
});
const SCHEMA = CORE_SCHEMA.withTags(exactInteger);

/**
 * Loads a text of one YAML document (core schema: no dates, no `yes`).
 *
 * @returns the value, or `undefined` and an error if the text is not well-formed, repeats a key or
 *   holds several documents
 */
export function readYaml(source: SourceText): { value: unknown; diagnostics: Diagnostic[] } {
  try {
    const value: unknown = hasAnchor(source.text)
      ? onlyOne(parseWithLimit(source.text))
      : load(source.text, { schema: SCHEMA, filename: source.path });
    return { value, diagnostics: [] };
  } catch (error) {
    return { value: undefined, diagnostics: [syntaxError(source, error)] };
  }
}

/**
 * Loads a text of any number of YAML documents, none included. A document that is not well-formed
 * does not hide the others; an empty one has the value `null`.
 */
export function readYamlDocuments(source: SourceText): YamlDocument[] {
  try {
    const values: unknown[] = hasAnchor(source.text)
      ? parseWithLimit(source.text)
      : loadAll(source.text, { schema: SCHEMA, filename: source.path });
    return values.map((value) => ({ value, diagnostics: [] }));
  } catch (error) {
    const documents = documentsOf(source);
    const broken = { value: undefined, diagnostics: [syntaxError(source, error)] };
    if (documents.length < 2 || documents.every(({ errors }) => errors.length === 0))
      return [broken];
    return documents.map((document) => readDocument(source, document));
  }
}

function readDocument(source: SourceText, document: Document.Parsed): YamlDocument {
  try {
    return { value: valueOf(document), diagnostics: [] };
  } catch (error) {
    return { value: undefined, diagnostics: [syntaxError(source, error)] };
  }
}

const PARSE = { uniqueKeys: true, intAsBigInt: true, merge: true, logLevel: "error" } as const;

function parseWithLimit(text: string): unknown[] {
  return Array.from(parseAllDocuments(text, PARSE), (document) => valueOf(document));
}

function valueOf(document: Document.Parsed): unknown {
  const [error] = document.errors;
  if (error) throw error;
  return document.toJS({ maxAliasCount: MAX_ALIASES, reviver: (_, value) => toNumber(value) });
}

function toNumber(value: unknown): unknown {
  return typeof value === "bigint" && Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

function onlyOne(values: readonly unknown[]): unknown {
  if (values.length === 1) return values[0];
  throw new YAMLException("expected a single document in the stream, but found more");
}

function syntaxError(source: SourceText, error: unknown): Diagnostic {
  const at = { code: "yaml/syntax", severity: "error", file: source.path } as const;
  if (error instanceof YAMLException) {
    const offset = error.mark?.position ?? 0;
    const reason = error.reason ?? error.message;
    return {
      ...at,
      message: sentence(reason),
      place: placeOf(source, { start: offset, end: offset + 1 }),
    };
  }
  if (error instanceof Error) {
    const [start, end] = (error as { pos?: [number, number] }).pos ?? [0, 1];
    const [reason] = error.message.split(" at line ");
    return {
      ...at,
      message: sentence(reason ?? error.message),
      place: placeOf(source, { start, end }),
    };
  }
  throw error;
}

function sentence(reason: string): string {
  const [line] = reason.trim().split("\n");
  return line ? line[0]!.toUpperCase() + line.slice(1).replace(/[.:]?$/, ".") : reason;
}

/** Documents parsed with positions, kept as long as their source is. */
const located = new WeakMap<SourceText, readonly Document.Parsed[]>();

function documentsOf(source: SourceText): readonly Document.Parsed[] {
  let documents = located.get(source);
  if (!documents)
    located.set(source, (documents = Array.from(parseAllDocuments(source.text, PARSE))));
  return documents;
}

/**
 * Returns where the node at `path` stands: its key (the default, for members of a map) or its
 * value. Where there is no such node, the nearest one above it. `document` counts from 0.
 */
export function locateYaml(
  source: SourceText,
  path: YamlPath,
  part: "key" | "value" = "key",
  document = 0,
): TextPlace {
  return placeOf(source, spanOf(documentsOf(source)[document], path, part));
}

/**
 * Returns the place of a piece of the string at `path`, such as a word of a condition: `offset`
 * and `length` count UTF-16 units of the string's value. A string with escapes is pointed at as a
 * whole.
 */
export function locateInString(
  source: SourceText,
  path: YamlPath,
  offset: number,
  length: number,
  document = 0,
): TextPlace {
  const parsed = documentsOf(source)[document];
  const node = parsed?.getIn(path, true);
  const whole = spanOf(parsed, path, "value");
  const span = isScalar(node) ? spanWithin(source.text, whole, node, offset, length) : undefined;
  return placeOf(source, span ?? whole);
}

/** Returns the place of a piece of the key at `path`, such as a modifier in `Image|endswith`. */
export function locateInKey(
  source: SourceText,
  path: YamlPath,
  offset: number,
  length: number,
  document = 0,
): TextPlace {
  const whole = spanOf(documentsOf(source)[document], path, "key");
  const at = source.text.slice(whole.start, whole.end).indexOf(String(path.at(-1)));
  if (at < 0) return placeOf(source, whole);
  const start = whole.start + at + offset;
  return placeOf(source, { start, end: start + Math.max(1, length) });
}

/**
 * Returns where units of a scalar's value stand. Folding changes only white space, so the n-th sign
 * of the value that is none is also the n-th as it is written.
 */
function spanWithin(
  text: string,
  whole: Span,
  { type, value }: Scalar,
  offset: number,
  length: number,
): Span | undefined {
  if (typeof value !== "string") return undefined;
  const written = text.slice(whole.start, whole.end);
  if (type === "QUOTE_DOUBLE" && written.includes("\\")) return undefined;
  const verbatim = written.indexOf(value);
  const start = whole.start + verbatim + offset;
  if (verbatim >= 0 && value !== "") return { start, end: start + Math.max(1, length) };
  const isBlock = type === "BLOCK_LITERAL" || type === "BLOCK_FOLDED";
  const places: number[] = [];
  let at = isBlock ? written.indexOf("\n") : type === "PLAIN" ? 0 : 1;
  for (const sign of value.split("")) {
    if (/\s/.test(sign)) {
      places.push(at);
      continue;
    }
    while (at < written.length && /\s/.test(written[at]!)) at++;
    places.push(at);
    at += type === "QUOTE_SINGLE" && sign === "'" ? 2 : 1;
  }
  const [first, last] = [places[offset], places[offset + Math.max(1, length) - 1]];
  if (first === undefined) return undefined;
  return { start: whole.start + first, end: whole.start + (last ?? first) + 1 };
}

function spanOf(
  document: Document.Parsed | undefined,
  path: YamlPath,
  part: "key" | "value",
): Span {
  for (let depth = path.length; document && depth > 0; depth--) {
    const parent = depth === 1 ? document.contents : document.getIn(path.slice(0, depth - 1), true);
    const last = path[depth - 1];
    const pair = isMap(parent)
      ? parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(last))
      : undefined;
    const wanted = part === "key" || depth < path.length ? pair?.key : pair?.value;
    const node = wanted ?? pair?.key ?? document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return { start: node.range[0], end: node.range[1] };
  }
  const start = document?.contents?.range?.[0] ?? document?.range[0] ?? 0;
  return { start, end: start + 1 };
}
