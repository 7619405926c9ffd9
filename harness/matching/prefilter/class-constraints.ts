import { vocabularyOf } from "../../events/vocabularies/vocabularies.ts";
import { foldCase } from "../values/case-fold.ts";
import { foldPredicate } from "../model/predicate.ts";
import type { ClassConstraint, Stage } from "../model/stage.ts";

/** Returns what a stage demands of a class; it may demand more than this says, never less. */
export function classConstraintsOf({
  logSource,
  predicate,
}: Pick<Stage, "logSource" | "predicate">): readonly ClassConstraint[] {
  const { classFields } = vocabularyOf(logSource);
  return foldPredicate<readonly ClassConstraint[]>(predicate, {
    constant: () => [],
    formula: () => [],
    not: () => [],
    test({ field, pattern }) {
      if (pattern.kind !== "equals" || !classFields.has(field)) return [];
      return [{ field, texts: [foldCase(pattern.text)] }];
    },
    all: (parts) => parts.flat(),
    any: ([first = [], ...others]) =>
      first.flatMap((constraint) => common(constraint, others) ?? []),
  });
}

/**
 * Returns what all alternatives demand of a field: a text of any of theirs; null if one demands nothing.
 */
function common(
  { field, texts }: ClassConstraint,
  others: readonly (readonly ClassConstraint[])[],
): ClassConstraint | null {
  const all = new Set(texts);
  for (const constraints of others) {
    const own = constraints.find((constraint) => constraint.field === field);
    if (!own) return null;
    for (const text of own.texts) all.add(text);
  }
  return { field, texts: [...all] };
}
