/** Formulas against events: what an expression comes to there, for any values of its fields. */
import type { LogEvent } from "../../events/event.ts";
import type { Decision } from "../compile.ts";
import { readSlot, type Slot } from "../slot.ts";
import { someCombination } from "./combinations.ts";
import { compileExpression, fieldsOf, type Evaluation } from "./evaluate.ts";
import type { Expression } from "./expression.ts";
import { readAs, scalarsOf, type Scalar } from "./field-values.ts";
import { canBeTrue, foldExpression } from "./simplify.ts";

const compiled = new WeakMap<Expression, Evaluation>();

/** Whether an expression comes to true in an event: the meaning of a formula, plainly. */
export function formulaHolds(
  expression: Expression,
  event: LogEvent,
  slotOf: (field: string) => Slot,
): boolean {
  let evaluate = compiled.get(expression);
  if (!evaluate) compiled.set(expression, (evaluate = compileExpression(expression)));
  const lists = fieldsOf(expression).map((field) => scalarsOf(readSlot(slotOf(field), event)));
  return someCombination(lists, (values) => evaluate(values) === true);
}

/** Returns the quick form of a formula for one class: what is known of the class is worked out. */
export function compileFormula(expression: Expression, slotOf: (field: string) => Slot): Decision {
  const constants = new Map<string, readonly Scalar[]>();
  for (const field of fieldsOf(expression)) {
    const values = valuesIn(slotOf(field));
    if (values) constants.set(field, values);
  }
  const folded = foldExpression(expression, ({ field, type }) => {
    const values = constants.get(field);
    if (!values || values.length > 1) return undefined;
    return values.length === 0 ? null : readAs(type, values[0]!);
  });
  if (!canBeTrue(folded)) return false;
  if (folded.kind === "boolean") return folded.value;
  const evaluate = compileExpression(folded);
  const fields = fieldsOf(folded).map((field) => ({
    slot: slotOf(field),
    values: constants.get(field),
  }));
  const asks = (values: readonly (Scalar | null)[]): boolean => evaluate(values) === true;
  if (fields.every(({ values }) => values))
    return someCombination(
      fields.map(({ values }) => values!),
      asks,
    );
  return (event) =>
    someCombination(
      fields.map(({ slot, values }) => values ?? scalarsOf(readSlot(slot, event))),
      asks,
    );
}

/** Returns what a slot holds in all events of its class; `undefined` if that is not known. */
export function valuesIn(slot: Slot): readonly Scalar[] | undefined {
  if (slot.kind === "never") return [];
  return slot.kind === "constant" ? scalarsOf(slot.value) : undefined;
}
