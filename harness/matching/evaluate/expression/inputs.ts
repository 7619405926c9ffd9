/** What an expression takes from an event. */
import type { ElementSearch, Expression } from "../../model/expression.ts";
import type { Scalar } from "../../values/typed-values.ts";

/** A field as an expression takes it: one value after the other, or all of them at once. */
export interface FieldInput {
  readonly field: string;
  readonly isWhole: boolean;
}

/** What stands for an input in one evaluation: one value, or all of them. */
export type InputValue = Scalar | readonly Scalar[];

/** Owned by the expressions: what is known of one goes with its rule. */
const inputsByExpression = new WeakMap<Expression, readonly FieldInput[]>();
const fieldsByExpression = new WeakMap<Expression, readonly string[]>();

/** Returns what an expression takes, each once, in the order of the text. */
export function inputsOf(expression: Expression): readonly FieldInput[] {
  let known = inputsByExpression.get(expression);
  if (!known) inputsByExpression.set(expression, (known = unique(collect(expression))));
  return known;
}

/** Returns the names of the fields that an expression reads, each once, in the order of the text. */
export function fieldsOf(expression: Expression): readonly string[] {
  let known = fieldsByExpression.get(expression);
  if (!known)
    fieldsByExpression.set(
      expression,
      (known = [...new Set(inputsOf(expression).map(({ field }) => field))]),
    );
  return known;
}

/** Returns what can stand for an input, given the values of its field. */
export function inputValues(
  { isWhole }: FieldInput,
  values: readonly Scalar[],
): readonly InputValue[] {
  return isWhole ? [values] : values;
}

/** Returns where an input stands among others: the last one, which hides those before it. */
export function indexOfInput({ field, isWhole }: FieldInput, among: readonly FieldInput[]): number {
  const place = among.findLastIndex((one) => one.field === field && one.isWhole === isWhole);
  if (place < 0) throw new Error(`"${field}" is not among what the expression takes`);
  return place;
}

/** Whether a field is one of the element that is searched for, or the element itself. */
export function isOfElement({ variable }: ElementSearch, field: string): boolean {
  return field === variable || field.startsWith(`${variable}.`);
}

function collect(expression: Expression): readonly FieldInput[] {
  switch (expression.kind) {
    case "field":
      return [{ field: expression.field, isWhole: false }];
    case "call":
      return expression.of.flatMap(inputsOf);
    case "match":
      return inputsOf(expression.of);
    case "any":
      return inputsOf(expression.of).map(({ field }) => ({ field, isWhole: true }));
    case "some": {
      const others = inputsOf(expression.where).filter(
        ({ field }) => !isOfElement(expression, field),
      );
      return [{ field: expression.of.field, isWhole: true }, ...others];
    }
    default:
      return [];
  }
}

function unique(all: readonly FieldInput[]): readonly FieldInput[] {
  const known = new Map(all.map((one) => [`${one.isWhole} ${one.field}`, one]));
  return [...known.values()];
}
