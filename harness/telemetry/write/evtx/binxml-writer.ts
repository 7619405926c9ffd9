/**
 * BinXML: elements → the tokens of a template, and values → an instance of it.
 *
 *   Fragment   = FragmentHeader TemplateInstance EOF
 *   Template   = FragmentHeader Element EOF
 *   Element    = OpenStartElement Attribute* (CloseEmptyElement | CloseStartElement Content* EndElement)
 *   Attribute  = AttributeToken Name (Value | NormalSubstitution | OptionalSubstitution)
 *   Content    = Element | NormalSubstitution
 *
 * A name stands where it is first used in a chunk, and is referred to from then on; so does a
 * template. Substitutions are normal ones, since a template names only what is in the event; the
 * one exception is an attribute that is left out, but keeps its element from having none at all.
 *
 * @see [MS-EVEN6] "BinXml" 2.2.12, and "BinXml Templates" 3.1.4.7.1
 * @see libevtx, "Windows XML Event Log (EVTX) format": binary XML
 */
import { createHash } from "node:crypto";
import { BoundedCache } from "../../../caches/bounded-cache.ts";
import type { ChunkBytes } from "./chunk-bytes.ts";
import { BINXML_TYPE, codeOf, STRING_TYPE, type EncodedValue } from "./typed-value.ts";

/** The index of a value, and of which type it is. */
export interface Substitution {
  readonly index: number;
  readonly code: number;
  /** Without a value, the attribute is left out. */
  readonly isOptional?: true;
}

export interface TemplateElement {
  readonly name: string;
  /** By name: the text, or the value to put there. */
  readonly attributes: readonly (readonly [name: string, value: string | Substitution])[];
  readonly content: readonly (TemplateElement | Substitution)[];
}

/** Elements that records with the same fields share. */
export interface Template {
  /** Tells templates apart. Equal keys stand for equal elements. */
  readonly key: string;
  /** Made from the key, so that the same recording gives the same bytes. */
  readonly guid: Buffer;
  readonly root: TemplateElement;
}

/** A template, and the values of its substitutions. */
export interface Instance {
  readonly template: Template;
  readonly values: readonly (EncodedValue | Instance)[];
}

/** Where in a chunk names and templates stand. */
export interface ChunkIndex {
  readonly names: Map<string, number>;
  readonly templates: Map<string, { readonly offset: number; readonly guid: Buffer }>;
}

/** Returns the template of elements that are made only if the template is new. */
export function template(key: string, root: () => TemplateElement): Template {
  const known = templates.get(key);
  if (known) return known;
  const guid = createHash("sha256").update(key).digest().subarray(0, 16);
  return templates.add(key, { key, guid, root: root() });
}

/** Of all recordings that are written: each chunk holds its own copy of those that it uses. */
const templates = new BoundedCache<string, Template>(4096);

const FRAGMENT_HEADER = Uint8Array.of(0x0f, 1, 1, 0);
const MORE_FLAG = 0x40;
const NO_DEPENDENCY = 0xffff;
const [END, OPEN, CLOSE_START, CLOSE_EMPTY, END_ELEMENT] = [0x00, 0x01, 0x02, 0x03, 0x04];
const [VALUE, ATTRIBUTE, TEMPLATE_INSTANCE] = [0x05, 0x06, 0x0c];
const [NORMAL_SUBSTITUTION, OPTIONAL_SUBSTITUTION] = [0x0d, 0x0e];

/** Appends the fragment of a record. @throws {ChunkFull} */
export function writeFragment(instance: Instance, chunk: ChunkBytes, index: ChunkIndex): void {
  chunk.raw(FRAGMENT_HEADER);
  writeInstance(instance, chunk, index);
  chunk.u8(END);
}

/**
 *   offset  size
 *        0     1  token 0x0c
 *        1     1  1
 *        2     4  first group of the template's GUID
 *        6     4  offset of the template's definition in the chunk
 *       10     …  the definition, if it stands right here
 *        …     4  number n of values
 *        …   4·n  size (2), type (1), 0 (1) of each value
 *        …     …  the values
 */
