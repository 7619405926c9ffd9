/**
 * A predicate without required literals would be asked of every event. Most can still be ruled out by what
 * one field holds (`partial-evaluation.ts`), such as the negation of a test: their discriminating field.
 */
import { holdsForValue } from "../evaluate/field-test.ts";
import { textTestOf } from "../values/patterns/text-test.ts";
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

/** Returns the fields of which each may alone decide that a predicate has this outcome. */
function deciding(
  predicate: Predicate,
  outcome: boolean,
  bind: (field: string) => BoundField,
): DiscriminatingFields {
  switch (predicate.kind) {
    case "constant":
      return predicate.value === outcome ? null : NONE;
    case "formula":
      return NONE;
    case "not":
      return deciding(predicate.of, !outcome, bind);
    case "all":
    case "any": {
      const discriminatingFields = predicate.of.map((part) => deciding(part, outcome, bind));
      return (predicate.kind === "any") === outcome
        ? anyOf(discriminatingFields)
        : allOf(discriminatingFields);
    }
    case "test":
      return decidingTest(predicate, outcome, bind);
  }
}

function decidingTest(
  { field, pattern }: FieldTest,
  outcome: boolean,
  bind: (field: string) => BoundField,
): DiscriminatingFields {
  const boundField = bind(field);
  if (pattern.kind === "field" || boundField.kind === "any") return NONE;
  if (boundField.kind === "field") return new Set([field]);
  const holds =
    pattern.kind === "exists" || pattern.kind === "null"
      ? (boundField.kind === "never") === (pattern.kind === "null")
      : boundField.kind === "constant" && holdsForValue(textTestOf(pattern), boundField.value);
  return holds === outcome ? null : NONE;
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
