import type { Losses } from "../matching/model/dropped-events.ts";
import { plural } from "./count.ts";

/** Returns in words what a rule on several events could not take into account; one line each. */
export function describeLosses(losses: Losses): string[] {
  const { ungrouped, unmeasured, untimed, late, cut } = losses;
  const reasons: readonly (readonly [number, string])[] = [
    [ungrouped, "without a field that it groups by"],
    [unmeasured, "without the value that it measures"],
    [untimed, "without a time"],
    [late, "too far behind later events in the recording"],
    [cut, "more than can be kept"],
  ];
  return reasons.flatMap(([count, reason]) =>
    count > 0 ? [`${plural(count, "event")} ${reason}`] : [],
  );
}
