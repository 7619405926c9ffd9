import type { FieldType } from "../../../events/field-type.ts";

/** The fields that a query may name, and what they hold. */
export interface Schema {
  /** Returns the type of a field, or undefined if there is no such field. */
  typeOf(field: string): FieldType | undefined;
  /** Names to suggest. */
  names(): Iterable<string>;
}
