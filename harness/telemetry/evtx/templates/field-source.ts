import { isoOfText } from "../../records/iso-time.ts";
import { ROW_OFFSET, ROW_TYPE, sizeAt, type Chunk } from "../format/chunk.ts";
import { decodeValue, isWritten, NULL_TYPE, STRING_TYPE } from "../binxml/value.ts";

/**
 * Where a field's text comes from: the index of a value, a literal, a value that is a time, several of
 * both one after another, or one source for each time that the field occurs.
 */
export type FieldSource =
  | number
  | string
  | { readonly kind: "time"; readonly index: number }
  | { readonly kind: "parts"; readonly parts: readonly (number | string)[] }
  | { readonly kind: "list"; readonly items: FieldSource[] };

/** Decodes a value that is a time, which may have been written as text. */
export function timeAt(chunk: Chunk, index: number): string | string[] {
  const value = valueAt(chunk, index);
  const isText = chunk.values[index]! >>> ROW_TYPE === STRING_TYPE;
  return isText && typeof value === "string" ? (isoOfText(value) ?? value) : value;
}

/** Decodes the value at an index of the chunk's table: a text, and for an array a list of texts. */
export function valueAt(chunk: Chunk, index: number): string | string[] {
  const row = chunk.values[index]!;
  return decodeValue(row >>> ROW_TYPE, chunk, row & ROW_OFFSET, sizeAt(chunk.values, index));
}

/** Whether the value at an index of the chunk's table is a text that is not empty; null if its bytes do not tell. */
export function isFilled(chunk: Chunk, index: number): boolean | null {
  const row = chunk.values[index]!;
  const type = row >>> ROW_TYPE;
  const size = sizeAt(chunk.values, index);
  if (size === 0 || type === NULL_TYPE) return false;
  // NULs at the end of a text count for nothing, nor does half a unit.
  if (type === STRING_TYPE) return size > 1 && chunk.bytes[row & ROW_OFFSET] !== 0 ? true : null;
  return isWritten(type) ? true : null;
}
