import type { Blindness } from "../liveness/liveness.ts";
import type { EventCounts } from "../model/dropped-events.ts";
import type { Matcher, Occurrence } from "../model/matcher.ts";
import type { Stage } from "../model/stage.ts";
import type { RuleState } from "../model/state.ts";

/**
 * Tells why a stage of a rule is blind on a recording if its events must also have some fields; null
 * if it is live. A stage whose events came, and were all dropped, is blind.
 */
export type StageBlindness = (
  stage: number,
  fields: readonly string[],
  more?: StageNeeds,
) => Blindness | null;

/** What else the events of a stage must have for a state to take them into account. */
export interface StageNeeds {
  /** Fields that must have a text in them. */
  readonly texts?: readonly string[];
  /** A time: that of this field, if there is one, or that of the record. */
  readonly time?: { readonly field: string | undefined };
}

/** What can be done with one kind of state. Everything here is a function of the state as data. */
export interface StateBehavior<State extends RuleState> {
  /** Returns the matcher of a state, ready for a recording. */
  matcher<Event extends Occurrence>(state: State): Matcher<Event>;
  /**
   * Returns the fields that the matcher reads of an event of a stage, by the rule's names for them:
   * all that must be known of an event that is matched elsewhere, or later, than it was seen.
   */
  reads(state: State, stage: number): readonly string[];
  /** Whether each event on which a stage holds is a match of its own, if it is one at all. */
  matchesEachEvent(state: State): boolean;
  /** Returns the fields by which a match's events are joined, as the rule writes them for its first. */
  joinFields(state: State): readonly string[];
  /**
   * Returns why a rule is blind on a recording; null if it is live.
   *
   * @param counts what the matcher counted there; nothing, if nothing was dropped
   */
  blindness(state: State, blindnessOf: StageBlindness, counts: EventCounts): Blindness | null;
  /**
   * Returns the names of what must have no events and could have none: a match that rests on their
   * silence rests on nothing. In any order.
   */
  silentByAbsence(
    state: State,
    blindnessOf: StageBlindness,
    counts: EventCounts,
  ): readonly string[];
  /** Returns the stages for each of which there must be an event, as far as an explanation asks. */
  neededStages(state: State, stages: readonly Stage[]): readonly Stage[];
}
