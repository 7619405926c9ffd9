import { textOf, type FieldValue } from "./field-value.ts";

/** Returns the texts of a value: none for `null` and for an absent field, one per element of a list. */
export function textsOf(value: FieldValue | undefined): readonly string[] {
  if (typeof value === "string") return [value];
  if (value === null || value === undefined) return [];
  if (!isList(value)) return [textOf(value)];
  return value.flatMap((element) => textsOf(element));
}

/** Whether a value is a list. (`Array.isArray` does not narrow a readonly array.) */
export function isList(value: FieldValue | undefined): value is readonly FieldValue[] {
  return Array.isArray(value);
}
