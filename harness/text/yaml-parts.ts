/**
 * YAML texts taken apart, so that a broken document does not hide the others. js-yaml reads first,
 * always: it is the faster of the two parsers, and it bounds the depth of what it reads. The other
 * (yaml) recurses without bound, and is shown only what js-yaml has accepted.
 */
import {
  CORE_SCHEMA,
  defineScalarTag,
  intCoreTag,
  loadAll,
  NOT_RESOLVED,
  parseEvents,
  YAMLException,
} from "js-yaml";
import { parseAllDocuments, type Document } from "yaml";
import { aliasOfItself, repeatedKey } from "./yaml-nodes.ts";

/** A part of a text: whole documents that are well-formed, or one that is not. */
export interface YamlPart {
  /** Where in the text it begins, in UTF-16 units. */
  readonly start: number;
  readonly text: string;
  readonly values: readonly unknown[];
  readonly error?: Error;
  /** Where in the whole text the error stands. */
  readonly errorAt?: number;
}

/** Broken documents after which the rest of a text is left as one. */
const MAX_BROKEN = 100;

/** Documents begin with `---` at the start of a line, wherever that stands. */
const DOCUMENT_START = /^---(?=\s|$)/gm;

/** An anchor (`&name`). Documents with one go to the parser that limits what aliases expand to. */
const ANCHOR = /(?:^|[-?:,[{])[ \t]*(?:!\S*[ \t]+)?&[^\s,[\]{}]/m;
const MAX_ALIASES = 100;

/** Whole numbers that a `number` cannot hold exactly are `bigint`s, so that no digit is lost. */
const exactInteger = defineScalarTag<number | bigint>("tag:yaml.org,2002:int", {
  implicit: true,
  implicitFirstChars: intCoreTag.implicitFirstChars,
  resolve(source, isExplicit, tagName) {
    const value = intCoreTag.resolve(source, isExplicit, tagName);
    if (value === NOT_RESOLVED || Number.isSafeInteger(value)) return value;
    const digits = BigInt(source.replace(/^[+-]/, ""));
    return source.startsWith("-") ? -digits : digits;
  },
  identify: () => false,
});
const SCHEMA = CORE_SCHEMA.withTags(exactInteger);

/** Keys are compared here (`repeatedKey`): the parser compares each with all before it. */
const PARSE = { uniqueKeys: false, intAsBigInt: true, merge: true, logLevel: "error" } as const;

/** Returns the parts of a text, in order: one, if nothing in it is broken. */
export function yamlParts(text: string): YamlPart[] {
  const parts: YamlPart[] = [];
  for (let start = 0; ;) {
    const part = readPart(text.slice(start), start);
    if (!part.error || parts.length >= MAX_BROKEN) return [...parts, part];
    const { from, to } = brokenDocument(text, start, part.errorAt ?? start);
    if (from > start) parts.push(readPart(text.slice(start, from), start));
    parts.push({ ...part, start: from, text: text.slice(from, to) });
    if (to >= text.length) return parts;
    start = to;
  }
}

/** Parses documents with positions. The text must be one that js-yaml has accepted. */
export function parseLocated(text: string): readonly Document.Parsed[] {
  return Array.from(parseAllDocuments(text, PARSE));
}

function readPart(text: string, start: number): YamlPart {
  try {
    return { start, text, values: valuesOf(text) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { start, text, values: [], error, errorAt: start + offsetOf(error) };
  }
}

/** Both parsers count from the start of what they were given. */
function offsetOf(error: Error): number {
  if (error instanceof YAMLException) return error.mark?.position ?? 0;
  return (error as { pos?: readonly [number, number] }).pos?.[0] ?? 0;
}

function valuesOf(text: string): readonly unknown[] {
  if (!text.includes("&") || !ANCHOR.test(text)) return loadAll(text, { schema: SCHEMA });
  parseEvents(text, {});
  return parseLocated(text).map(valueOf);
}

function valueOf(document: Document.Parsed): unknown {
  const [error] = document.errors;
  if (error) throw error;
  const repeated = repeatedKey(document);
  if (repeated) throw Object.assign(new Error("Map keys must be unique"), { pos: repeated.range });
  try {
    return document.toJS({
      maxAliasCount: MAX_ALIASES,
      reviver: (_, value: unknown) => toNumber(value),
    }) as unknown;
  } catch (error) {
    const alias = aliasOfItself(document);
    if (alias) {
      const message = `The alias "*${alias.source}" stands in what it refers to`;
      throw Object.assign(new Error(message), { pos: alias.range });
    }
    throw Object.assign(error as Error, { pos: document.contents?.range ?? document.range });
  }
}

function toNumber(value: unknown): unknown {
  const isSafe = typeof value === "bigint" && Number.isSafeInteger(Number(value));
  return isSafe ? Number(value) : value;
}

/** Returns the bounds of the document in which an error stands. */
function brokenDocument(text: string, start: number, at: number): { from: number; to: number } {
  let [from, to] = [start, text.length];
  for (const { index } of text.slice(start).matchAll(DOCUMENT_START)) {
    const found = start + index;
    // An error at the marker itself is that of the document which it ends.
    if (found < at) from = found;
    else if (found > from) {
      to = found;
      break;
    }
  }
  return { from, to };
}
