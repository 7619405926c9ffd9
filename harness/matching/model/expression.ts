import type { FieldType } from "../../events/field-type.ts";
import type { TextPattern } from "./pattern.ts";

/**
 * A computation on one event, as data that JSON can hold. It comes to a `Value` (`values/value.ts`): null,
 * a boolean, a text, a whole number of 64 bits or a decimal number. Where a value is missing the
 * result is null, which is not true.
 */
export type Expression =
  | Literal
  | FieldExpression
  /**
   * An operation of `evaluate/expression/operations.ts`, by its name, with as many operands as it takes.
   * What is written as a comparison with a null, or with what folds to one (`foldExpression`), is
   * `isNull` or `isNotNull`: `equal` with a null is null.
   */
  | { readonly kind: "call"; readonly name: string; readonly of: readonly Expression[] }
  /** Whether the text of an expression has a pattern; null if it has no text. */
  | { readonly kind: "match"; readonly of: Expression; readonly pattern: TextPattern }
  /**
   * Whether an expression comes to true for any combination of the values of its fields, all of them
   * looked at here: true or false, never null.
   */
  | { readonly kind: "any"; readonly of: Expression }
  | ElementSearch;

/**
 * Whether an expression comes to true for an element of a list: true or false, never null. A value
 * that is no list is a list of that one.
 */
export interface ElementSearch {
  readonly kind: "some";
  /**
   * The list. Its elements are objects, as their JSON text (`evaluate/expression/elements.ts`), or single
   * values.
   */
  readonly of: FieldExpression;
  /** What `where` calls the element: `it`, and its field `a.b` is `it.a.b`. */
  readonly variable: string;
  readonly where: Expression;
}

/** A value as it is written. */
export type Literal =
  | { readonly kind: "null" }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "text"; readonly value: string }
  /** In decimal digits, with a `-` if it is below zero; at most 64 bits. */
  | { readonly kind: "integer"; readonly value: string }
  /** Finite. */
  | { readonly kind: "decimal"; readonly value: number };

/**
 * The value of a field, read as its type says (`values/typed-values.ts`); null where it is absent or does
 * not read so. Times, addresses and versions become values that compare as they do: on the other
 * side stands a literal through the operation `date`, `ip` or `version`. Their text is to be had by
 * reading the field as a keyword.
 */
export interface FieldExpression {
  readonly kind: "field";
  readonly field: string;
  readonly type: FieldType;
}
