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
 * A `name` on `all` or `any` is what the rule calls that part.
 */
export interface FieldTest {
  readonly kind: "test";
  /** The field in the rule's own words; a vocabulary may have a name for all fields. */
  readonly field: string;
  readonly pattern: Pattern;
  /** The test as the rule writes it, for explanations: `CommandLine|contains 'vbscript'`. */
  readonly label: string;
  /** Absent where no text of a rule file asks for the test. */
  readonly origin?: Origin;
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
  /** Absent where no text of a rule file asks for it. */
  readonly origin?: Origin;
}

/**
 * Where in the text of a rule file a test was written. Tests that one value stands for, such as its
 * encodings, have one origin. There are as many as tests in a rule set, so that it says no more than the
 * language needs in order to find the place again (`locateTest` of the languages): two numbers, and the path
 * of the file if it is not the rule's own.
 */
export type Origin = readonly [first: number, second: number, path?: string];

/** What each kind of predicate comes to, given what its parts came to. */
export interface PredicateFold<Result> {
  constant(value: boolean): Result;
  test(test: FieldTest): Result;
  formula(formula: Formula): Result;
  not(part: Result): Result;
  all(parts: readonly Result[], predicate: PredicateGroup): Result;
  any(parts: readonly Result[], predicate: PredicateGroup): Result;
}

export type PredicateGroup = Extract<Predicate, { kind: "all" | "any" }>;

/** Returns what a predicate comes to, from its tests upwards. */
export function foldPredicate<Result>(predicate: Predicate, fold: PredicateFold<Result>): Result {
  switch (predicate.kind) {
    case "constant":
      return fold.constant(predicate.value);
    case "test":
      return fold.test(predicate);
    case "formula":
      return fold.formula(predicate);
    case "not":
      return fold.not(foldPredicate(predicate.of, fold));
    case "all":
    case "any": {
      const parts = predicate.of.map((part) => foldPredicate(part, fold));
      return fold[predicate.kind](parts, predicate);
    }
  }
}

/** Returns the parts of a predicate in the order of the rule; none of a test, a formula or a constant. */
export function childrenOf(predicate: Predicate): readonly Predicate[] {
  switch (predicate.kind) {
    case "constant":
    case "test":
    case "formula":
      return NO_PARTS;
    case "not":
      return [predicate.of];
    case "all":
    case "any":
      return predicate.of;
  }
}

const NO_PARTS: readonly Predicate[] = [];

/** Returns a predicate with something else in place of each of its tests and formulas. */
export function mapPredicate(
  predicate: Predicate,
  map: (test: FieldTest | Formula) => Predicate,
): Predicate {
  return foldPredicate<Predicate>(predicate, {
    constant: (value) => ({ kind: "constant", value }),
    test: map,
    formula: map,
    not: (of) => ({ kind: "not", of }),
    all: (of, group) => ({ ...group, of }),
    any: (of, group) => ({ ...group, of }),
  });
}

/**
 * Shows each test and formula of a predicate, in the order of the rule.
 *
 * @param visit `isPositive` is false under an odd number of negations
 */
export function visitTests(
  predicate: Predicate,
  visit: (test: FieldTest | Formula, isPositive: boolean) => void,
  isPositive = true,
): void {
  if (predicate.kind === "test" || predicate.kind === "formula")
    return visit(predicate, isPositive);
  const inside = predicate.kind === "not" ? !isPositive : isPositive;
  for (const part of childrenOf(predicate)) visitTests(part, visit, inside);
}
