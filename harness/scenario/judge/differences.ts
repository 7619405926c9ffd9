import type { Match } from "../../matching/model/match.ts";
import type { CompiledRule } from "../../matching/model/rule.ts";
import { matchesEachEvent } from "../../matching/states/states.ts";
import { describeCount, fits } from "../describe.ts";
import type { Target } from "../plan/plan.ts";
import type { FireItem } from "../format/schema.ts";
import type { RecordingResult } from "../replay/recording-result.ts";
import { plural } from "../../text/plural.ts";

/** Returns in what a rule that fired did so otherwise than stated; empty if it fired as stated. */
export function differences(
  item: FireItem,
  rule: CompiledRule,
  matches: readonly Match[],
  target: Target,
  result: RecordingResult,
): string[] {
  const wanted = item.events ? positionsOf(item.events, target, result) : null;
  return [
    // A match of a rule on several events has many of them: their number says nothing of matches.
    ...inCount(item, matches, matchesEachEvent(rule) ? wanted : null),
    ...(wanted ? inEvents(matches, wanted) : []),
    ...(item.sequence ? inOrder(item.sequence, matches, target, result) : []),
    ...inEvidence(item.via ?? [], matches),
    ...(item.level !== undefined && item.level !== rule.rule.level
      ? [`its level is ${rule.rule.level ?? "not given"}, not ${item.level}`]
      : []),
  ];
}

/** Positions of the events that the named signals captured, of the selected sensor, in order. */
function positionsOf(
  signals: readonly string[],
  { sensor }: Target,
  { captures }: RecordingResult,
): number[] {
  const events = signals.flatMap((signal) => captures.get(signal) ?? []);
  const selected = events.filter((event) => sensor === null || event.class.sensor === sensor);
  return [...new Set(selected.map(({ position }) => position))].sort((a, b) => a - b);
}

function inCount(
  { count }: FireItem,
  matches: readonly Match[],
  wanted: readonly number[] | null,
): string[] {
  const asked = count ?? wanted?.length ?? { min: 1 };
  if (fits(matches.length, asked)) return [];
  return [`${plural(matches.length, "match")}, not ${describeCount(asked, "match")}`];
}

function inEvents(matches: readonly Match[], wanted: readonly number[]): string[] {
  const matched = new Set(matches.flatMap(({ events }) => events.map(({ position }) => position)));
  const missing = wanted.filter((position) => !matched.has(position));
  const surplus = [...matched]
    .filter((position) => !wanted.includes(position))
    .sort((a, b) => a - b);
  return [
    ...(missing.length > 0 ? [`not on event ${missing.join(", ")}`] : []),
    ...(surplus.length > 0
      ? [`also on event ${surplus.join(", ")}, which no signal under "events" captured`]
      : []),
  ];
}

/** Each match has an event of each signal, in the order in which the signals are named. */
function inOrder(
  signals: readonly string[],
  matches: readonly Match[],
  target: Target,
  result: RecordingResult,
): string[] {
  const steps = signals.map((signal) => new Set(positionsOf([signal], target, result)));
  for (const { events } of matches) {
    const positions = events.map(({ position }) => position);
    const found = `events ${positions.join(", ")}`;
    if (positions.length !== steps.length)
      return [`${found}, which are ${positions.length}, not ${signals.join(", then ")}`];
    const odd = positions.findIndex((position, step) => !steps[step]!.has(position));
    if (odd >= 0) return [`${found}, where event ${positions[odd]!} is not of ${signals[odd]!}`];
  }
  return [];
}

function inEvidence(wanted: readonly string[], matches: readonly Match[]): string[] {
  const lacking = matches.find(({ via }) => !wanted.every((field) => via.includes(field)));
  if (!lacking) return [];
  const missing = wanted.filter((field) => !lacking.via.includes(field));
  return [`not via ${missing.join(", ")}, but via ${lacking.via.join(", ") || "nothing"}`];
}
