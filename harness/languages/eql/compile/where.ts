/** Conditions of a term on the events of earlier ones (Elastic Endpoint's aliases). */
import type { Expression as Computation } from "../../../matching/model/expression.ts";
import type { Expression } from "../syntax/ast.ts";
import { childrenOf } from "../syntax/children.ts";
import { decide } from "./decide.ts";
import { lower } from "./lower.ts";
import { aliasOf, type Scope } from "./scope.ts";
import { call } from "./typed.ts";

/** Whether a condition asks for a field of an earlier event. */
export function isOnEarlier(expression: Expression, scope: Scope): boolean {
  if (expression.kind === "field") return aliasOf(scope, expression.name) !== undefined;
  return childrenOf(expression).some((child) => isOnEarlier(child, scope));
}

/** Returns the fields of the event of an alias that a condition asks for, without the alias. */
export function earlierFields(expression: Expression, alias: string): readonly string[] {
  if (expression.kind !== "field")
    return childrenOf(expression).flatMap((child) => earlierFields(child, alias));
  return expression.name.startsWith(`${alias}.`) ? [expression.name.slice(alias.length + 1)] : [];
}

/** Returns the computation that comes to true where all of the conditions do. */
export function lowerWhere(conditions: readonly Expression[], scope: Scope): Computation {
  const of = conditions.map((condition) => decide(condition, scope, lower));
  return (of.length === 1 ? of[0]! : call("and", "boolean", ...of)).expression;
}
