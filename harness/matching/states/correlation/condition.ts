import type { Item } from "./item.ts";

/** The condition of a correlation, asked in the order of time. */
export interface ConditionEvaluator {
  /** Takes the next item of a group. Windows that ended before it have been asked for. */
  add(key: string, item: Item): readonly ConditionMatch[];
  /** Returns what is decided because time has passed a moment (in ticks; none: it has ended). */
  passed(now: bigint | null): readonly ConditionMatch[];
}

/** Items that are a match together, and when that was certain. */
export interface ConditionMatch {
  readonly ticks: bigint;
  readonly items: readonly Item[];
}
