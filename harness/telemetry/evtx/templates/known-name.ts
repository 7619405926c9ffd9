/** Names as they were referred to in a fragment, to be found again in another chunk. */
import type { NameReference } from "../binxml/syntax.ts";
import type { Chunk } from "../format/chunk.ts";
import { sameBytes } from "./same-bytes.ts";

export interface KnownName extends Omit<NameReference, "name"> {
  /** Length and units of a name that stands elsewhere; an inline one is part of the fragment. */
  readonly bytes: DataView | null;
  /** In which chunk it was found last, and where: its records refer to it again and again. */
  lastChunk: number;
  lastOffset: number;
}

/** Of an inline name these bytes differ from chunk to chunk: the reference, and the offset of the next name. */
export const INLINE_OFFSETS = 8;
/** Of a name: offset of the next one, hash; then its length. */
const LENGTH_AT = 6;

/**
 * Keeps what is needed to find a name of the fragment that begins at `start` again.
 *
 * @param copies names of the fragment that have been copied before, by their offset
 */
export function knownName(
  chunk: Chunk,
  start: number,
  { at, isInline }: NameReference,
  copies: Map<number, DataView>,
): KnownName {
  const last = { lastChunk: -1, lastOffset: -1 };
  if (isInline) return { at, isInline, bytes: null, ...last };
  const offset = chunk.view.getUint32(start + at, true);
  let bytes = copies.get(offset);
  if (!bytes) {
    bytes = copyOf(chunk, offset + LENGTH_AT, 2 + 2 * chunk.nameLengthAt(offset));
    copies.set(offset, bytes);
  }
  return { at, isInline, bytes, ...last };
}

/** Whether a chunk has this name at an offset. An inline name is compared with the fragment it is part of. */
export function isName(name: KnownName, chunk: Chunk, offset: number): boolean {
  const { bytes } = name;
  if (bytes === null || (name.lastChunk === chunk.id && name.lastOffset === offset)) return true;
  const units = (bytes.byteLength - 2) >> 1;
  if (chunk.nameLengthAt(offset) !== units) return false;
  if (!sameBytes(bytes, 0, chunk.view, offset + LENGTH_AT, bytes.byteLength)) return false;
  name.lastChunk = chunk.id;
  name.lastOffset = offset;
  return true;
}

/** Copies bytes of a chunk. */
export function copyOf({ bytes }: Chunk, at: number, size: number): DataView {
  return new DataView(Uint8Array.from(bytes.subarray(at, at + size)).buffer);
}
