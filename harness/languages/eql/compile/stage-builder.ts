/**
 * Builds the stages of a rule from its filters. A filter with conditions on the ancestry of a process
 * gets a stage for each combination of their answers with which it can hold.
 */
import type {
  AncestryAnswer,
  AncestryVariant,
  Ancestry,
  ProcessFields,
} from "../../../matching/model/ancestry.ts";
import type { Predicate } from "../../../matching/model/predicate.ts";
import type { CompiledRule } from "../../../matching/model/rule.ts";
import type { EventFilter, Expression } from "../syntax/ast.ts";
import { childrenOf } from "../syntax/children.ts";
import { compileCondition } from "./compile-condition.ts";
import { allOf, FALSE, TRUE } from "./predicate-of-expression.ts";
import { fail, written, type Scope } from "./scope.ts";
import type { Stage } from "../../../matching/model/stage.ts";
import type { SequenceState } from "../../../matching/model/sequence.ts";

type AncestryExpression = Extract<Expression, { kind: "ancestry" }>;

/** Ancestry conditions in one filter: each doubles the number of stages. */
const MAX_CONDITIONS = 4;

/** The fields by which ECS identifies a process and its ancestors. */
const ECS_PROCESS: ProcessFields = {
  host: ["host.id", "host.name"],
  process: "process.entity_id",
  parent: "process.parent.entity_id",
  ancestors: "process.Ext.ancestry",
};

/** The index of a stage: among those of the rule itself, or among the further ones, which follow them. */
type StageReference = { readonly own: number } | { readonly further: number };

interface StageVariant {
  readonly stage: Stage;
  /** Empty if the filter has no ancestry conditions. */
  readonly answers: readonly AncestryAnswer[];
}

