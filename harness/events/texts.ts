import { textOf, type FieldValue } from "./field-value.ts";

/** Returns the texts of a value: none for `null` and for an absent field, one per element of a list. */
export function textsOf(value: FieldValue | undefined): readonly string[] {
  if (typeof value === "string") return [value];
  if (value === null || value === undefined) return [];
  if (!isList(value)) return [textOf(value)];
  const texts: string[] = [];
  collectTexts(value, texts);
  return texts;
}

function collectTexts(values: readonly FieldValue[], texts: string[]): void {
  for (const value of values)
    if (typeof value === "string") texts.push(value);
    else if (isList(value)) collectTexts(value, texts);
    else if (value !== null) texts.push(textOf(value));
}

/** Whether a value is a list. (`Array.isArray` does not narrow a readonly array.) */
export function isList(value: FieldValue | undefined): value is readonly FieldValue[] {
  return Array.isArray(value);
}
