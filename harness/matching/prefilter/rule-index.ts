import { describeLogSource, type LogSource } from "../../events/log-sources/log-source.ts";
import type { BytePrefilter } from "../../events/byte-prefilter.ts";
import { ANY_FIELD } from "../model/predicate.ts";
import type { CompiledRule } from "../model/rule.ts";
import { demandsOf } from "./class-demands.ts";
import { FieldIndex } from "./field-index.ts";
import { literalPrefilter } from "./literal-prefilter.ts";
import { CacheBudget } from "./cache-budget.ts";
import { requiredLiteralsOf } from "./required-literals.ts";
import type { RequiredLiteral, ClassDemand, Stage } from "../model/stage.ts";

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
  readonly cacheBudget = new CacheBudget();
  readonly #fields = new Map<string, FieldIndex>();
  /** By the number of a stage, the texts that are its clues in any field. */
  readonly #keywords = new Map<number, string[]>();
  readonly #single = new Map<string, ReadonlySet<string>>();
  readonly #prefilters = new Map<string, BytePrefilter | null>();

  constructor(rules: readonly CompiledRule[]) {
    const stages: NumberedStage[] = [];
    for (const [rule, { stages: own }] of rules.entries())
      for (const [stage, content] of own.entries()) {
        const number = stages.length;
        const fields = this.#addRequiredLiterals(content, number);
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
  prefilter(numbers: readonly number[]): BytePrefilter | null {
    const key = numbers.join();
    let prefilter = this.#prefilters.get(key);
    if (prefilter === undefined) {
      const texts = numbers.flatMap((number) => this.#keywords.get(number) ?? []);
      this.#prefilters.set(key, (prefilter = literalPrefilter([...new Set(texts)])));
    }
    return prefilter;
  }

  /** Returns the index of a field, null if no stage's clues are looked for in it. */
  field(name: string): FieldIndex | null {
    return this.#fields.get(name) ?? null;
  }

  #addRequiredLiterals(content: Stage, number: number): ReadonlySet<string> {
    const requiredLiterals =
      content.requiredLiterals === undefined
        ? requiredLiteralsOf(content.predicate)
        : content.requiredLiterals;
    for (const { field, literal } of requiredLiterals?.literals ?? []) {
      let index = this.#fields.get(field);
      if (!index) this.#fields.set(field, (index = new FieldIndex(this.cacheBudget)));
      index.add(literal, number);
      if (field !== ANY_FIELD) continue;
      const texts = this.#keywords.get(number);
      if (texts) texts.push(literal.text);
      else this.#keywords.set(number, [literal.text]);
    }
    return this.#namesIn(requiredLiterals?.literals ?? []);
  }

  /** The fields of clues. Most have them all in one, and share a set of that one. */
  #namesIn(literals: readonly RequiredLiteral[]): ReadonlySet<string> {
    const [first] = literals;
    if (!first) return NO_NAMES;
    if (literals.some(({ field }) => field !== first.field))
      return new Set(literals.map(({ field }) => field));
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
