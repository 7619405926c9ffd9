import { describeLogSource, type LogSource } from "../../events/log-source.ts";
import type { CompiledRule, Stage } from "../rule.ts";
import { FieldIndex } from "./field-index.ts";
import { witnessOf } from "./witness.ts";

/** A stage of a rule under the number by which the index knows it. */
export interface NumberedStage {
  readonly number: number;
  readonly rule: number;
  readonly stage: number;
  readonly content: Stage;
  /** Fields in which its clues are looked for; none: it must be asked of every event. */
  readonly fields: ReadonlySet<string>;
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
  readonly #fields = new Map<string, FieldIndex>();

  constructor(rules: readonly CompiledRule[]) {
    const stages: NumberedStage[] = [];
    for (const [rule, { stages: own }] of rules.entries())
      for (const [stage, content] of own.entries()) {
        const number = stages.length;
        stages.push({ number, rule, stage, content, fields: this.#addWitness(content, number) });
      }
    this.stages = stages;
    this.groups = grouped(stages);
  }

  /** Returns the index of a field that some stage's clues are looked for in. */
  field(name: string): FieldIndex {
    const index = this.#fields.get(name);
    if (!index) throw new Error(`no clue is looked for in ${name}`);
    return index;
  }

  #addWitness(content: Stage, number: number): ReadonlySet<string> {
    const witness = content.witness === undefined ? witnessOf(content.predicate) : content.witness;
    for (const { field, literal } of witness?.clues ?? []) {
      let index = this.#fields.get(field);
      if (!index) this.#fields.set(field, (index = new FieldIndex()));
      index.add(literal, number);
    }
    return new Set(witness?.clues.map(({ field }) => field));
  }
}

function grouped(stages: readonly NumberedStage[]): SourceGroup[] {
  const groups = new Map<string, { logSource: LogSource; stages: NumberedStage[] }>();
  for (const stage of stages) {
    const { logSource } = stage.content;
    const key = describeLogSource(logSource);
    const group = groups.get(key);
    if (group) group.stages.push(stage);
    else groups.set(key, { logSource, stages: [stage] });
  }
  return [...groups.values()];
}
