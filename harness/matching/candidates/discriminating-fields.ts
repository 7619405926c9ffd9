/**
 * A predicate without a witness would be asked of every event. Most are still told to fail by what one
 * field holds (`field-verdict.ts`), such as the negation of a test: that field is their gate.
 */
import { holdsForValue, textTestOf } from "../evaluate/field-test.ts";
import type { FieldTest, Predicate } from "../model/predicate.ts";
import type { BoundField } from "../binding/bound-field.ts";

/** Fields; null stands for what needs none of them. */
type DiscriminatingFields = ReadonlySet<string> | null;

const NONE: ReadonlySet<string> = new Set();

/**
 * Returns the fields of which each may alone decide that a predicate fails in an event of a class; null
 * if it always does.
 */
export function discriminatingFieldsOf(
  predicate: Predicate,
  bind: (field: string) => BoundField,
): DiscriminatingFields {
  return deciding(predicate, false, bind);
}

/** The fields of which each may alone decide that a predicate comes to this. */
function deciding(
  predicate: Predicate,
  verdict: boolean,
  bind: (field: string) => BoundField,
): DiscriminatingFields {
  switch (predicate.kind) {
    case "constant":
      return predicate.value === verdict ? null : NONE;
    case "formula":
      return NONE;
    case "not":
      return deciding(predicate.of, !verdict, bind);
    case "all":
    case "any": {
      const discriminatingFields = predicate.of.map((part) => deciding(part, verdict, bind));
      return (predicate.kind === "any") === verdict
        ? anyOf(discriminatingFields)
        : allOf(discriminatingFields);
    }
    case "test":
      return decidingTest(predicate, verdict, bind);
  }
}

function decidingTest(
  { field, pattern }: FieldTest,
  verdict: boolean,
  bind: (field: string) => BoundField,
): DiscriminatingFields {
  const boundField = bind(field);
  if (pattern.kind === "field" || boundField.kind === "any") return NONE;
  if (boundField.kind === "field") return new Set([field]);
  const holds =
    pattern.kind === "exists" || pattern.kind === "null"
      ? (boundField.kind === "never") === (pattern.kind === "null")
      : boundField.kind === "constant" && holdsForValue(textTestOf(pattern), boundField.value);
  return holds === verdict ? null : NONE;
}

function anyOf(discriminatingFields: readonly DiscriminatingFields[]): DiscriminatingFields {
  return discriminatingFields.includes(null)
    ? null
    : new Set(discriminatingFields.flatMap((some) => [...some!]));
}

function allOf(discriminatingFields: readonly DiscriminatingFields[]): DiscriminatingFields {
  const open = discriminatingFields.filter((some) => some !== null);
  const [first, ...others] = open;
  if (!first) return null;
  return new Set([...first].filter((field) => others.every((some) => some.has(field))));
}
