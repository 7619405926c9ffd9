/**
 * Templates: the elements that records of one kind share. A template is parsed once and kept for all
 * chunks and files that hold it again.
 *
 *   offset  size
 *        0     4  offset of the next template
 *        4    16  GUID
 *       20     4  size of what follows
 *       24     …  fragment
 *
 * @see [MS-EVEN6] "BinXml Templates" 3.1.4.7.1
 * @see libevtx, "Windows XML Event Log (EVTX) format": template definition
 */
import { parseFragment } from "../binxml/parser.ts";
import type { Chunk } from "../format/chunk.ts";
import { copyOf, INLINE_OFFSETS, isName, knownName, type KnownName } from "./known-name.ts";
import { EventClassCache } from "./event-class-cache.ts";
import { LayoutCache } from "./layout-cache.ts";
import { sameBytes } from "./same-bytes.ts";
import { MalformedRecord } from "../format/malformed-record.ts";
import type { Element, Substitution } from "../binxml/syntax.ts";

const HEADER_SIZE = 24;

/** A template, whatever chunk it was read from. */
export interface Template {
  /** Counts the templates of the process. */
  readonly id: number;
  readonly elements: readonly Element[];
  /** One more than the highest index of a value. */
  readonly substitutionCount: number;
  /**
   * By substitution, for those on whose emptiness the fields hang: the weight of their digit in a number
   * to base 3 that tells which have a value (0), an empty one (1), none (2). Else 0.
   */
  readonly weights: Float64Array;
  /** Whether that number is exact. */
  readonly hasExactWeights: boolean;
  /** Its values are texts that stood between its elements; none is ever empty. */
  readonly areLiterals: boolean;
  /** Of records that are instances of this template. */
  readonly layouts: LayoutCache;
  /** Of the same. */
  readonly classes: EventClassCache;
}

/** What must be found again in another chunk for its template to be this one. */
interface KnownTemplate {
  readonly template: Template;
  /** The fragment as it stood in its first chunk. */
  readonly body: DataView;
  readonly names: readonly KnownName[];
}

/** What all known templates may take, and what one takes beside its body. */
const MAX_KNOWN_BYTES = 32 * 1024 * 1024;
const OVERHEAD = 4096;
/** Templates of one GUID and size; honest ones differ only in which of their names are inline. */
const MAX_CANDIDATES = 64;
/** Digits to base 3 that a number holds exactly. */
const MAX_DIGITS = 33;
/** By a mix of GUID and size; what is found is compared, for files may be hostile. */
const known = new Map<number, KnownTemplate[]>();
let knownBytes = 0;
let count = 0;

/** Returns a number that no other template of the process has. */
export function newTemplateId(): number {
  return ++count;
}

/** Returns how many bytes a definition takes in its chunk. */
export function definitionSize(chunk: Chunk, offset: number): number {
  return HEADER_SIZE + sizeAt(chunk, offset);
}

/** The templates of one chunk, by the offset of their definition. */
export type ChunkTemplates = Map<number, Template>;

/**
 * Returns the template that is defined at an offset, which need not lie before its use.
 *
 * @throws {MalformedRecord}
 */
export function templateAt(chunk: Chunk, offset: number, templates: ChunkTemplates): Template {
  let template = templates.get(offset);
  if (template === undefined) {
    template = readTemplate(chunk, offset);
    templates.set(offset, template);
  }
  return template;
}

function sizeAt({ view, bytes }: Chunk, offset: number): number {
  if (offset + HEADER_SIZE > bytes.length)
    throw new MalformedRecord("a template lies outside the chunk", offset);
  return view.getUint32(offset + 20, true);
}

function readTemplate(chunk: Chunk, offset: number): Template {
  const size = sizeAt(chunk, offset);
  const start = offset + HEADER_SIZE;
  if (start + size > chunk.bytes.length)
    throw new MalformedRecord(`a template of ${size} bytes goes beyond the chunk`, offset);
  const { view } = chunk;
  let key = size;
  for (let i = 4; i < 20; i += 4) key = (Math.imul(key, 31) + view.getInt32(offset + i, true)) | 0;
  const candidates = known.get(key);
  if (candidates)
    for (const candidate of candidates)
      if (isSame(candidate, chunk, start, size)) return candidate.template;
  const { elements, names } = parseFragment(chunk, start, start + size, true);
  if (elements.length === 0) throw new MalformedRecord("a template without an element", offset);
  const template = compile(elements);
  if (knownBytes + size + OVERHEAD > MAX_KNOWN_BYTES) {
    known.clear();
    knownBytes = 0;
  }
  const copies = new Map<number, DataView>();
  const knownNames = names.map((name) => knownName(chunk, start, name, copies));
  const body = copyOf(chunk, start, size);
  const others = candidates?.slice(1 - MAX_CANDIDATES) ?? [];
  known.set(key, [...others, { template, body, names: knownNames }]);
  knownBytes += size + OVERHEAD;
  return template;
}

/** Compares all bytes but those that depend on where in a chunk the names stand. */
function isSame(
  { body, names }: KnownTemplate,
  chunk: Chunk,
  start: number,
  size: number,
): boolean {
  if (body.byteLength !== size) return false;
  const { view } = chunk;
  let compared = 0;
  for (let i = 0; i < names.length; i++) {
    const name = names[i]!;
    const { at, isInline } = name;
    if (at < compared) return false;
    if (!sameBytes(body, compared, view, start + compared, at - compared)) return false;
    const offset = view.getUint32(start + at, true);
    compared = at + (isInline ? INLINE_OFFSETS : 4);
    if ((offset === start + at + 4) !== isInline) return false;
    if (!isName(name, chunk, offset)) return false;
  }
  return sameBytes(body, compared, view, start + compared, size - compared);
}

function compile(elements: readonly Element[]): Template {
  let substitutionCount = 0;
  const deciding = new Set<number>();
  const visit = (element: Element, inSystem: boolean): void => {
    const isSystem = inSystem || element.name === "System";
    const take = (substitution: Substitution, decides: boolean): void => {
      substitutionCount = Math.max(substitutionCount, substitution.index + 1);
      if (decides) deciding.add(substitution.index);
    };
    for (const { parts } of element.attributes)
      for (const part of parts) if (typeof part !== "string") take(part, true);
    for (const part of element.content)
      if (typeof part === "string") continue;
      else if ("index" in part) take(part, part.isOptional || isSystem);
      else visit(part, isSystem);
  };
  for (const element of elements) visit(element, false);
  const weights = new Float64Array(substitutionCount);
  [...deciding].forEach((substitution, digit) => (weights[substitution] = 3 ** digit));
  return {
    id: newTemplateId(),
    elements,
    substitutionCount,
    weights,
    hasExactWeights: deciding.size <= MAX_DIGITS,
    areLiterals: false,
    layouts: new LayoutCache(),
    classes: new EventClassCache(elements),
  };
}
