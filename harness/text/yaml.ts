/**
 * YAML with positions. Loading is the common case and errors are rare, so a text is parsed a second
 * time, with positions, only when something in it has to be pointed at.
 */
import { YAMLException } from "js-yaml";
import { isMap, isNode, isScalar, type Document, type Scalar } from "yaml";
import type { Diagnostic } from "./diagnostic.ts";
import { placeOf, type SourceText, type Span, type TextPlace } from "./source.ts";
import { nodeAt, ownPair, rangeAt } from "./yaml-nodes.ts";
import { parseLocated, yamlParts, type YamlPart } from "./yaml-parts.ts";

/** Keys and indices from the root of a document to a node. */
export type YamlPath = readonly (string | number)[];

/** One document of a text. `value` is `undefined` if, and only if, the document is not well-formed. */
export interface YamlDocument {
  readonly value: unknown;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Loads a text of one YAML document (core schema: no dates, no `yes`).
 *
 * @returns the value, or `undefined` and an error if the text is not well-formed, repeats a key or
 *   holds several documents or none
 */
export function readYaml(source: SourceText): { value: unknown; diagnostics: Diagnostic[] } {
  const [first, second] = readYamlDocuments(source);
  if (first && !second) return { value: first.value, diagnostics: [...first.diagnostics] };
  const place = second ? locateYaml(source, [], "key", 1) : placeOf(source, { start: 0, end: 1 });
  const message = second
    ? "The text holds several YAML documents, where one is expected."
    : "The text holds no YAML document.";
  const file = source.path;
  return {
    value: undefined,
    diagnostics: [{ code: "yaml/syntax", severity: "error", message, file, place }],
  };
}

/**
 * Loads a text of any number of YAML documents, none included. A document that is not well-formed
 * does not hide the others; an empty one has the value `null`.
 */
export function readYamlDocuments(source: SourceText): YamlDocument[] {
  return parsedText(source).parts.flatMap(
    ({ start, values, error, errorAt = start }): YamlDocument[] =>
      error
        ? [{ value: undefined, diagnostics: [syntaxError(source, errorAt, error)] }]
        : values.map((value) => ({ value, diagnostics: [] })),
  );
}

function syntaxError(source: SourceText, offset: number, error: Error): Diagnostic {
  const [reason] =
    error instanceof YAMLException
      ? [error.reason ?? error.message]
      : error.message.split(" at line ");
  return {
    code: "yaml/syntax",
    severity: "error",
    message: sentence(reason ?? error.message),
    file: source.path,
    place: placeOf(source, { start: offset, end: offset + 1 }),
  };
}

function sentence(reason: string): string {
  const [line] = reason.trim().split("\n");
  return line ? line[0]!.toUpperCase() + line.slice(1).replace(/[.:]?$/, ".") : reason;
}

/** A document parsed with positions, which count from the start of its part. */
interface Located {
  readonly start: number;
  /** Absent for a document that is not well-formed. */
  readonly document?: Document.Parsed;
}

/** What has been parsed of a text. */
interface ParsedText {
  readonly parts: readonly YamlPart[];
  /** Absent until something in the text has to be pointed at. */
  documents?: readonly Located[];
}

/** Bounded by the sources in use: an entry goes with its source. */
const parsedTexts = new WeakMap<SourceText, ParsedText>();

function parsedText(source: SourceText): ParsedText {
  let parsed = parsedTexts.get(source);
  if (!parsed) parsedTexts.set(source, (parsed = { parts: yamlParts(source.text) }));
  return parsed;
}

function locatedDocument(source: SourceText, index: number): Located {
  const parsed = parsedText(source);
  parsed.documents ??= parsed.parts.flatMap(locatePart);
  return parsed.documents[index] ?? { start: 0 };
}

function locatePart({ start, text, error }: YamlPart): Located[] {
  return error ? [{ start }] : parseLocated(text).map((document) => ({ start, document }));
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
  return placeOf(source, spanOf(locatedDocument(source, document), path, part));
}

/**
 * Returns the span of the value at `path`, without the white space behind it; where it is written as
 * nothing, that of its key. What stands there by an alias or a merge key (`<<`) is found where it is written.
 *
 * @returns null if there is no such value
 */
export function spanOfYaml(source: SourceText, path: YamlPath, document = 0): Span | null {
  const { start, document: parsed } = locatedDocument(source, document);
  const range = parsed && rangeAt(parsed, path);
  if (!range) return null;
  const [from, to] = [start + range[0], start + range[1]];
  return { start: from, end: from + source.text.slice(from, to).trimEnd().length };
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
  const found = locatedDocument(source, document);
  const node = found.document && nodeAt(found.document, path);
  const whole = spanOf(found, path, "value");
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
  const whole = spanOf(locatedDocument(source, document), path, "key");
  const at = source.text.slice(whole.start, whole.end).indexOf(String(path.at(-1)));
  if (at < 0) return placeOf(source, whole);
  const start = whole.start + at + offset;
  return placeOf(source, { start, end: start + Math.max(1, length) });
}

/**
 * Returns where units of a scalar's value stand. Folding changes only white space: of all other
 * units the n-th of the value is the n-th that is written.
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

function spanOf({ start, document }: Located, path: YamlPath, part: "key" | "value"): Span {
  for (let depth = path.length; document && depth > 0; depth--) {
    const parent = nodeAt(document, path.slice(0, depth - 1));
    const pair = isMap(parent) ? ownPair(parent, path[depth - 1]!) : undefined;
    const wanted = part === "key" || depth < path.length ? pair?.key : pair?.value;
    const node = wanted ?? pair?.key ?? nodeAt(document, path.slice(0, depth));
    if (isNode(node) && node.range)
      return { start: start + node.range[0], end: start + node.range[1] };
  }
  const first = start + (document?.contents?.range?.[0] ?? document?.range[0] ?? 0);
  return { start: first, end: first + 1 };
}
