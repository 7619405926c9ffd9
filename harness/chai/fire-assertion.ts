/// <reference types="chai" preserve="true" />
import type { EventReference } from "../matching/model/match.ts";
import type { Level } from "../matching/model/rule.ts";

/** An event: its position in its recording, or what its reference must have. */
export type EventMatcher = number | Partial<EventReference>;

declare global {
  // eslint-disable-next-line typescript/no-namespace -- chai's types are merged through this one
  namespace Chai {
    interface Assertion {
      /**
       * The rule fired; after `not`, it stayed silent though it could have fired. The rule is named
       * by its id or by its path below the rules folder. One that is broken, unknown or blind fails
       * both.
       */
      fire(rule: string): FireAssertion;
      /**
       * The rule could not have fired on any recording, or could not count what came to it; after
       * `not`, it could have.
       */
      blind(rule: string): Assertion;
      /** No rule fired. Whether the rules could have fired is not asked; a broken rule fails this. */
      readonly silent: Assertion;
      /** These rules fired, and no other. A broken rule anywhere in the rule set fails this. */
      fireOnly(...rules: readonly string[]): Assertion;
    }

    /** How a rule fired. None of these can be negated. */
    interface FireAssertion extends Assertion {
      readonly once: FireAssertion;
      readonly twice: FireAssertion;
      /** Exactly so many matches. */
      times(matches: number): FireAssertion;
      /** Its matches rest on all of these events, and on no other. */
      onEvents(...events: readonly EventMatcher[]): FireAssertion;
      /** Every match has all of these fields, as the rule writes them, in its evidence. */
      via(...fields: readonly string[]): FireAssertion;
      /** The rule is of this severity. */
      withLevel(level: Level): FireAssertion;
    }
  }
}
