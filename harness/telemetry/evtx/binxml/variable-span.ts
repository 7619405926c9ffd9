import type { NameReference } from "./parser.ts";

/** A text that is a value: where its length stands, from the beginning of the fragment. */
export interface LiteralPlace {
  readonly kind: "literal";
  readonly at: number;
  /** Of the text behind its length, in bytes. */
  readonly size: number;
}

/** A number that says how many bytes follow. */
export interface SizePlace {
  readonly kind: "size";
  readonly at: number;
}

/** Where two fragments of one make may differ. */
export type Place = LiteralPlace | SizePlace | ({ readonly kind: "name" } & NameReference);

/** One for the text, and one that only says where it ends. */
export const ROWS_PER_LITERAL = 2;

/** Whether a text that begins with this unit cannot be blank. */
export function isOrdinary(unit: number): boolean {
  return unit > 0x20 && unit < 0x7f;
}
