import { foldCase } from "../../values/case-fold.ts";
import { textTestOf } from "../../values/patterns/text-test.ts";
import { someCombination } from "./combinations.ts";
import { elementsOf } from "./elements.ts";
import type { ElementSearch, Expression, FieldExpression } from "../../model/expression.ts";
import { readAs, type Scalar } from "../../values/typed-values.ts";
import {
  inputValues,
  inputsOf,
  isOfElement,
  indexOfInput,
  type InputValue,
  type FieldInput,
} from "./inputs.ts";
import { operationOf } from "./operations.ts";
import { textOfValue, valueOf, type Value } from "../../values/value.ts";

/** What stands for each input of an expression, in the order of `inputsOf`; null for no value. */
export type Assignment = readonly (InputValue | null)[];

/** An expression made ready. */
export type Evaluation = (assignment: Assignment) => Value;

/** Returns an expression made ready to be evaluated for one choice of each of its inputs. */
export function compileExpression(expression: Expression): Evaluation {
  return compile(expression, inputsOf(expression));
}

/** @param inputs what the assignment holds, at least what the expression takes */
function compile(expression: Expression, inputs: readonly FieldInput[]): Evaluation {
  switch (expression.kind) {
    case "field":
      return compileField(expression, inputs);
    case "call": {
      const { evaluate, needs } = operationOf(expression.name);
      const of = expression.of.map((operand) => compile(operand, inputs));
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
      const of = compile(expression.of, inputs);
      return (assignment) => {
        const text = textOfValue(of(assignment));
        return text === null ? null : test.holds(test.cased ? text : foldCase(text));
      };
    }
    case "any":
      return compileAny(expression.of, inputs);
    case "some":
      return compileSearch(expression, inputs);
    default: {
      const value = valueOf(expression);
      return () => value;
    }
  }
}

function compileField({ field, type }: FieldExpression, inputs: readonly FieldInput[]): Evaluation {
  const place = indexOfInput({ field, isWhole: false }, inputs);
  return (assignment) => {
    // What is no whole stands here as one value.
    const value = assignment[place] as Scalar | null;
    return value === null ? null : readAs(type, value);
  };
}

function compileAny(of: Expression, inputs: readonly FieldInput[]): Evaluation {
  const own = inputsOf(of);
  const evaluate = compile(of, own);
  const taken = own.map((input) => {
    const place = indexOfInput({ ...input, isWhole: true }, inputs);
    return (assignment: Assignment): readonly InputValue[] =>
      inputValues(input, assignment[place] as readonly Scalar[]);
  });
  const isTrue = (values: Assignment): boolean => evaluate(values) === true;
  return (assignment) =>
    someCombination(
      taken.map((choices) => choices(assignment)),
      isTrue,
    );
}

/** What `where` takes of the element stands behind what it takes of the event. */
function compileSearch(search: ElementSearch, inputs: readonly FieldInput[]): Evaluation {
  const { of, variable, where } = search;
  const list = indexOfInput({ field: of.field, isWhole: true }, inputs);
  const own = inputsOf(where).filter(({ field }) => isOfElement(search, field));
  const evaluate = compile(where, [...inputs, ...own]);
  const paths = own.map(({ field }) => field.slice(variable.length + 1));
  return (assignment) =>
    elementsOf(assignment[list] as readonly Scalar[]).some((element) =>
      someCombination(
        own.map((input, i) => inputValues(input, element.values(paths[i]!))),
        (values) => evaluate([...assignment, ...values]) === true,
      ),
    );
}