function writeInstance({ template, values }: Instance, chunk: ChunkBytes, index: ChunkIndex): void {
  chunk.u8(TEMPLATE_INSTANCE);
  chunk.u8(1);
  chunk.raw(template.guid.subarray(0, 4));
  const known = index.templates.get(template.key);
  chunk.u32(known?.offset ?? chunk.at + 4);
  if (!known) writeDefinition(template, chunk, index);
  chunk.u32(values.length);
  const sizes = chunk.take(4 * values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const start = chunk.at;
    let code = BINXML_TYPE;
    if (typeof value === "string") {
      code = STRING_TYPE;
      chunk.units(value);
    } else if ("bytes" in value) {
      code = codeOf(value);
      chunk.raw(value.bytes);
    } else writeFragment(value, chunk, index);
    chunk.bytes.writeUInt16LE(chunk.at - start, sizes + 4 * i);
    chunk.bytes.writeUInt16LE(code, sizes + 4 * i + 2);
  }
}

/**
 *   offset  size
 *        0     4  offset of the next template of its bucket
 *        4    16  GUID
 *       20     4  size of what follows
 *       24     …  fragment
 */
function writeDefinition(
  { key, guid, root }: Template,
  chunk: ChunkBytes,
  index: ChunkIndex,
): void {
  index.templates.set(key, { offset: chunk.at, guid });
  chunk.u32(0);
  chunk.raw(guid);
  const size = chunk.take(4);
  chunk.raw(FRAGMENT_HEADER);
  writeElement(root, chunk, index);
  chunk.u8(END);
  chunk.sizeSince(size);
}

/**
 *   offset  size
 *        0     1  token 0x01, or 0x41 if there are attributes
 *        1     2  index of the value without which the element is left out; 0xffff
 *        3     4  size of what follows, the end of the element included
 *        7     4  offset of the name, and the name if it is new to the chunk
 *        …     4  size of the attributes, if there are any; then those
 */
function writeElement(element: TemplateElement, chunk: ChunkBytes, index: ChunkIndex): void {
  const { name, attributes, content } = element;
  chunk.u8(attributes.length > 0 ? OPEN | MORE_FLAG : OPEN);
  chunk.u16(NO_DEPENDENCY);
  const size = chunk.take(4);
  writeName(name, chunk, index);
  if (attributes.length > 0) {
    const attributesSize = chunk.take(4);
    attributes.forEach(([attribute, value], i) => {
      chunk.u8(i < attributes.length - 1 ? ATTRIBUTE | MORE_FLAG : ATTRIBUTE);
      writeName(attribute, chunk, index);
      if (typeof value === "string") writeText(value, chunk);
      else writeSubstitution(value, chunk);
    });
    chunk.sizeSince(attributesSize);
  }
  if (content.length === 0) chunk.u8(CLOSE_EMPTY);
  else {
    chunk.u8(CLOSE_START);
    for (const part of content)
      if ("index" in part) writeSubstitution(part, chunk);
      else writeElement(part, chunk, index);
    chunk.u8(END_ELEMENT);
  }
  chunk.sizeSince(size);
}

/** Token, type, number of UTF-16 units (2), the units. */
function writeText(text: string, chunk: ChunkBytes): void {
  chunk.u8(VALUE);
  chunk.u8(STRING_TYPE);
  const count = chunk.take(2);
  chunk.units(text);
  chunk.bytes.writeUInt16LE(text.length, count);
}

/** Token, index of the value (2), its type. */
function writeSubstitution({ index, code, isOptional }: Substitution, chunk: ChunkBytes): void {
  chunk.u8(isOptional ? OPTIONAL_SUBSTITUTION : NORMAL_SUBSTITUTION);
  chunk.u16(index);
  chunk.u8(code);
}

/**
 *   offset  size
 *        0     4  offset of the next name of its bucket
 *        4     2  hash
 *        6     2  number n of UTF-16 units
 *        8   2·n  the units, then a NUL
 */
function writeName(name: string, chunk: ChunkBytes, { names }: ChunkIndex): void {
  const known = names.get(name);
  chunk.u32(known ?? chunk.at + 4);
  if (known !== undefined) return;
  names.set(name, chunk.at);
  chunk.u32(0);
  chunk.u16(nameHash(name));
  chunk.u16(name.length);
  chunk.units(name);
  chunk.u16(0);
}

/** @see libevtx, "Windows XML Event Log (EVTX) format": name */
export function nameHash(name: string): number {
  let hash = 0;
  for (let i = 0; i < name.length; i++) hash = (Math.imul(hash, 65_599) + name.charCodeAt(i)) >>> 0;
  return hash & 0xffff;
}
