/**
 * Templates that were parsed, to be found again in other chunks and files. The GUID of a template does not
 * decide, for files may be hostile: all bytes are compared, but for those that depend on where in a chunk
 * the names stand.
 */
import type { NameReference } from "../binxml/syntax.ts";
import type { Chunk } from "../format/chunk.ts";
import { copyOf, INLINE_OFFSETS, isName, knownName, type KnownName } from "./known-name.ts";
import { sameBytes } from "./same-bytes.ts";
import type { Template } from "./template.ts";

/** What must be found again in another chunk for its template to be this one. */
interface KnownTemplate {
  readonly template: Template;
  /** The fragment as it stood in its first chunk. */
  readonly body: DataView;
  readonly names: readonly KnownName[];
}

/** What all known templates may take, and what one takes beside its body. With more, all are forgotten. */
const MAX_BYTES = 32 * 1024 * 1024;
const OVERHEAD = 4096;
/** Templates of one GUID and size; honest ones differ only in which of their names are inline. */
const MAX_CANDIDATES = 64;
/** Where the GUID stands in a definition. */
const [GUID_AT, GUID_END] = [4, 20];

export class TemplateCache {
  /** By a mix of GUID and size. */
  readonly #known = new Map<number, KnownTemplate[]>();
  #bytes = 0;

  /** Returns the template that is defined at an offset, by a fragment of some bytes at `start`. */
  find(chunk: Chunk, offset: number, start: number, size: number): Template | null {
    const candidates = this.#known.get(keyOf(chunk, offset, size));
    if (candidates)
      for (const candidate of candidates)
        if (isSame(candidate, chunk, start, size)) return candidate.template;
    return null;
  }

  /** Keeps, and returns, the template that was parsed of a definition. */
  add(
    chunk: Chunk,
    offset: number,
    start: number,
    size: number,
    references: readonly NameReference[],
    template: Template,
  ): Template {
    const key = keyOf(chunk, offset, size);
    const candidates = this.#known.get(key);
    const bytes = size + OVERHEAD + template.weights.byteLength;
    if (this.#bytes + bytes > MAX_BYTES) {
      this.#known.clear();
      this.#bytes = 0;
    }
    const copies = new Map<number, DataView>();
    const names = references.map((name) => knownName(chunk, start, name, copies));
    const body = copyOf(chunk, start, size);
    const others = candidates?.slice(1 - MAX_CANDIDATES) ?? [];
    this.#known.set(key, [...others, { template, body, names }]);
    this.#bytes += bytes;
    return template;
  }
}

function keyOf({ view }: Chunk, offset: number, size: number): number {
  let key = size;
  for (let i = GUID_AT; i < GUID_END; i += 4)
    key = (Math.imul(key, 31) + view.getInt32(offset + i, true)) | 0;
  return key;
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
