import { fieldsOf } from "../../evaluate/expression/inputs.ts";
import type { Expression } from "../../model/expression.ts";
import { canBeTrue, simplifyExpression } from "../../evaluate/expression/simplify.ts";
import type { Step } from "../../model/sequence.ts";

/**
 * Returns the fields without which an event cannot be that of a step, whatever its stage says: keys
 * that are not optional, and what it or a later step must know to compare them. Sorted.
 *
 * @param steps all steps of the sequence
 */
export function neededFields(step: Step, steps: readonly Step[]): string[] {
  const { keys, alias, reads = [], where } = step;
  const joined = keys.filter(({ isOptional }) => !isOptional).map(({ field }) => field);
  const wanted = new Set(steps.flatMap((other) => (other.where ? neededIn(other.where) : [])));
  const lent = reads.filter((field) => alias !== undefined && wanted.has(`${alias}.${field}`));
  const borrowed = new Set(
    steps.flatMap(({ alias: name, reads: names = [] }) =>
      name === undefined ? [] : names.map((field) => `${name}.${field}`),
    ),
  );
  const own = where ? neededIn(where).filter((field) => !borrowed.has(field)) : [];
  return [...new Set([...joined, ...lent, ...own])].sort();
}

/** Returns the fields without which an expression cannot be true. */
function neededIn(expression: Expression): readonly string[] {
  return fieldsOf(expression).filter(
    (needed) =>
      !canBeTrue(
        simplifyExpression(expression, ({ field }) => (field === needed ? null : undefined)),
      ),
  );
}
