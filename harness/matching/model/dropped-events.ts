/** Events that a correlation could not take into account, by reason. */
export interface DroppedEvents {
  /** A field of the group is absent. */
  ungrouped: number;
  /** The measured field is absent, or holds no number where one is needed. */
  unmeasured: number;
  /** The record has no time. */
  untimed: number;
  /** It stands in the recording so far behind later ones that those had been dealt with. */
  late: number;
  /** More was to be held than there is room for. */
  cut: number;
}

/** Returns a count of nothing. */
export function noDroppedEvents(): DroppedEvents {
  return { ungrouped: 0, unmeasured: 0, untimed: 0, late: 0, cut: 0 };
}
