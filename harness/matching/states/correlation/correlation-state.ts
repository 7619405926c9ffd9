import type { Correlation } from "../../model/correlation.ts";
import type { StateBehavior } from "../state-behavior.ts";
import { CorrelationMatcher } from "./correlation-matcher.ts";
import { correlationBlindness, silentInputs } from "./liveness.ts";

/** What can be done with a correlation. */
export const CORRELATION: StateBehavior<Correlation> = {
  matcher: (correlation) => new CorrelationMatcher(correlation),
  reads: fieldsRead,
  matchesEachEvent: () => false,
  joinFields: () => [],
  blindness: correlationBlindness,
  silentByAbsence: silentInputs,
  neededStages: (_, stages) => stages,
};

function fieldsRead({ inputs }: Correlation, stage: number): readonly string[] {
  const fields = inputs.flatMap(({ of, leaves }) => [
    ...leaves.flatMap((leaf) => (leaf.stage === stage ? [...leaf.by, ...leaf.values] : [])),
    ...(of ? fieldsRead(of, stage) : []),
  ]);
  return [...new Set(fields)];
}
