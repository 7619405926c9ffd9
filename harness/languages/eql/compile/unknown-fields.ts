/**
 * Optional fields that the schema does not know (`?unknown`). They are null: a comparison with one is null,
 * and so is its negation, so that neither matches. What a condition comes to is then settled; but a verdict
 * must say on which fields it leaned, so that in place of a constant stands a formula that reads them.
 */
import type { Expression as Computation } from "../../../matching/model/expression.ts";
import type { Formula, Predicate } from "../../../matching/model/predicate.ts";
import type { Expression } from "../syntax/ast.ts";
import { childrenOf } from "../syntax/children.ts";
import { aliasOf, isObjectField, isOfElement, typeOfField, type Scope } from "./scope.ts";

/** Returns the optional fields of an expression that do not exist, each once, in the order of the text. */
export function unknownFieldsIn(expression: Expression, scope: Scope): readonly string[] {
  return [...new Set(collect(expression, scope))];
}

function collect(expression: Expression, scope: Scope): readonly string[] {
  if (expression.kind === "field")
    return isUnknown(expression, scope) ? [nameIn(expression, scope)] : [];
  const children = childrenOf(expression);
  const isSearch = expression.kind === "call" && expression.name === "_arraysearch";
  if (!isSearch) return children.flatMap((child) => collect(child, scope));
  const [list, variable, ...others] = children;
  const isKnownList = list?.kind === "field" && isObjectField(list.name, scope);
  const inner = {
    ...scope,
    variables: new Set([...scope.variables, variable?.kind === "field" ? variable.name : ""]),
  };
  return [
    ...(list && !isKnownList ? collect(list, scope) : []),
    ...others.flatMap((child) => collect(child, inner)),
  ];
}

type Field = Extract<Expression, { kind: "field" }>;

function isUnknown({ name, isOptional }: Field, scope: Scope): boolean {
  return isOptional && !isOfElement(scope, name) && typeOfField(scope, name) === undefined;
}

/** A field of an earlier term's event is called as it is in that event. */
function nameIn({ name }: Field, scope: Scope): string {
  const alias = aliasOf(scope, name);
  return alias === undefined ? name : name.slice(alias.length + 1);
}

/** Returns a formula that holds for no event, and reads fields. */
export function neverFor(
  fields: readonly string[],
  asWritten: Pick<Formula, "label" | "origin">,
): Formula {
  const of = fields.map((field): Computation => ({
    kind: "call",
    name: "equal",
    of: [{ kind: "field", field, type: "keyword" }, { kind: "null" }],
  }));
  const expression: Computation = { kind: "call", name: NEVER, of };
  return { kind: "formula", expression, ...asWritten };
}

/** Of nulls alone it is null. */
const NEVER = "or";

/** Whether a predicate is such a formula. */
export function isNever(predicate: Predicate): boolean {
  if (predicate.kind !== "formula") return false;
  const { expression } = predicate;
  return (
    expression.kind === "call" &&
    expression.name === NEVER &&
    expression.of.every(
      (one) => one.kind === "call" && one.name === "equal" && one.of[1]?.kind === "null",
    )
  );
}
