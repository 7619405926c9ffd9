/**
 * Sequences in the slow way: every stage over the whole recording at once, with lists of everything
 * that has begun, as Elasticsearch's `SequenceMatcher` and `TumblingWindow` are described.
 */
import { keysOf, type Seen } from "./run-sequence.ts";
import type { Sequence } from "../../../../harness/matching/model/sequence.ts";

interface StepMatch {
  readonly at: number;
  readonly tie: number | null;
  readonly position: number;
  readonly key: string;
}

interface Begun {
  readonly key: string;
  readonly matches: StepMatch[];
}

/** Returns the matches of a sequence, as `run` does. Keys and the tiebreaker are whole numbers. */
export function slowSequence(data: Sequence, events: readonly Seen[]): string[] {
  const { steps, until, maxspan } = data;
  const matchesOf = (stage: number, by: readonly { field: string }[]): StepMatch[] =>
    events
      .map((event, i) => ({ event, position: i + 1 }))
      .filter(({ event }) => event.stages.includes(String.fromCharCode(97 + stage)))
      .map(({ event, position }): StepMatch => {
        const tie = data.tiebreaker ? event.fields?.[data.tiebreaker.field] : position;
        const key = by.map(({ field }) => String(event.fields?.[field])).join(",");
        return { at: event.at!, tie: (tie as number | undefined) ?? null, position, key };
      })
      .sort(order);
  const exceeds = (from: number, to: number): boolean => maxspan !== null && to - from > maxspan;

  const untils = until ? matchesOf(until.stage, until.keys) : [];
  const positive = steps.flatMap((step, i) => (step.isMissing ? [] : [{ step, i }]));
  let begun: Begun[] = [];
  for (const [place, { step }] of positive.entries()) {
    const next: Begun[] = [];
    for (const match of matchesOf(step.stage, step.keys)) {
      if (place === 0) {
        next.push({ key: match.key, matches: [match] });
        continue;
      }
      const before = begun.filter(
        ({ key, matches }) => key === match.key && order(matches.at(-1)!, match) < 0,
      );
      const latest = before.at(-1);
      if (!latest) continue;
      begun = begun.filter((one) => !before.includes(one));
      if (exceeds(latest.matches[0]!.at, match.at)) continue;
      const nearest = untils.filter((u) => u.key === match.key && order(u, match) < 0).at(-1);
      if (nearest && order(latest.matches.at(-1)!, nearest) <= 0) continue;
      next.push({ key: match.key, matches: [...latest.matches, match] });
    }
    begun = next;
  }

  const isAbsent = ({ key, matches }: Begun): boolean => {
    let [lead, trail] = [null as number | null, null as number | null];
    for (const [i, step] of steps.entries()) {
      if (!step.isMissing) continue;
      const before = positive.filter((one) => one.i < i).length - 1;
      const from = matches[before]?.at ?? -Infinity;
      const to = matches[before + 1]?.at ?? Infinity;
      const within = matchesOf(step.stage, step.keys)
        .filter((match) => match.key === key && match.at > from && match.at < to)
        .map(({ at }) => at);
      if (within.length === 0) continue;
      if (before === -1) lead = Math.max(lead ?? -Infinity, ...within);
      else if (before === matches.length - 1) trail = Math.min(trail ?? Infinity, ...within);
      else return false;
    }
    const [hasLeading, hasTrailing] = [steps[0]!.isMissing, steps.at(-1)!.isMissing];
    if (hasLeading && hasTrailing) return lead === null || trail === null || exceeds(lead, trail);
    if (hasLeading) return lead === null || exceeds(lead, matches.at(-1)!.at);
    return !hasTrailing || trail === null || exceeds(matches[0]!.at, trail);
  };
  return begun
    .filter(isAbsent)
    .sort(
      (a, b) =>
        order(a.matches.at(-1)!, b.matches.at(-1)!) || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0),
    )
    .map(({ key, matches }) => {
      const positions = matches.map(({ position }) => position).join(" ");
      return steps[0]!.keys.length > 0 ? `${key}: ${positions}` : positions;
    });
}

function order(a: StepMatch, b: StepMatch): number {
  if (a.at !== b.at) return a.at - b.at;
  if (a.tie === null || b.tie === null) return Number(a.tie === null) - Number(b.tie === null);
  return a.tie - b.tie;
}

/** Keys of one digit, for random cases. */
export const ONE_KEY = keysOf("k:long");
