import type { Expression } from "./expression.ts";
import type { Pattern } from "./pattern.ts";

/**
 * A condition on one event, as data: every language compiles to it, and binding, the index,
 * explanation and coverage look inside. A test on an absent field is false (`null` excepted), and
 * its negation therefore true; a language in which it is not says so with an `exists` test.
 */
export type Predicate =
  | { readonly kind: "all"; readonly of: readonly Predicate[]; readonly name?: string }
  | { readonly kind: "any"; readonly of: readonly Predicate[]; readonly name?: string }
  | { readonly kind: "not"; readonly of: Predicate }
  | { readonly kind: "constant"; readonly value: boolean }
  | FieldTest
  | Formula;

/**
 * A test of one field. It holds for a list if it holds for any element.
 * A `name` on `all` or `any` is what the rule calls that part (a Sigma selection).
 */
export interface FieldTest {
  readonly kind: "test";
  /** The field in the rule's own words, or `ANY_FIELD`. */
  readonly field: string;
  readonly pattern: Pattern;
  /** The test as the rule writes it, for explanations: `CommandLine|contains 'vbscript'`. */
  readonly label: string;
}

/**
 * A computation that must come to true: what no single field can be asked. Where a field has several
 * values it holds if it does for any combination of them.
 */
export interface Formula {
  readonly kind: "formula";
  readonly expression: Expression;
  /** As the rule writes it. */
  readonly label: string;
}

/** The field name of a test that any field of the event may satisfy (a Sigma keyword). */
export const ANY_FIELD = "keywords";
