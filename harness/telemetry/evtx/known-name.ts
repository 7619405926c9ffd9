/** Names as they were referred to in a fragment, to be found again in another chunk. */
import type { NameReference } from "./binxml.ts";
import type { Chunk } from "./chunk.ts";
import { sameBytes } from "./same-bytes.ts";

export interface KnownName extends Omit<NameReference, "name"> {
  /** Length and units of a name that stands elsewhere; an inline one is part of the fragment. */
  readonly bytes: DataView | null;
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
  if (isInline) return { at, isInline, bytes: null };
  const offset = chunk.view.getUint32(start + at, true);
  let bytes = copies.get(offset);
  if (!bytes) {
    bytes = copyOf(chunk, offset + LENGTH_AT, 2 + 2 * chunk.nameLengthAt(offset));
    copies.set(offset, bytes);
  }
  return { at, isInline, bytes };
}

/** Whether a chunk has a name with these bytes at an offset. */
export function isName(name: DataView, chunk: Chunk, offset: number): boolean {
  const units = (name.byteLength - 2) >> 1;
  return (
    chunk.nameLengthAt(offset) === units &&
    sameBytes(name, 0, chunk.view, offset + LENGTH_AT, name.byteLength)
  );
}

/** Copies bytes of a chunk. */
export function copyOf({ bytes }: Chunk, at: number, size: number): DataView {
  return new DataView(Uint8Array.from(bytes.subarray(at, at + size)).buffer);
}
