import { vocabularyOf } from "../../events/vocabularies/vocabularies.ts";
import { fold } from "../values/fold.ts";
import { foldPredicate } from "../model/predicate.ts";
import type { ClassDemand, Stage } from "../model/stage.ts";

/** Returns what a stage demands of a class; it may demand more than this says, never less. */
export function demandsOf({
  logSource,
  predicate,
}: Pick<Stage, "logSource" | "predicate">): readonly ClassDemand[] {
  const { classFields } = vocabularyOf(logSource);
  return foldPredicate<readonly ClassDemand[]>(predicate, {
    constant: () => [],
    formula: () => [],
    not: () => [],
    test({ field, pattern }) {
      if (pattern.kind !== "equals" || !classFields.has(field)) return [];
      return [{ field, texts: [fold(pattern.text)] }];
    },
    all: (parts) => parts.flat(),
    any: ([first = [], ...others]) => first.flatMap((demand) => common(demand, others) ?? []),
  });
}

/**
 * Returns what all alternatives demand of a field: a text of any of theirs; null if one demands nothing.
 */
function common(
  { field, texts }: ClassDemand,
  others: readonly (readonly ClassDemand[])[],
): ClassDemand | null {
  const all = new Set(texts);
  for (const demands of others) {
    const own = demands.find((demand) => demand.field === field);
    if (!own) return null;
    for (const text of own.texts) all.add(text);
  }
  return { field, texts: [...all] };
}
