/** Conditions between an event of a step and the events of earlier steps. */
import type { FieldValue } from "../../../events/field-value.ts";
import { someCombination } from "../../evaluate/expression/combinations.ts";
import { compileExpression } from "../../evaluate/expression/evaluate.ts";
import type { Expression } from "../../model/expression.ts";
import { scalarsOf } from "../../values/typed-values.ts";
import { inputValues, inputsOf } from "../../evaluate/expression/inputs.ts";
import type { Step } from "../../model/sequence.ts";
import type { ReadField } from "../../model/matcher.ts";

type Fields = ReadonlyMap<string, FieldValue>;

/** The fields of a step that later steps read, and its own condition on those of earlier ones. */
export interface StepCondition {
  /** Returns the fields of an event that later steps ask for, by their names there; null if none. */
  readonly binds: (read: ReadField) => Fields | null;
  /**
   * Returns whether an event can extend a partial sequence that has bound such fields; null if it can
   * extend any.
   */
  readonly condition: (read: ReadField) => ((bound: Fields) => boolean) | null;
}

/** Returns the conditions of steps, in their order. */
export function stepConditionsOf(steps: readonly Step[]): StepCondition[] {
  const lent = new Set(steps.flatMap((step) => lentNames(step).map(([name]) => name)));
  return steps.map((step) => ({
    binds: bindsOf(step),
    condition: step.where ? conditionOf(step.where, lent) : () => null,
  }));
}

function conditionOf(where: Expression, lent: ReadonlySet<string>): StepCondition["condition"] {
  const evaluate = compileExpression(where);
  const inputs = inputsOf(where);
  return (read) => {
    const own = inputs.map(({ field }) => (lent.has(field) ? null : scalarsOf(read(field))));
    return (bound) =>
      someCombination(
        own.map((values, i) => {
          const input = inputs[i]!;
          return inputValues(input, values ?? scalarsOf(bound.get(input.field)));
        }),
        (values) => evaluate(values) === true,
      );
  };
}

function bindsOf(step: Step): StepCondition["binds"] {
  const names = lentNames(step);
  if (names.length === 0) return () => null;
  return (read) => {
    const bound = new Map<string, FieldValue>();
    for (const [name, field] of names) {
      const value = read(field);
      if (value !== undefined) bound.set(name, value);
    }
    return bound;
  };
}

/** Returns the names by which later steps read a step's fields, each with the field. */
function lentNames({ alias, reads = [] }: Step): [name: string, field: string][] {
  return alias === undefined ? [] : reads.map((field) => [`${alias}.${field}`, field]);
}
