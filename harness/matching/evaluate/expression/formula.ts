/** Formulas against events: what an expression comes to there, for any values of its fields. */
import type { ShownEvent } from "../../../events/event.ts";
import type { Decision } from "../../binding/class-fields.ts";
import { readField, type BoundField } from "../../binding/bound-field.ts";
import { someCombination } from "./combinations.ts";
import { compileExpression, type Assignment, type Evaluation } from "./evaluate.ts";
import type { Expression } from "../../model/expression.ts";
import { readAs, scalarsOf, type Scalar } from "../../values/typed-values.ts";
import { inputValues, fieldsOf, inputsOf, type InputValue } from "./inputs.ts";
import { canBeTrue, simplifyExpression } from "./simplify.ts";

/** Owned by the expressions. For evidence and explanations: the engine compiles for each class. */
const evaluationOf = new WeakMap<Expression, Evaluation>();

/** Whether an expression comes to true in an event: the meaning of a formula, plainly. */
export function formulaHolds(
  expression: Expression,
  event: ShownEvent,
  bind: (field: string) => BoundField,
): boolean {
  let evaluate = evaluationOf.get(expression);
  if (!evaluate) evaluationOf.set(expression, (evaluate = compileExpression(expression)));
  const lists = inputsOf(expression).map((input) =>
    inputValues(input, scalarsOf(readField(bind(input.field), event))),
  );
  return someCombination(lists, (values) => evaluate(values) === true);
}

/** Returns the quick form of a formula for one class: what is known of the class is worked out. */
export function compileFormula(
  expression: Expression,
  bind: (field: string) => BoundField,
): Decision {
  const constants = new Map<string, readonly Scalar[]>();
  for (const field of fieldsOf(expression)) {
    const values = valuesIn(bind(field));
    if (values) constants.set(field, values);
  }
  const folded = simplifyExpression(expression, ({ field, type }) => {
    const values = constants.get(field);
    if (!values || values.length > 1) return undefined;
    return values.length === 0 ? null : readAs(type, values[0]!);
  });
  if (!canBeTrue(folded)) return false;
  if (folded.kind === "boolean") return folded.value;
  const evaluate = compileExpression(folded);
  const asks = (values: Assignment): boolean => evaluate(values) === true;
  const inputs = inputsOf(folded).map((input) => {
    const boundField = bind(input.field);
    const values = constants.get(input.field);
    const choices = values && inputValues(input, values);
    return { choices, read: input.isWhole ? wholeReader(boundField) : reader(boundField) };
  });
  if (inputs.every(({ choices }) => choices))
    return someCombination(
      inputs.map(({ choices }) => choices!),
      asks,
    );
  return (event) =>
    someCombination(
      inputs.map(({ choices, read }) => choices ?? read(event)),
      asks,
    );
}

type Reader = (event: ShownEvent) => readonly InputValue[];

function reader(boundField: BoundField): Reader {
  return (event) => scalarsOf(readField(boundField, event));
}

/**
 * Owned by the bound fields. All formulas that ask for a list are given the same one: its elements are made
 * once for an event.
 */
const wholeReaders = new WeakMap<BoundField, Reader>();

function wholeReader(boundField: BoundField): Reader {
  let known = wholeReaders.get(boundField);
  if (!known) {
    let last: ShownEvent | undefined;
    let whole: readonly InputValue[] = [];
    known = (event) => {
      if (event !== last) {
        whole = [scalarsOf(readField(boundField, event))];
        last = event;
      }
      return whole;
    };
    wholeReaders.set(boundField, known);
  }
  return known;
}

/**
 * Returns the values that a bound field has in all events of its class; `undefined` if that is not known.
 */
export function valuesIn(boundField: BoundField): readonly Scalar[] | undefined {
  if (boundField.kind === "never") return [];
  return boundField.kind === "constant" ? scalarsOf(boundField.value) : undefined;
}
