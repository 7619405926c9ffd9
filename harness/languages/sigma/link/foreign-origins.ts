import { mapPredicate, type Predicate } from "../../../matching/model/predicate.ts";
import type { Stage } from "../../../matching/model/stage.ts";

/** Returns a predicate as a part of a rule of another file: its tests say that they come from the file at `path`. */
export function withPath(predicate: Predicate, path: string): Predicate {
  return mapPredicate(predicate, (test) => {
    const { origin } = test;
    if (!origin || origin[2] !== undefined) return test;
    return { ...test, origin: [origin[0], origin[1], path] };
  });
}

/** Returns the stages of a rule as a part of a rule of another file. */
export function stagesWithPath(stages: readonly Stage[], path: string): readonly Stage[] {
  return stages.map((stage) => ({ ...stage, predicate: withPath(stage.predicate, path) }));
}
