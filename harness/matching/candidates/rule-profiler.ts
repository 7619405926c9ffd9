/**
 * Measures what matching costs: rule by rule and field by field. An engine without a profiler does none of
 * this; one with it finds the same.
 */
import type { ShownEvent } from "../../events/event.ts";
import { BoundStage } from "./bound-stage.ts";
import type { Profiler, FieldLookup } from "./class-binding.ts";
import type { Texts } from "../binding/class-fields.ts";
import type { IndexedField } from "./indexed-field.ts";

/**
 * What an engine asked of events, and how long that took. Plain data; profiles of engines with the same
 * rules add up.
 */
export interface EngineProfile {
  /** By the place of a rule. */
  readonly rules: ReadonlyMap<number, RuleProfile>;
  /** By the rules' name for a field. */
  readonly fields: ReadonlyMap<string, FieldProfile>;
}

/** What one rule was asked, and how long that took. */
export interface RuleProfile {
  /** Whether some stage has no required literals, so that it is asked wherever no field rules it out. */
  isOpen: boolean;
  asked: number;
  held: number;
  /** Milliseconds, with what it took to make the rule ready for each class of events. */
  time: number;
  compiling: number;
}

/** What was looked for in one field, and how long that took. */
export interface FieldProfile {
  /** Values in which required literals were looked for. */
  values: number;
  /** Those of them whose answer was cached. */
  known: number;
  /** Milliseconds for taking the values from the events, and for looking for literals in them. */
  decoding: number;
  searching: number;
}

/** Counts, and takes the time by a clock that gives milliseconds. */
export class RuleProfiler implements Profiler {
  readonly rules = new Map<number, RuleProfile>();
  readonly fields = new Map<string, FieldProfile>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  stage(bound: BoundStage): BoundStage {
    const { rule, fields } = bound.stage;
    const profile = this.rules.get(rule) ?? emptyRuleProfile();
    this.rules.set(rule, profile);
    profile.isOpen ||= fields.size === 0;
    return new ProfiledStage(bound, profile, this.#now);
  }

  indexed(field: IndexedField): FieldLookup {
    const now = this.#now;
    const profile = this.fields.get(field.name) ?? emptyFieldProfile();
    this.fields.set(field.name, profile);
    return {
      stagesFor(texts, event) {
        for (const text of typeof texts === "string" ? [texts] : texts) {
          profile.values++;
          if (field.knows(text)) profile.known++;
        }
        const start = now();
        const stages = field.stagesFor(texts, event);
        profile.searching += now() - start;
        return stages;
      },
      texts(event): Texts {
        const start = now();
        const found = field.texts(event);
        profile.decoding += now() - start;
        return found;
      },
    };
  }
}

class ProfiledStage extends BoundStage {
  readonly #profile: RuleProfile;
  readonly #now: () => number;
  #isReady = false;

  constructor({ stage, sourceMatch, fields }: BoundStage, profile: RuleProfile, now: () => number) {
    super(stage, sourceMatch, fields);
    this.#profile = profile;
    this.#now = now;
  }

  override holds(event: ShownEvent): boolean {
    const profile = this.#profile;
    const start = this.#now();
    if (!this.#isReady) {
      void this.decision;
      this.#isReady = true;
      profile.compiling += this.#now() - start;
    }
    const held = super.holds(event);
    profile.time += this.#now() - start;
    profile.asked++;
    if (held) profile.held++;
    return held;
  }
}

/** Returns the sum of profiles. */
export function sumOfProfiles(profiles: readonly EngineProfile[]): EngineProfile {
  const rules = new Map<number, RuleProfile>();
  const fields = new Map<string, FieldProfile>();
  for (const profile of profiles) {
    for (const [rule, one] of profile.rules) {
      const sum = rules.get(rule) ?? emptyRuleProfile();
      rules.set(rule, sum);
      sum.isOpen ||= one.isOpen;
      sum.asked += one.asked;
      sum.held += one.held;
      sum.time += one.time;
      sum.compiling += one.compiling;
    }
    for (const [field, one] of profile.fields) {
      const sum = fields.get(field) ?? emptyFieldProfile();
      fields.set(field, sum);
      sum.values += one.values;
      sum.known += one.known;
      sum.decoding += one.decoding;
      sum.searching += one.searching;
    }
  }
  return { rules, fields };
}

function emptyRuleProfile(): RuleProfile {
  return { isOpen: false, asked: 0, held: 0, time: 0, compiling: 0 };
}

function emptyFieldProfile(): FieldProfile {
  return { values: 0, known: 0, decoding: 0, searching: 0 };
}
