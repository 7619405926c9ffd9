/** Matches before the end of their recording: what can only be said then is added then. */
import { compareCodeUnits } from "../text/code-units.ts";
import { sortedSet } from "./evidence/evidence.ts";
import type { StageMatch } from "./evidence/stage-match.ts";
import type { JoinedBy, Match, MatchedValue } from "./model/match.ts";
import type { CompiledRule } from "./model/rule.ts";
import type { JoinValue } from "./model/matcher.ts";
import { behaviorOf } from "./states/states.ts";

/** A match without what can be said only when the whole recording has been read. */
export interface UnresolvedMatch {
  readonly rule: CompiledRule;
  readonly events: readonly StageMatch[];
  readonly keys: readonly JoinValue[];
}

/**
 * Returns the match.
 *
 * @param silent names of what the rule needs to be silent, and what could not have fired
 * @param unsuppliedFor gives the fields of alternatives that an event's recording did not supply
 */
export function finalize(
  { rule, events, keys }: UnresolvedMatch,
  silent: readonly string[],
  unsuppliedFor: (stageMatch: StageMatch) => readonly string[],
): Match {
  const [first] = events;
  if (first && events.length === 1 && keys.length === 0)
    return {
      rule: rule.rule,
      events: [first.reference],
      via: first.via,
      byAbsence: silent.length === 0 ? first.byAbsence : sortedSet([...first.byAbsence, ...silent]),
      unsupplied: sortedSet(unsuppliedFor(first)),
      ...(first.values ? { values: first.values } : {}),
    };
  // An event on which two stages held is one event, with the evidence of both.
  const references = new Map(events.map(({ position, reference }) => [position, reference]));
  const joinedBy = joinedByOf(rule, keys);
  const values = valuesOf(events);
  return {
    rule: rule.rule,
    events: [...references.values()],
    via: sortedSet(events.flatMap(({ via }) => via)),
    byAbsence: sortedSet([...events.flatMap(({ byAbsence }) => byAbsence), ...silent]),
    unsupplied: sortedSet(events.flatMap(unsuppliedFor)),
    ...(joinedBy.length > 0 ? { joinedBy } : {}),
    ...(values.length > 0 ? { values } : {}),
  };
}

/** Values that a match has at most. */
const MAX_VALUES = 100;

/** Returns the values of a match's events; what two stages say of one event only once. */
function valuesOf(events: readonly StageMatch[]): readonly MatchedValue[] {
  const found = new Map<string, MatchedValue>();
  for (const { values = [] } of events)
    for (const value of values) {
      if (found.size === MAX_VALUES) break;
      found.set(JSON.stringify([value.position, value.field, value.start, value.text]), value);
    }
  return [...found.values()];
}

function joinedByOf({ state }: CompiledRule, keys: readonly JoinValue[]): readonly JoinedBy[] {
  if (!state) return [];
  return behaviorOf(state)
    .joinFields(state)
    .map((field, i) => ({ field, value: keys[i] ?? null }));
}

/** Compares the matches of a recording by position of the first event, then by rule. */
export function compareMatches(a: Match, b: Match): number {
  const position = (a.events[0]?.position ?? 0) - (b.events[0]?.position ?? 0);
  return (
    position ||
    compareCodeUnits(a.rule.path, b.rule.path) ||
    compareCodeUnits(a.rule.id ?? "", b.rule.id ?? "")
  );
}