export class StageBuilder {
  readonly #compileFilter: (category: EventFilter["category"], predicate: Predicate) => Stage;
  readonly #timeField: string;
  readonly #fields: ProcessFields;
  readonly #own: Stage[] = [];
  readonly #further: Stage[] = [];
  readonly #variants: {
    stage: StageReference;
    of: StageReference;
    answers: readonly AncestryAnswer[];
  }[] = [];
  readonly #conditions: {
    relation: AncestryExpression["relation"];
    stage: StageReference;
    name: string;
  }[] = [];
  /** Indices of own stages, by their variants as JSON. */
  readonly #known = new Map<string, number>();
  /** Indices of ancestry conditions, by their relation and variants as JSON. */
  readonly #knownConditions = new Map<string, number>();

  constructor(
    compileFilter: (category: EventFilter["category"], predicate: Predicate) => Stage,
    timeField: string,
    fields: ProcessFields = ECS_PROCESS,
  ) {
    this.#compileFilter = compileFilter;
    this.#timeField = timeField;
    this.#fields = fields;
  }

  /**
   * Adds the stage of a filter, unless it is there already, and returns its index.
   *
   * @param condition of the filter on its event alone; null if there is none
   */
  add({ category }: EventFilter, condition: Expression | null, scope: Scope): number {
    const variants = this.#variantsOf(category, condition, scope);
    const key = keyOf(variants);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const own = this.#own.push(variants[0]!.stage) - 1;
    this.#known.set(key, own);
    this.#addVariants({ own }, variants);
    return own;
  }

  /**
   * Returns the stages, and what their events must come to together.
   *
   * @param inner what the query says of that, ancestry aside
   */
  build(inner: SequenceState | undefined): Pick<CompiledRule, "stages" | "state"> {
    if (this.#conditions.length === 0) return { stages: this.#own, ...(inner && { state: inner }) };
    const own = this.#own.length;
    const numberOf = (one: StageReference): number => ("own" in one ? one.own : own + one.further);
    const { process, parent } = this.#fields;
    const starts = own + this.#further.push(this.#starts([process, parent])) - 1;
    const variants = this.#variants.map(({ stage, of, answers }): AncestryVariant => ({
      stage: numberOf(stage),
      of: numberOf(of),
      answers,
    }));
    const conditions = this.#conditions.map((condition) => ({
      ...condition,
      stage: numberOf(condition.stage),
    }));
    const state: Ancestry = {
      kind: "ancestry",
      ...(inner && { inner }),
      own,
      conditions,
      variants,
      starts,
      timeField: this.#timeField,
      fields: this.#fields,
    };
    return { stages: [...this.#own, ...this.#further], state };
  }

  /** Returns a stage for each combination of answers with which a filter can hold; one that never holds if there is none. */
  #variantsOf(
    category: EventFilter["category"],
    condition: Expression | null,
    scope: Scope,
  ): StageVariant[] {
    const found = condition ? ancestriesIn(condition) : [];
    const numbers = found.map((one) => this.#condition(one, scope));
    const distinct = [...new Set(numbers)];
    if (distinct.length > MAX_CONDITIONS) {
      const message = `A filter asks ${distinct.length} times for the tree of processes, and can do so ${MAX_CONDITIONS} times.`;
      fail(scope, "eql/unsupported-ancestry", message, found.at(-1)!.span);
      distinct.length = MAX_CONDITIONS;
    }
    const variants: StageVariant[] = [];
    for (let bits = 0; bits < 2 ** distinct.length; bits++) {
      const answers = distinct.map((condition, i) => ({
        condition,
        isTrue: (bits & (1 << i)) !== 0,
      }));
      const known = found.map((one, i): [Expression, boolean] => [
        one,
        answers.some(({ condition, isTrue }) => condition === numbers[i] && isTrue),
      ]);
      const predicate = condition
        ? compileCondition(condition, { ...scope, ancestries: new Map(known) })
        : TRUE;
      if (distinct.length > 0 && predicate.kind === "constant" && !predicate.value) continue;
      variants.push({ stage: this.#compileFilter(category, predicate), answers });
    }
    return variants.length > 0
      ? variants
      : [{ stage: this.#compileFilter(category, FALSE), answers: [] }];
  }

  /** Adds the variants of a stage. The first of them is that stage itself. */
  #addVariants(of: StageReference, variants: readonly StageVariant[]): void {
    for (const [i, { stage, answers }] of variants.entries()) {
      const reference = i === 0 ? of : { further: this.#further.push(stage) - 1 };
      if (answers.length > 0) this.#variants.push({ stage: reference, of, answers });
    }
  }

  /** Returns the index of an ancestry condition; those in its own filter come before it. */
  #condition({ relation, of, span }: AncestryExpression, scope: Scope): number {
    const plain = { ...scope, aliases: new Set<string>(), variables: new Set<string>() };
    const variants = this.#variantsOf(of.category, of.condition, plain);
    const key = keyOf([relation, variants]);
    const known = this.#knownConditions.get(key);
    if (known !== undefined) return known;
    const stage = { further: this.#further.push(variants[0]!.stage) - 1 };
    this.#addVariants(stage, variants);
    const number = this.#conditions.push({ relation, stage, name: written(scope, span) }) - 1;
    this.#knownConditions.set(key, number);
    return number;
  }

  /** Returns the stage of the events that start a process. */
  #starts(fields: readonly string[]): Stage {
    const tests = fields.map((field): Predicate => ({
      kind: "test",
      field,
      pattern: { kind: "exists" },
      label: `${field} != null`,
    }));
    const category = { name: "process", span: { start: 0, end: 0 } };
    return this.#compileFilter(category, allOf(tests));
  }
}

/** Terms that ask the same are one stage, which has the origins of the first of them. */
function keyOf(of: unknown): string {
  return JSON.stringify(of, (name, value: unknown) => (name === "origin" ? undefined : value));
}

/** Returns the ancestry conditions in an expression; not those within their filters. */
function ancestriesIn(expression: Expression): readonly AncestryExpression[] {
  if (expression.kind === "ancestry") return [expression];
  return childrenOf(expression).flatMap(ancestriesIn);
}
