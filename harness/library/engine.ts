import type { ShownEvent } from "../events/event.ts";
import {
  Engine as RuleEngine,
  type Pass as RulePass,
  type RuleDroppedEvents,
} from "../matching/engine.ts";
import type { Blindness } from "../matching/liveness/liveness.ts";
import type { Match } from "../matching/model/match.ts";
import type { CompiledRule } from "../matching/model/rule.ts";
import { ruleBlindness } from "../matching/rule-liveness.ts";

/** A set of rules, ready for any number of recordings. */
export class Engine {
  readonly #engine: RuleEngine;
  /** Counts how often a rule was replaced: passes that are open then are over. */
  #version = 0;

  constructor(rules: readonly CompiledRule[]) {
    this.#engine = new RuleEngine(rules);
  }

  /** The rules, in the order in which they were given. */
  get rules(): readonly CompiledRule[] {
    return this.#engine.rules;
  }

  /**
   * Puts a rule in the place of the one with its path and id, or of the only one with its path. The others
   * stay as they are. It counts for passes that are opened from then on: one that is open takes no
   * further event.
   *
   * @throws if the engine has no such rule, or several
   */
  replace(rule: CompiledRule): void {
    this.#engine.replace(rule);
    this.#version++;
  }

  /**
   * Starts a pass over one recording.
   *
   * @param recording what it is called in the matches, as a rule its path
   * @param options.values whether matches have the values of their fields, within bounds; `false` if absent
   */
  open(recording: string, options: { readonly values?: boolean } = {}): Pass {
    const version = this.#version;
    return new EnginePass(this.#engine.open(recording, options), () => this.#version === version);
  }
}

/** One run of an engine's rules over one recording. */
export interface Pass {
  /**
   * Takes the next event of the recording; it is done with when the call returns.
   *
   * @throws if the pass has ended, or a rule of its engine was replaced
   */
  see(event: ShownEvent): void;
  /**
   * Ends the recording, once.
   *
   * @param options.isWhole whether all of it was shown, `true` if absent. If not, rules on several events
   * have only the matches that were certain before
   * @throws if the pass has ended
   */
  end(options?: { readonly isWhole?: boolean }): PassResult;
}

/** What one pass over a recording found. */
export interface PassResult {
  /** Sorted by the position of the first event, then by the path of the rule. */
  readonly matches: readonly Match[];
  /** Rules on several events that could not take all of theirs into account; in the order of the rules. */
  readonly dropped: readonly RuleDroppedEvents[];
  /**
   * Returns why a rule that did not match could not have: without it, silence is no success. null: it could
   * have, or did, or is only a part of another rule (`partOf`), which has the matches.
   */
  readonly blindnessOf: (rule: CompiledRule) => Blindness | null;
}

class EnginePass implements Pass {
  readonly #pass: RulePass;
  readonly #isCurrent: () => boolean;
  #hasEnded = false;

  constructor(pass: RulePass, isCurrent: () => boolean) {
    this.#pass = pass;
    this.#isCurrent = isCurrent;
  }

  see(event: ShownEvent): void {
    if (this.#hasEnded) throw new Error("the pass has ended");
    if (!this.#isCurrent()) throw new Error("a rule was replaced: open another pass");
    this.#pass.see(event);
  }

  end(options: { readonly isWhole?: boolean } = {}): PassResult {
    if (this.#hasEnded) throw new Error("the pass has ended");
    this.#hasEnded = true;
    const { matches, dropped, observed } = this.#pass.end(options);
    const blindnessOf = (compiled: CompiledRule): Blindness | null => {
      const { rule } = compiled;
      if (matches.some((match) => match.rule === rule)) return null;
      const counts = dropped.find((one) => one.rule === rule)?.counts;
      return ruleBlindness(compiled, observed, { counts });
    };
    return { matches, dropped, blindnessOf };
  }
}
