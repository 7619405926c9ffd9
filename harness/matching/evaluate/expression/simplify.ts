import { compileExpression } from "./evaluate.ts";
import type {
  ElementSearch,
  Expression,
  FieldExpression,
  Literal,
} from "../../model/expression.ts";
import { isOfElement } from "./inputs.ts";
import { operationOf } from "./operations.ts";
import { literalOf, type Value } from "../../values/value.ts";

/**
 * Returns an expression with its constants folded: operations on
 * literals become literals, as do those that a null, a false under `and` or a true under `or`
 * decides.
 *
 * @param known gives the value that a field is known to have, `undefined` for one that is not known
 */
export function simplifyExpression(
  expression: Expression,
  known: Known = () => undefined,
): Expression {
  switch (expression.kind) {
    case "field": {
      const value = known(expression);
      return value === undefined ? expression : literalOf(value);
    }
    case "call":
      return foldCall(
        expression.name,
        expression.of.map((operand) => simplifyExpression(operand, known)),
      );
    case "match": {
      const of = simplifyExpression(expression.of, known);
      const folded: Expression = { ...expression, of };
      return isLiteral(of) ? evaluated(folded) : folded;
    }
    case "any": {
      const of = simplifyExpression(expression.of, known);
      if (isLiteral(of)) return evaluated({ kind: "any", of });
      return canBeTrue(of) ? { kind: "any", of } : FALSE;
    }
    case "some":
      return foldSearch(expression, known);
    default:
      return expression;
  }
}

type Known = (field: FieldExpression) => Value | undefined;

/** Nothing is known of an element; a list that is null has none. */
function foldSearch(search: ElementSearch, known: Known): Expression {
  if (known(search.of) === null) return FALSE;
  const where = simplifyExpression(search.where, (field) =>
    isOfElement(search, field.field) ? undefined : known(field),
  );
  return canBeTrue(where) ? { ...search, where } : FALSE;
}

const FALSE: Literal = { kind: "boolean", value: false };

/** Whether an expression is a value as it stands. */
export function isLiteral(expression: Expression): expression is Literal {
  return !["field", "call", "match", "any", "some"].includes(expression.kind);
}

function foldCall(name: string, of: readonly Expression[]): Expression {
  const { needs } = operationOf(name);
  const folded: Expression = { kind: "call", name, of };
  if (of.every(isLiteral)) return evaluated(folded);
  if (of.some((operand, i) => operand.kind === "null" && i < needs)) return { kind: "null" };
  if (name !== "and" && name !== "or") return folded;
  const decisive = name === "or";
  const decides = of.some((operand) => operand.kind === "boolean" && operand.value === decisive);
  return decides ? { kind: "boolean", value: decisive } : folded;
}

function evaluated(expression: Expression): Literal {
  return literalOf(compileExpression(expression)([]));
}

/** Whether an expression can come to true, as far as its literals and logic say. */
export function canBeTrue(expression: Expression): boolean {
  return canBe(expression, true);
}

function canBe(expression: Expression, wanted: boolean): boolean {
  if (isLiteral(expression)) return expression.kind === "boolean" && expression.value === wanted;
  if (expression.kind === "any") return !wanted || canBe(expression.of, true);
  if (expression.kind === "some") return !wanted || canBe(expression.where, true);
  if (expression.kind !== "call") return true;
  switch (expression.name) {
    case "not":
      return canBe(expression.of[0]!, !wanted);
    case "and":
    case "or": {
      const needsAll = (expression.name === "and") === wanted;
      const can = expression.of.map((operand) => canBe(operand, wanted));
      return needsAll ? !can.includes(false) : can.includes(true);
    }
    default:
      return true;
  }
}
