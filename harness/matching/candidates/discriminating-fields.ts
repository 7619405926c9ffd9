/**
 * A predicate without required literals would be asked of every event. Most can still be ruled out by what
 * one field holds (`partial-evaluation.ts`), such as the negation of a test: their discriminating field.
 */
import { holdsForValue } from "../evaluate/field-test.ts";
import { textTestOf } from "../values/patterns/text-test.ts";
import { foldPredicate, type FieldTest, type Predicate } from "../model/predicate.ts";
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
  // What each part comes to: the fields of which each may alone decide that it has an outcome.
  const fieldsFor = foldPredicate<(outcome: boolean) => DiscriminatingFields>(predicate, {
    constant: (value) => (outcome) => (value === outcome ? null : NONE),
    formula: () => () => NONE,
    test: (test) => (outcome) => decidingTest(test, outcome, bind),
    not: (part) => (outcome) => part(!outcome),
    all: (parts) => (outcome) => {
      const fields = parts.map((part) => part(outcome));
      return outcome ? allOf(fields) : anyOf(fields);
    },
    any: (parts) => (outcome) => {
      const fields = parts.map((part) => part(outcome));
      return outcome ? anyOf(fields) : allOf(fields);
    },
  });
  return fieldsFor(false);
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
