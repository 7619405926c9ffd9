import { describeLogSource, type LogSource } from "../../events/log-sources/log-source.ts";
import type { BytePrefilter } from "../../events/byte-prefilter.ts";
import { classConstraintsOf } from "./class-constraints.ts";
import { FieldIndex } from "./field-index.ts";
import { literalPrefilter } from "./literal-prefilter.ts";
import { CacheBudget } from "./cache-budget.ts";
import { requiredLiteralsOf } from "./required-literals.ts";
import type { RequiredLiteral, ClassConstraint, Stage } from "../model/stage.ts";

/** A stage of a rule under the number by which the index knows it. */
export interface NumberedStage {
  readonly number: number;
  readonly rule: number;
  readonly stage: number;
  readonly definition: Stage;
  /** Fields in which its required literals are looked for; empty if it has none. */
  readonly fields: ReadonlySet<string>;
  /** What must be so in a class for the stage to concern it. */
  readonly classConstraints: readonly ClassConstraint[];
}

/** Stages that want events from the same log source. */
export interface LogSourceGroup {
  readonly logSource: LogSource;
  readonly stages: readonly NumberedStage[];
}

/**
 * All rules as one index: for each field, the literals of which the rules require one to hold. A field
 * has one index for all classes of events, by the rules' own name for it.
 */
export class RuleIndex {
  /** By their numbers. A number that a rule left behind is taken by the next that needs one. */
  readonly stages: (NumberedStage | undefined)[] = [];
  groups: readonly LogSourceGroup[];
  /** Shared by all caches of what was found in values. */
  readonly cacheBudget = new CacheBudget();
  readonly #fields = new Map<string, FieldIndex>();
  readonly #singletons = new Map<string, ReadonlySet<string>>();
  readonly #prefilters = new Map<string, BytePrefilter | null>();

  /** @param rules by their places */
  constructor(rules: readonly (readonly Stage[])[]) {
    for (const [rule, stages] of rules.entries())
      for (const [stage, definition] of stages.entries())
        this.#add(this.stages.length, rule, stage, definition);
    this.groups = this.#grouped();
  }

  /**
   * Gives the rule at a place other stages, and leaves those of other rules as they are. All caches are
   * emptied.
   *
   * @returns the numbers of the old stages, and the new ones
   */
  replace(
    rule: number,
    definitions: readonly Stage[],
  ): { readonly removed: ReadonlySet<number>; readonly added: readonly NumberedStage[] } {
    const old = this.stages.filter((stage) => stage?.rule === rule);
    const removed = new Set(old.map((stage) => stage!.number));
    for (const stage of old) this.#remove(stage!);
    const numbers = [...removed];
    const added = definitions.map((definition, stage) =>
      this.#add(numbers.shift() ?? this.stages.length, rule, stage, definition),
    );
    this.groups = this.#grouped();
    this.#prefilters.clear();
    this.cacheBudget.forget();
    return { removed, added };
  }

  /**
   * Returns the prefilter for events that may hold a text that one of these stages requires in a field
   * that stands for all of them; null if the texts allow none. Classes that concern the same stages
   * share it.
   */
  prefilter(field: string, numbers: readonly number[]): BytePrefilter | null {
    const key = `${numbers.join()} ${field}`;
    let prefilter = this.#prefilters.get(key);
    if (prefilter === undefined) {
      const texts = numbers.flatMap((number) => this.#textsIn(field, number));
      this.#prefilters.set(key, (prefilter = literalPrefilter([...new Set(texts)])));
    }
    return prefilter;
  }

  /** Returns the index of a field, null if no stage requires a literal in it. */
  field(name: string): FieldIndex | null {
    return this.#fields.get(name) ?? null;
  }

  #textsIn(field: string, number: number): string[] {
    const stage = this.stages[number];
    const literals = stage ? literalsOf(stage.definition) : [];
    return literals.filter((one) => one.field === field).map(({ literal }) => literal.text);
  }

  #add(number: number, rule: number, stage: number, definition: Stage): NumberedStage {
    const fields = this.#addRequiredLiterals(definition, number);
    const classConstraints = definition.classConstraints ?? classConstraintsOf(definition);
    const numbered = { number, rule, stage, definition, fields, classConstraints };
    this.stages[number] = numbered;
    return numbered;
  }

  #remove({ number, definition }: NumberedStage): void {
    for (const { field, literal } of literalsOf(definition))
      this.#fields.get(field)?.remove(literal, number);
    this.stages[number] = undefined;
  }

  #addRequiredLiterals(definition: Stage, number: number): ReadonlySet<string> {
    const literals = literalsOf(definition);
    for (const { field, literal } of literals) {
      let index = this.#fields.get(field);
      if (!index) this.#fields.set(field, (index = new FieldIndex(this.cacheBudget)));
      index.add(literal, number);
    }
    return this.#namesIn(literals);
  }

  #grouped(): LogSourceGroup[] {
    const groups = new Map<string, { logSource: LogSource; stages: NumberedStage[] }>();
    for (const stage of this.stages) {
      if (!stage) continue;
      const { logSource } = stage.definition;
      const key = `${logSource.vocabulary ?? ""}/${describeLogSource(logSource)}`;
      const group = groups.get(key);
      if (group) group.stages.push(stage);
      else groups.set(key, { logSource, stages: [stage] });
    }
    return [...groups.values()];
  }

  /** Returns the fields of literals. Most stages have all in one field, and share the set of that one. */
  #namesIn(literals: readonly RequiredLiteral[]): ReadonlySet<string> {
    const [first] = literals;
    if (!first) return NO_NAMES;
    if (literals.some(({ field }) => field !== first.field))
      return new Set(literals.map(({ field }) => field));
    let names = this.#singletons.get(first.field);
    if (!names) this.#singletons.set(first.field, (names = new Set([first.field])));
    return names;
  }
}

const NO_NAMES: ReadonlySet<string> = new Set();

function literalsOf(stage: Stage): readonly RequiredLiteral[] {
  const { requiredLiterals: known } = stage;
  const found = known === undefined ? requiredLiteralsOf(stage) : known;
  return found?.literals ?? [];
}
