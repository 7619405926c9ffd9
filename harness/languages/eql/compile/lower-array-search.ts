/** `_arraysearch(list, $element, condition)`, of Elastic Endpoint. */
import type { FieldExpression } from "../../../matching/model/expression.ts";
import type { Expression } from "../syntax/ast.ts";
import { lowerCondition, type Lower } from "./lower-condition.ts";
import { quoteSource } from "../../common/quote.ts";
import { fail, isObjectField, isOfElement, typeOfField, written, type Scope } from "./scope.ts";
import { NULL, typed, type TypedExpression } from "./typed-expression.ts";

/** Lowers an array search. The parser has checked that the second argument is a variable. */
export function lowerArraySearch(
  { arguments: [list, variable, condition] }: Extract<Expression, { kind: "call" }>,
  scope: Scope,
  lower: Lower,
): TypedExpression {
  const of = listOf(list!, scope, lower);
  const name = variable?.kind === "field" ? variable.name : "";
  const inner = { ...scope, variables: new Set([...scope.variables, name]) };
  const { expression: where } = lowerCondition(condition!, inner, lower);
  return of ? typed({ kind: "some", of, variable: name, where }, "boolean") : NULL;
}

/** Returns null for an optional field that does not exist, and for a fault. */
function listOf(list: Expression, scope: Scope, lower: Lower): FieldExpression | null {
  if (list.kind !== "field") {
    const what = quoteSource(written(scope, list.span));
    const message = `"_arraysearch" wants a field as argument 1, and ${what} is none.`;
    return fail(scope, "eql/wrong-type", message, list.span);
  }
  const { name: field } = list;
  const isKnown =
    isOfElement(scope, field) ||
    typeOfField(scope, field) !== undefined ||
    isObjectField(field, scope);
  if (isKnown) return { kind: "field", field, type: "keyword" };
  lower(list, scope);
  return null;
}
