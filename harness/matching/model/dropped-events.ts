/** Events that a correlation could not take into account, by reason. */
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

/** Returns counts that are all zero. */
export function noDroppedEvents(): DroppedEvents {
  return { ungrouped: 0, unmeasured: 0, untimed: 0, late: 0, cut: 0 };
}
