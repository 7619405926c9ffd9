/** Evaluates a predicate as far as the texts of a few fields decide it, whatever the other fields hold. */
import { holdsForValue } from "../evaluate/field-test.ts";
import { textTestOf } from "../values/patterns/text-test.ts";
import { foldCase } from "../values/case-fold.ts";
import type { FieldTest, Predicate } from "../model/predicate.ts";
import type { BoundField } from "../binding/bound-field.ts";

/** The one text that a field has in an event; it is there, and it is no list. */
export class FieldText {
  readonly field: string;
  readonly text: string;
  #folded: string | undefined;

  constructor(field: string, text: string) {
    this.field = field;
    this.text = text;
  }

  get folded(): string {
    return (this.#folded ??= foldCase(this.text));
  }
}

/** Of different fields. */
export type KnownTexts = readonly FieldText[];

/**
 * Returns what a predicate comes to in all events of a class that have these texts, or null if that depends
 * on other fields.
 *
 * @param bind the meaning of names in the class
 */
export function partialValue(
  predicate: Predicate,
  known: KnownTexts,
  bind: (field: string) => BoundField,
): boolean | null {
  // Not by `foldPredicate`: this is asked for every node of a decision tree, and stops at what decides.
  switch (predicate.kind) {
    case "constant":
      return predicate.value;
    case "formula":
      return null;
    case "not": {
      const result = partialValue(predicate.of, known, bind);
      return result === null ? null : !result;
    }
    case "all":
    case "any": {
      const decisive = predicate.kind === "any";
      let result: boolean | null = !decisive;
      for (const part of predicate.of) {
        const own = partialValue(part, known, bind);
        if (own === decisive) return decisive;
        if (own === null) result = null;
      }
      return result;
    }
    case "test":
      return partialValueOfTest(predicate, known, bind);
  }
}

function partialValueOfTest(
  { field, pattern }: FieldTest,
  known: KnownTexts,
  bind: (field: string) => BoundField,
): boolean | null {
  const own = known.find((one) => one.field === field);
  const boundField = own ? null : bind(field);
  if (boundField && (boundField.kind === "field" || boundField.kind === "any")) return null;
  switch (pattern.kind) {
    case "exists":
      return boundField?.kind !== "never";
    case "null":
      return boundField?.kind === "never";
    case "field":
      return null;
    default: {
      if (boundField?.kind === "never") return false;
      const test = textTestOf(pattern);
      if (boundField) return holdsForValue(test, boundField.value);
      return test.holds(test.cased ? own!.text : own!.folded);
    }
  }
}
