/** Matches before the end of their recording: what can only be said then is added then. */
import { sortedSet } from "./evidence/evidence.ts";
import type { StageMatch } from "./evidence/stage-match.ts";
import type { JoinedBy, Match } from "./model/match.ts";
import type { CompiledRule } from "./model/rule.ts";
import type { JoinValue } from "./model/matcher.ts";

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
    };
  // An event on which two stages held is one event, with the evidence of both.
  const references = new Map(events.map(({ position, reference }) => [position, reference]));
  const joinedBy = joinedByOf(rule, keys);
  return {
    rule: rule.rule,
    events: [...references.values()],
    via: sortedSet(events.flatMap(({ via }) => via)),
    byAbsence: sortedSet([...events.flatMap(({ byAbsence }) => byAbsence), ...silent]),
    unsupplied: sortedSet(events.flatMap(unsuppliedFor)),
    ...(joinedBy.length > 0 ? { joinedBy } : {}),
  };
}

function joinedByOf({ sequence }: CompiledRule, keys: readonly JoinValue[]): readonly JoinedBy[] {
  if (!sequence || sequence.kind === "limit") return [];
  const first = sequence.steps.find(({ isMissing }) => !isMissing);
  return (first?.keys ?? []).map(({ field }, i) => ({ field, value: keys[i] ?? null }));
}

/** Compares the matches of a recording by position of the first event, then by rule. */
export function compareMatches(a: Match, b: Match): number {
  const position = (a.events[0]?.position ?? 0) - (b.events[0]?.position ?? 0);
  return (
    position ||
    compareUnits(a.rule.path, b.rule.path) ||
    compareUnits(a.rule.id ?? "", b.rule.id ?? "")
  );
}

/** Compares by UTF-16 units: the same on every machine, whatever its locale. */
function compareUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
