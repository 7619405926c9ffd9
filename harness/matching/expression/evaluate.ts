import { fold } from "../fold.ts";
import { textTestOf } from "../field-test.ts";
import type { Expression, FieldExpression } from "./expression.ts";
import { readAs, type Scalar } from "./field-values.ts";
import { operationOf } from "./operations.ts";
import { textOfValue, valueOf, type Value } from "./value.ts";

/** One value of each field of an expression, in the order of `fieldsOf`; null where it has none. */
export type Assignment = readonly (Scalar | null)[];

/** An expression made ready. */
export type Evaluation = (assignment: Assignment) => Value;

const fields = new WeakMap<Expression, readonly string[]>();

/** Returns the names of the fields that an expression reads, each once, in the order of the text. */
export function fieldsOf(expression: Expression): readonly string[] {
  let known = fields.get(expression);
  if (!known) fields.set(expression, (known = [...new Set(fieldExpressionsOf(expression))]));
  return known;
}

function fieldExpressionsOf(expression: Expression): string[] {
  switch (expression.kind) {
    case "field":
      return [expression.field];
    case "call":
      return expression.of.flatMap(fieldExpressionsOf);
    case "match":
      return fieldExpressionsOf(expression.of);
    default:
      return [];
  }
}

/** Returns an expression made ready to be evaluated for one value of each of its fields. */
export function compileExpression(expression: Expression): Evaluation {
  return compile(expression, fieldsOf(expression));
}

function compile(expression: Expression, names: readonly string[]): Evaluation {
  switch (expression.kind) {
    case "field":
      return compileField(expression, names.indexOf(expression.field));
    case "call": {
      const { evaluate } = operationOf(expression.name);
      const needs = operationOf(expression.name).needs;
      const of = expression.of.map((operand) => compile(operand, names));
      return (assignment) => {
        const values: Value[] = [];
        for (let i = 0; i < of.length; i++) {
          const value = of[i]!(assignment);
          if (value === null && i < needs) return null;
          values.push(value);
        }
        return evaluate(...values);
      };
    }
    case "match": {
      const test = textTestOf(expression.pattern);
      const of = compile(expression.of, names);
      return (assignment) => {
        const text = textOfValue(of(assignment));
        return text === null ? null : test.holds(test.cased ? text : fold(text));
      };
    }
    default: {
      const value = valueOf(expression);
      return () => value;
    }
  }
}

function compileField({ type }: FieldExpression, place: number): Evaluation {
  return (assignment) => {
    const value = assignment[place];
    return value === null || value === undefined ? null : readAs(type, value);
  };
}
