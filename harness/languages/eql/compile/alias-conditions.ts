/** Conditions of a term that read the events of earlier terms by their aliases (Elastic Endpoint). */
import type { Expression as Computation } from "../../../matching/model/expression.ts";
import type { Expression } from "../syntax/ast.ts";
import { childrenOf } from "../syntax/children.ts";
import { lowerCondition } from "./lower-condition.ts";
import { lower } from "./lower.ts";
import { aliasOf, type Scope } from "./scope.ts";
import { unknownFieldsIn } from "./unknown-fields.ts";
import { call } from "./typed-expression.ts";

/** Whether a condition reads a field of an earlier term's event. */
export function readsAlias(expression: Expression, scope: Scope): boolean {
  if (expression.kind === "field") return aliasOf(scope, expression.name) !== undefined;
  return childrenOf(expression).some((child) => readsAlias(child, scope));
}

/** Whether a condition is null on account of fields that do not exist. */
export function isAlwaysNull(expression: Expression, scope: Scope): boolean {
  if (unknownFieldsIn(expression, scope).length === 0) return false;
  const quiet = { ...scope, faults: [], warnings: [] };
  return lowerCondition(expression, quiet, lower).expression.kind === "null";
}

/** Returns the fields of an alias that a condition reads, without the alias. */
export function fieldsOfAlias(expression: Expression, alias: string): readonly string[] {
  if (expression.kind !== "field")
    return childrenOf(expression).flatMap((child) => fieldsOfAlias(child, alias));
  return expression.name.startsWith(`${alias}.`) ? [expression.name.slice(alias.length + 1)] : [];
}

/** Returns the expression that is true where all of the conditions are. */
export function lowerAliasConditions(conditions: readonly Expression[], scope: Scope): Computation {
  const of = conditions.map((condition) => lowerCondition(condition, scope, lower));
  return (of.length === 1 ? of[0]! : call("and", "boolean", ...of)).expression;
}
