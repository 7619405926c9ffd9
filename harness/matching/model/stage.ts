import type { LogSource } from "../../events/log-sources/log-source.ts";
import type { Predicate } from "./predicate.ts";

/** One text to look for in one field, by the rule's name for the field. */
export interface RequiredLiteral {
  readonly field: string;
  readonly literal: TextLiteral;
}

/** Texts of which at least one is there whenever the predicate holds. */
export interface RequiredLiterals {
  readonly literals: readonly RequiredLiteral[];
  /** How often, roughly, one of them is found although the predicate does not hold. */
  readonly cost: number;
}

/** A text that a value must hold, both in the form of the index, for a pattern to have any chance. */
export interface TextLiteral {
  readonly how: "equals" | "contains" | "startswith" | "endswith";
  readonly text: string;
}

/**
 * A field that is the same in all events of a class, and the texts of which it must have one there for a
 * predicate to have any chance in that class; folded. Most rules on event logs ask for an event id: no
 * event of another one need be shown to them.
 */
export interface ClassConstraint {
  readonly field: string;
  readonly texts: readonly string[];
}

/** One kind of event that a rule waits for: a predicate on events of a log source. */
export interface Stage {
  readonly logSource: LogSource;
  readonly predicate: Predicate;
  /**
   * The texts that the predicate cannot hold without, where they were worked out before; null if there
   * are none.
   */
  readonly requiredLiterals?: RequiredLiterals | null;
  /** What the predicate demands of a class of events, where it was worked out before. */
  readonly classConstraints?: readonly ClassConstraint[];
}
