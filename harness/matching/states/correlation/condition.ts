import type { WindowItem } from "./window-item.ts";

/** The condition of a correlation, asked in the order of time. */
export interface ConditionEvaluator {
  /** Takes the next item of a group. `passed` has been called for its time. */
  add(key: string, item: WindowItem): readonly ConditionMatch[];
  /**
   * Returns the matches that are certain once time has passed a moment (in ticks; null: the recording has
   * ended).
   */
  passed(now: bigint | null): readonly ConditionMatch[];
}

/** Items that are a match together, and when that was certain. */
export interface ConditionMatch {
  readonly ticks: bigint;
  readonly items: readonly WindowItem[];
}
