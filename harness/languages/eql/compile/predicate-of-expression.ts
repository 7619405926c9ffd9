/**
 * Expressions that test a single field become tests, which an index can serve; the others stay
 * formulas.
 */
import type { Expression, FieldExpression } from "../../../matching/model/expression.ts";
import { ANY_TEXT, type Pattern } from "../../../matching/model/pattern.ts";
import { parseNetwork } from "../../../matching/values/network.ts";
import type { FieldTest, Origin, Predicate } from "../../../matching/model/predicate.ts";
import { isNever } from "./unknown-fields.ts";
import { wildcardPattern } from "./wildcard-pattern.ts";

export const TRUE: Predicate = { kind: "constant", value: true };
export const FALSE: Predicate = { kind: "constant", value: false };

/** Returns the conjunction of predicates, simplified. What names unknown fields is kept. */
export function allOf(predicates: readonly Predicate[]): Predicate {
  const of = flattened("all", predicates).filter((one) => !isConstant(one, true));
  if (of.some((one) => isConstant(one, false))) {
    const named = of.filter(isNever);
    return named.length === 0 ? FALSE : { kind: "all", of: [...named, FALSE] };
  }
  return of.length === 0 ? TRUE : of.length === 1 ? of[0]! : { kind: "all", of };
}

/** Returns the disjunction of predicates, simplified. */
export function anyOf(predicates: readonly Predicate[]): Predicate {
  const of = flattened("any", predicates).filter((one) => !isConstant(one, false));
  if (of.some((one) => isConstant(one, true))) return TRUE;
  return of.length === 0 ? FALSE : of.length === 1 ? of[0]! : { kind: "any", of };
}

export function notOf(predicate: Predicate): Predicate {
  if (predicate.kind === "constant") return predicate.value ? FALSE : TRUE;
  return predicate.kind === "not" ? predicate.of : { kind: "not", of: predicate };
}

function flattened(kind: "all" | "any", predicates: readonly Predicate[]): readonly Predicate[] {
  return predicates.flatMap((one) => (one.kind === kind ? one.of : [one]));
}

/** Whether a predicate holds for all events, or for none. */
export function isConstant(predicate: Predicate, value: boolean): boolean {
  return predicate.kind === "constant" && predicate.value === value;
}

/**
 * Returns the predicate that holds where an expression is true.
 *
 * @param expression with its constants folded
 */
export function predicateOfExpression(expression: Expression, asWritten: AsWritten): Predicate {
  if (expression.kind === "boolean") return expression.value ? TRUE : FALSE;
  const { label, origin } = asWritten;
  return testOf(expression, asWritten) ?? { kind: "formula", expression, label, origin };
}

/** How the rule writes an expression, and where. */
export interface AsWritten {
  readonly label: string;
  readonly origin: Origin;
  /** Of a call, where what stands behind its first argument does: for some, a list of alternatives. */
  readonly elements: readonly Origin[];
}

/** Returns a predicate of tests alone that is equivalent; null if there is none. */
function testOf(expression: Expression, asWritten: AsWritten): Predicate | null {
  if (expression.kind === "field") return testOf(equal(expression, TRUE_LITERAL), asWritten);
  if (expression.kind === "match") {
    const { of, pattern } = expression;
    if (of.kind !== "field" || of.type !== "keyword") return null;
    return fieldTest(of, isAnything(pattern) ? { kind: "exists" } : pattern, asWritten);
  }
  if (expression.kind !== "call") return null;
  const { name, of } = expression;
  if (name === "or") {
    const tests = of.map((one) => testOf(one, asWritten));
    return tests.every((test) => test !== null) ? anyOf(tests) : null;
  }
  if (name === "not" || name === "notEqual") {
    const test = testOf(name === "not" ? of[0]! : { ...expression, name: "equal" }, asWritten);
    return test && notOf(test);
  }
  const [first, second] = of;
  if (first?.kind !== "field") {
    const swapped = SWAPPED[name];
    if (swapped === undefined || second?.kind !== "field") return null;
    return testOf({ kind: "call", name: swapped, of: [second, first!] }, asWritten);
  }
  if (name === "isNull") return notOf(fieldTest(first, { kind: "exists" }, asWritten));
  if (name === "isNotNull") return fieldTest(first, { kind: "exists" }, asWritten);
  const patterns = PATTERNS[name]?.(first, of.slice(1), name.endsWith("~")) ?? null;
  if (!patterns) return null;
  const { elements, ...whole } = asWritten;
  const areListed = elements.length > 1 && elements.length === patterns.length;
  return anyOf(
    patterns.map((pattern, i) =>
      fieldTest(first, pattern, areListed ? { ...whole, origin: elements[i]! } : whole),
    ),
  );
}

