/** Events that a rule on several events could not take into account, by reason. */
export interface DroppedEvents {
  /** A field of the group is absent. */
  ungrouped: number;
  /** The measured field is absent, or holds no number where one is needed. */
  unmeasured: number;
  /** The record has no time. */
  untimed: number;
  /** The event came so far behind later ones that those had left the reorder buffer already. */
  late: number;
  /** A bound on what is held was reached. */
  cut: number;
}

/** Why a single event was not taken into account; what is cut was so before. */
export type DropReason = Exclude<keyof DroppedEvents, "cut">;

/** Returns counts that are all zero. */
export function noDroppedEvents(): DroppedEvents {
  return { ungrouped: 0, unmeasured: 0, untimed: 0, late: 0, cut: 0 };
}

/** What came to one part of a rule's state from one sensor, and how much of it was dropped. */
export interface EventCount {
  /** The stage; or the number of an inner correlation, whose results came. */
  readonly part: number;
  /** null: results of events of several sensors. */
  readonly sensor: string | null;
  /** An event on which several variants of a stage held counts once. */
  readonly events: number;
  /** Nothing in it is cut. */
  readonly dropped: DroppedEvents;
}

/** What came to the parts of a rule's state, and how much of it was dropped. Plain data. */
export interface EventCounts {
  readonly stages: readonly EventCount[];
  /** Of a correlation: the results of the correlations in it, numbered as `innerCorrelations` does. */
  readonly results?: readonly EventCount[];
  /** Of a state that stands before another: what it showed that one. */
  readonly inner?: EventCounts;
}

/** What is known of a state that dropped nothing. */
export const NO_COUNTS: EventCounts = { stages: [] };

/** Returns the counts of the events of one sensor. */
export function countsOfSensor(
  { stages, results, inner }: EventCounts,
  sensor: string,
): EventCounts {
  const own = (counts: readonly EventCount[]) => counts.filter((one) => one.sensor === sensor);
  return {
    stages: own(stages),
    ...(results && { results: own(results) }),
    ...(inner && { inner: countsOfSensor(inner, sensor) }),
  };
}

/** What came to a part that could take nothing of it into account. */
export type Uncounted = Pick<EventCount, "events" | "dropped">;

/** Returns what came to a part, if there was something and all of it was dropped; null if not. */
export function uncountedPart(counts: readonly EventCount[], part: number): Uncounted | null {
  const own = counts.filter((one) => one.part === part);
  const dropped = sumOfDropped(own.map((one) => one.dropped));
  const events = own.reduce((sum, one) => sum + one.events, 0);
  return events > 0 && events === totalOf(dropped) ? { events, dropped } : null;
}

/** Returns what was dropped of all parts together. */
export function droppedOf({ stages, results = [], inner }: EventCounts): DroppedEvents {
  const own = [...stages, ...results].map(({ dropped }) => dropped);
  return sumOfDropped(inner ? [...own, droppedOf(inner)] : own);
}

/** Returns all that a matcher dropped. */
export function allDropped({
  counts,
  cut,
}: {
  readonly counts: EventCounts;
  readonly cut: number;
}): DroppedEvents {
  return { ...droppedOf(counts), cut };
}

function sumOfDropped(counts: readonly DroppedEvents[]): DroppedEvents {
  const sum = noDroppedEvents();
  for (const one of counts)
    for (const reason of Object.keys(sum) as (keyof DroppedEvents)[]) sum[reason] += one[reason];
  return sum;
}

/** Returns how many events were dropped for any reason. */
export function totalOf(dropped: DroppedEvents): number {
  return Object.values(dropped).reduce((sum: number, count: number) => sum + count, 0);
}
