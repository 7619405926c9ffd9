/** Conditions under which an event follows what has begun, between it and the events before it. */
import type { FieldValue } from "../../../events/field-value.ts";
import { someCombination } from "../../evaluate/expression/combinations.ts";
import { compileExpression } from "../../evaluate/expression/evaluate.ts";
import type { Expression } from "../../model/expression.ts";
import { scalarsOf } from "../../values/typed-values.ts";
import { choicesOf, inputsOf } from "../../evaluate/expression/inputs.ts";
import type { Step } from "../../model/sequence.ts";
import type { ReadField } from "../../model/matcher.ts";

type Fields = ReadonlyMap<string, FieldValue>;

/** What later steps ask of the events of a step, and it of those before. */
export interface StepCondition {
  /** Returns the fields of an event that later steps ask for, by their names there; null if none. */
  readonly binds: (read: ReadField) => Fields | null;
  /** Returns whether an event can follow one with such fields; null if it can follow any. */
  readonly follows: (read: ReadField) => ((bound: Fields) => boolean) | null;
}

/** Returns the relations of steps, in their order. */
export function stepConditionsOf(steps: readonly Step[]): StepCondition[] {
  const lent = new Set(steps.flatMap((step) => lentNames(step).map(([name]) => name)));
  return steps.map((step) => ({
    binds: bindsOf(step),
    follows: step.where ? followsOf(step.where, lent) : () => null,
  }));
}

function followsOf(where: Expression, lent: ReadonlySet<string>): StepCondition["follows"] {
  const evaluate = compileExpression(where);
  const inputs = inputsOf(where);
  return (read) => {
    const own = inputs.map(({ field }) => (lent.has(field) ? null : scalarsOf(read(field))));
    return (bound) =>
      someCombination(
        own.map((values, i) => {
          const input = inputs[i]!;
          return choicesOf(input, values ?? scalarsOf(bound.get(input.field)));
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

/** The names under which a step's fields are known to others, each with the field. */
function lentNames({ alias, reads = [] }: Step): [name: string, field: string][] {
  return alias === undefined ? [] : reads.map((field) => [`${alias}.${field}`, field]);
}