const TRUE_LITERAL = { kind: "boolean", value: true } as const;

function equal(a: Expression, b: Expression): Expression {
  return { kind: "call", name: "equal", of: [a, b] };
}

function fieldTest(
  { field }: FieldExpression,
  pattern: Pattern,
  { label, origin }: Pick<AsWritten, "label" | "origin">,
): FieldTest {
  return { kind: "test", field, pattern, label, origin };
}

function isAnything(pattern: Pattern): boolean {
  return pattern.kind === "wildcard" && pattern.parts.every((part) => part === ANY_TEXT);
}

const SWAPPED: Readonly<Record<string, string>> = {
  equal: "equal",
  "equal~": "equal~",
  less: "greater",
  lessOrEqual: "greaterOrEqual",
  greater: "less",
  greaterOrEqual: "lessOrEqual",
};

type PatternMaker = (
  field: FieldExpression,
  operands: readonly Expression[],
  ignoreCase: boolean,
) => readonly Pattern[] | null;

/** For operations on a field and literals, the patterns of which the field must match one. */
const PATTERNS: Readonly<Record<string, PatternMaker>> = {
  equal: equalTo,
  "equal~": equalTo,
  less: ordered("lt"),
  lessOrEqual: ordered("lte"),
  greater: ordered("gt"),
  greaterOrEqual: ordered("gte"),
  startsWith: piece("startswith"),
  "startsWith~": piece("startswith"),
  endsWith: piece("endswith"),
  "endsWith~": piece("endswith"),
  stringContains: piece("contains"),
  "stringContains~": piece("contains"),
  wildcard: wildcards,
  "wildcard~": wildcards,
  cidrMatch: networks,
};

function equalTo(
  { type }: FieldExpression,
  [value]: readonly Expression[],
  ignoreCase: boolean,
): readonly Pattern[] | null {
  if (type === "keyword" && value?.kind === "text")
    return [{ kind: "equals", text: value.value, cased: !ignoreCase }];
  if (type === "boolean" && value?.kind === "boolean")
    return [{ kind: "equals", text: String(value.value), cased: true }];
  return ordered("eq")({ kind: "field", field: "", type }, [value!], false);
}

function ordered(operator: Extract<Pattern, { kind: "compare" }>["operator"]): PatternMaker {
  return ({ type }, [value], ignoreCase) => {
    if (type === "keyword" && value?.kind === "text" && operator !== "eq")
      return [{ kind: "order", operator, text: value.value, cased: !ignoreCase }];
    if (type !== "long" && type !== "double") return null;
    if (value?.kind === "decimal") return [{ kind: "compare", operator, number: value.value }];
    if (value?.kind !== "integer") return null;
    const number = Number(value.value);
    const isExact = Number.isSafeInteger(number);
    return [{ kind: "compare", operator, number: isExact ? number : value.value }];
  };
}

function piece(kind: "startswith" | "endswith" | "contains"): PatternMaker {
  return ({ type }, [value], ignoreCase) =>
    type === "keyword" && value?.kind === "text" && value.value !== ""
      ? [{ kind, text: value.value, cased: !ignoreCase }]
      : null;
}

function wildcards(
  { type }: FieldExpression,
  values: readonly Expression[],
  ignoreCase: boolean,
): readonly Pattern[] | null {
  if (type !== "keyword") return null;
  return all(values, (value) =>
    value.kind === "text" ? wildcardPattern(value.value, !ignoreCase) : null,
  );
}

function networks(_: FieldExpression, values: readonly Expression[]): readonly Pattern[] | null {
  return all(values, (value) => {
    const network = value.kind === "text" ? parseNetwork(value.value) : null;
    return network && { kind: "network", network, mapped: true };
  });
}

function all<T, R>(items: readonly T[], make: (item: T) => R | null): readonly R[] | null {
  const made = items.flatMap((item) => make(item) ?? []);
  return made.length === items.length ? made : null;
}
