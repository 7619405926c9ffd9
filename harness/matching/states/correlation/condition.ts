import type { WindowItem } from "./window-item.ts";
import type { Occurrence } from "../../model/matcher.ts";

/** The condition of a correlation, asked in the order of time. */
export interface ConditionEvaluator<Event extends Occurrence> {
  /** Takes the next item of a group. Windows that ended before it have been asked for. */
  add(key: string, item: WindowItem<Event>): readonly ConditionMatch<Event>[];
  /** Returns what is decided because time has passed a moment (in ticks; none: it has ended). */
  passed(now: bigint | null): readonly ConditionMatch<Event>[];
}

/** Items that are a match together, and when that was certain. */
export interface ConditionMatch<Event extends Occurrence> {
  readonly ticks: bigint;
  readonly items: readonly WindowItem<Event>[];
}
