import { describeLogSource, type LogSource } from "../../events/log-sources/log-source.ts";
import type { Sieve } from "../../events/byte-prefilter.ts";
import { ANY_FIELD } from "../model/predicate.ts";
import type { CompiledRule, Stage } from "../model/rule.ts";
import { demandsOf, type ClassDemand } from "./class-demands.ts";
import { FieldIndex } from "./field-index.ts";
import { literalSieve } from "./literal-prefilter.ts";
import { ValueBudget } from "./cache-budget.ts";
import { type Clue, witnessOf } from "./required-literals.ts";

/** A stage of a rule under the number by which the index knows it. */
export interface NumberedStage {
  readonly number: number;
  readonly rule: number;
  readonly stage: number;
  readonly content: Stage;
  /** Fields in which its clues are looked for; none: it hangs on no text. */
  readonly fields: ReadonlySet<string>;
  /** What must be so in a class for the stage to concern it. */
  readonly demands: readonly ClassDemand[];
}

/** Stages that want events from the same log source. */
export interface SourceGroup {
  readonly logSource: LogSource;
  readonly stages: readonly NumberedStage[];
}

/**
 * All rules as one index: in each field, the clues of those rules that cannot hold without one of
 * them. A field has one index for all classes of events, by the rules' own name for it.
 */
export class RuleIndex {
  readonly stages: readonly NumberedStage[];
  readonly groups: readonly SourceGroup[];
  /** For what is remembered of values by those who look for clues. */
  readonly values = new ValueBudget();
  readonly #fields = new Map<string, FieldIndex>();
  /** By the number of a stage, the texts that are its clues in any field. */
  readonly #keywords = new Map<number, string[]>();
  readonly #single = new Map<string, ReadonlySet<string>>();
  readonly #sieves = new Map<string, Sieve | null>();

  constructor(rules: readonly CompiledRule[]) {
    const stages: NumberedStage[] = [];
    for (const [rule, { stages: own }] of rules.entries())
      for (const [stage, content] of own.entries()) {
        const number = stages.length;
        const fields = this.#addWitness(content, number);
        const demands = content.demands ?? demandsOf(content.predicate);
        stages.push({ number, rule, stage, content, fields, demands });
      }
    this.stages = stages;
    this.groups = grouped(stages);
  }

  /**
   * Returns what tells events that may hold a clue of one of these stages in any of their fields, or
   * null if nothing quick tells them. Classes that concern the same stages share it.
   */
  sieve(numbers: readonly number[]): Sieve | null {
    const key = numbers.join();
    let sieve = this.#sieves.get(key);
    if (sieve === undefined) {
      const texts = numbers.flatMap((number) => this.#keywords.get(number) ?? []);
      this.#sieves.set(key, (sieve = literalSieve([...new Set(texts)])));
    }
    return sieve;
  }

  /** Returns the index of a field, null if no stage's clues are looked for in it. */
  field(name: string): FieldIndex | null {
    return this.#fields.get(name) ?? null;
  }

  #addWitness(content: Stage, number: number): ReadonlySet<string> {
    const witness = content.witness === undefined ? witnessOf(content.predicate) : content.witness;
    for (const { field, literal } of witness?.clues ?? []) {
      let index = this.#fields.get(field);
      if (!index) this.#fields.set(field, (index = new FieldIndex(this.values)));
      index.add(literal, number);
      if (field !== ANY_FIELD) continue;
      const texts = this.#keywords.get(number);
      if (texts) texts.push(literal.text);
      else this.#keywords.set(number, [literal.text]);
    }
    return this.#namesIn(witness?.clues ?? []);
  }

  /** The fields of clues. Most have them all in one, and share a set of that one. */
  #namesIn(clues: readonly Clue[]): ReadonlySet<string> {
    const [first] = clues;
    if (!first) return NO_NAMES;
    if (clues.some(({ field }) => field !== first.field))
      return new Set(clues.map(({ field }) => field));
    let names = this.#single.get(first.field);
    if (!names) this.#single.set(first.field, (names = new Set([first.field])));
    return names;
  }
}

const NO_NAMES: ReadonlySet<string> = new Set();

function grouped(stages: readonly NumberedStage[]): SourceGroup[] {
  const groups = new Map<string, { logSource: LogSource; stages: NumberedStage[] }>();
  for (const stage of stages) {
    const { logSource } = stage.content;
    const key = `${logSource.vocabulary ?? ""}/${describeLogSource(logSource)}`;
    const group = groups.get(key);
    if (group) group.stages.push(stage);
    else groups.set(key, { logSource, stages: [stage] });
  }
  return [...groups.values()];
}
