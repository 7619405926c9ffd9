import { vocabularyOf } from "../../events/vocabularies/vocabularies.ts";
import { foldPredicate, type FieldTest } from "../model/predicate.ts";
import { costOf } from "../values/literal-cost.ts";
import { literalsOf } from "./pattern-literals.ts";
import type { RequiredLiterals, Stage } from "../model/stage.ts";

/**
 * Returns the cheapest required literals of a stage, or null if it has none: then it must be asked of
 * every event. One of them may be found although the stage does not hold, never the other way round.
 * Fields that are the same in all events of a class, or nearly, have none: to find a text there says
 * nothing.
 */
export function requiredLiteralsOf({
  logSource,
  predicate,
}: Pick<Stage, "logSource" | "predicate">): RequiredLiterals | null {
  const { classFields } = vocabularyOf(logSource);
  return foldPredicate<RequiredLiterals | null>(predicate, {
    constant: (value) => (value ? null : { literals: [], cost: 0 }),
    formula: () => null,
    not: () => null,
    test: (test) => (classFields.has(test.field) ? null : requiredLiteralsOfTest(test)),
    all: (parts) =>
      parts.reduce((best, one) => (best && (!one || best.cost <= one.cost) ? best : one), null),
    any(parts) {
      const found = parts.filter((part) => part !== null);
      if (found.length < parts.length) return null;
      return {
        literals: found.flatMap(({ literals }) => literals),
        cost: found.reduce((sum, { cost }) => sum + cost, 0),
      };
    },
  });
}

function requiredLiteralsOfTest({ field, pattern }: FieldTest): RequiredLiterals | null {
  const literals = literalsOf(pattern);
  const cost = literals ? costOf(literals) : Infinity;
  if (!literals || cost === Infinity) return null;
  return { literals: literals.map((literal) => ({ field, literal })), cost };
}
