/**
 * Definitions of templates. Each is parsed once, for all chunks and files that hold it.
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
import { MalformedRecord } from "../format/malformed-record.ts";
import { TemplateCache } from "./template-cache.ts";
import { templateOf, type Template } from "./template.ts";

const HEADER_SIZE = 24;

/** Of all recordings: their templates are those of the same providers. */
const known = new TemplateCache();

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
  const found = known.find(chunk, offset, start, size);
  if (found) return found;
  const { elements, names } = parseFragment(chunk, start, start + size, true);
  if (elements.length === 0) throw new MalformedRecord("a template without an element", offset);
  return known.add(chunk, offset, start, size, names, templateOf(elements));
}
