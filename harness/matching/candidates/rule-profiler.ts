/**
 * What asking took: rule by rule and field by field. An engine without a meter does none of this; one
 * with it finds the same.
 */
import type { LogEvent } from "../../events/event.ts";
import { BoundStage } from "./bound-stage.ts";
import type { Meter, Watched } from "./class-binding.ts";
import type { Texts } from "../evaluate/compile.ts";
import type { WatchedField } from "./indexed-field.ts";

/** What was asked of events. Plain data; tallies of several engines with the same rules add up. */
export interface Tally {
  /** By the place of a rule. */
  readonly rules: ReadonlyMap<number, RuleTally>;
  /** By the rules' name for a field. */
  readonly fields: ReadonlyMap<string, FieldTally>;
}

export interface RuleTally {
  /** Whether some stage has no clues, so that it is asked wherever no field rules it out. */
  isOpen: boolean;
  asked: number;
  held: number;
  /** Milliseconds, with what it took to make the rule ready for each class of events. */
  time: number;
  compiling: number;
}

export interface FieldTally {
  /** Values in which clues were looked for. */
  values: number;
  /** Of these, the ones of which it was known from before what they hold. */
  known: number;
  /** Milliseconds for taking the values from the events, and for looking for clues in them. */
  decoding: number;
  searching: number;
}

/** Counts, and takes the time by a clock that gives milliseconds. */
export class CountingMeter implements Meter {
  readonly rules = new Map<number, RuleTally>();
  readonly fields = new Map<string, FieldTally>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  stage(bound: BoundStage): BoundStage {
    const { rule, fields } = bound.stage;
    const tally = this.rules.get(rule) ?? noRuleTally();
    this.rules.set(rule, tally);
    tally.isOpen ||= fields.size === 0;
    return new MeteredStage(bound, tally, this.#now);
  }

  watched(field: WatchedField): Watched {
    const now = this.#now;
    const tally = this.fields.get(field.name) ?? noFieldTally();
    this.fields.set(field.name, tally);
    return {
      stagesFor(texts, event) {
        for (const text of typeof texts === "string" ? [texts] : texts) {
          tally.values++;
          if (field.knows(text)) tally.known++;
        }
        const start = now();
        const stages = field.stagesFor(texts, event);
        tally.searching += now() - start;
        return stages;
      },
      texts(event): Texts {
        const start = now();
        const found = field.texts(event);
        tally.decoding += now() - start;
        return found;
      },
    };
  }
}

class MeteredStage extends BoundStage {
  readonly #tally: RuleTally;
  readonly #now: () => number;
  #isReady = false;

  constructor({ stage, acceptance, fields }: BoundStage, tally: RuleTally, now: () => number) {
    super(stage, acceptance, fields);
    this.#tally = tally;
    this.#now = now;
  }

  override holds(event: LogEvent): boolean {
    const tally = this.#tally;
    const start = this.#now();
    if (!this.#isReady) {
      void this.decision;
      this.#isReady = true;
      tally.compiling += this.#now() - start;
    }
    const held = super.holds(event);
    tally.time += this.#now() - start;
    tally.asked++;
    if (held) tally.held++;
    return held;
  }
}

/** Returns the sum of tallies. */
export function sumOfTallies(tallies: readonly Tally[]): Tally {
  const rules = new Map<number, RuleTally>();
  const fields = new Map<string, FieldTally>();
  for (const tally of tallies) {
    for (const [rule, one] of tally.rules) {
      const sum = rules.get(rule) ?? noRuleTally();
      rules.set(rule, sum);
      sum.isOpen ||= one.isOpen;
      sum.asked += one.asked;
      sum.held += one.held;
      sum.time += one.time;
      sum.compiling += one.compiling;
    }
    for (const [field, one] of tally.fields) {
      const sum = fields.get(field) ?? noFieldTally();
      fields.set(field, sum);
      sum.values += one.values;
      sum.known += one.known;
      sum.decoding += one.decoding;
      sum.searching += one.searching;
    }
  }
  return { rules, fields };
}

function noRuleTally(): RuleTally {
  return { isOpen: false, asked: 0, held: 0, time: 0, compiling: 0 };
}

function noFieldTally(): FieldTally {
  return { values: 0, known: 0, decoding: 0, searching: 0 };
}
