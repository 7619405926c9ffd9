/** What can be done with statements about an order of events. */
import { fieldsOf } from "../../evaluate/expression/inputs.ts";
import type { LimitedEvents, Sample, Sequence, SequenceState, Step } from "../../model/sequence.ts";
import { fieldsOfOrder } from "../../streams/ordinal.ts";
import type { StateBehavior } from "../state-behavior.ts";
import { LimitMatcher } from "./limit-matcher.ts";
import { silentSteps, stepsBlindness } from "./liveness.ts";
import { SampleMatcher } from "./sample-matcher.ts";
import { SequenceMatcher } from "./sequence-matcher.ts";

const SEQUENCE: StateBehavior<Sequence> = {
  matcher: (sequence) => new SequenceMatcher(sequence),
  reads(sequence, stage) {
    const { steps, until } = sequence;
    const own = [...steps, ...(until ? [until] : [])].filter((step) => step.stage === stage);
    return distinct([...fieldsOfOrder(sequence), ...own.flatMap((step) => readsOf(step, steps))]);
  },
  matchesEachEvent: () => false,
  joinFields,
  blindness: stepsBlindness,
  silentByAbsence: silentSteps,
  neededStages: (_, stages) => stages,
};

const SAMPLE: StateBehavior<Sample> = {
  matcher: (sample) => new SampleMatcher(sample),
  reads: ({ steps }, stage) =>
    distinct(steps.flatMap((step) => (step.stage === stage ? keyFields(step) : []))),
  matchesEachEvent: () => false,
  joinFields,
  blindness: stepsBlindness,
  silentByAbsence: silentSteps,
  neededStages: (_, stages) => stages,
};

const LIMIT: StateBehavior<LimitedEvents> = {
  matcher: (limited) => new LimitMatcher(limited),
  reads: fieldsOfOrder,
  // How many of the events are matches is what the limits say.
  matchesEachEvent: () => false,
  joinFields: () => [],
  blindness: ({ timeField }, blindnessOf) => blindnessOf(0, [], { time: { field: timeField } }),
  silentByAbsence: () => [],
  neededStages: (_, stages) => stages,
};

type Kinds = {
  readonly [Kind in SequenceState["kind"]]: StateBehavior<Extract<SequenceState, { kind: Kind }>>;
};

export const SEQUENCES: Kinds = { sequence: SEQUENCE, sample: SAMPLE, limit: LIMIT };

/** The keys of a step, what later steps ask of it, and what it asks of its own event. */
function readsOf(step: Step, steps: readonly Step[]): readonly string[] {
  const lent = new Set(
    steps.flatMap(({ alias, reads = [] }) =>
      alias === undefined ? [] : reads.map((field) => `${alias}.${field}`),
    ),
  );
  const asked = step.where ? fieldsOf(step.where).filter((field) => !lent.has(field)) : [];
  return [...keyFields(step), ...(step.alias === undefined ? [] : (step.reads ?? [])), ...asked];
}

function keyFields({ keys }: Step): readonly string[] {
  return keys.map(({ field }) => field);
}

function joinFields({ steps }: Sequence | Sample): readonly string[] {
  const first = steps.find(({ isMissing }) => !isMissing);
  return first ? keyFields(first) : [];
}

function distinct(fields: readonly string[]): readonly string[] {
  return [...new Set(fields)];
}
