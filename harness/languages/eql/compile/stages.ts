/**
 * The stages of a rule, from its filters. Where a filter asks for the lineage of a process, a stage is
 * made for each of the answers that differ.
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
import { compileCondition } from "./condition.ts";
import { allOf, FALSE, TRUE } from "./predicate-of-expression.ts";
import { fail, written, type Scope } from "./scope.ts";
import type { Stage } from "../../../matching/model/stage.ts";
import type { SequenceState } from "../../../matching/model/sequence.ts";

type AncestryExpression = Extract<Expression, { kind: "ancestry" }>;

/** Conditions on lineage in one filter: twice as many stages for each. */
const MOST_CONDITIONS = 4;

/** How ECS calls what tells processes apart. */
export const ECS_PROCESS: ProcessFields = {
  host: ["host.id", "host.name"],
  process: "process.entity_id",
  parent: "process.parent.entity_id",
  ancestors: "process.Ext.ancestry",
};

/** A place in the stages: among those of the rule, or among those behind them. */
type Place = { readonly own: number } | { readonly further: number };

interface Row {
  readonly stage: Stage;
  /** Nothing if it holds whatever the answers are. */
  readonly answers: readonly AncestryAnswer[];
}

export class Stages {
  readonly #compileFilter: (category: EventFilter["category"], predicate: Predicate) => Stage;
  readonly #timeField: string;
  readonly #fields: ProcessFields;
  readonly #own: Stage[] = [];
  readonly #further: Stage[] = [];
  readonly #variants: { stage: Place; of: Place; answers: readonly AncestryAnswer[] }[] = [];
  readonly #conditions: { relation: AncestryExpression["relation"]; stage: Place; name: string }[] =
    [];
  /** Own stages and conditions by their content. */
  readonly #places = new Map<string, number>();
  readonly #asked = new Map<string, number>();

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
   * Adds the stage of a filter, once; returns its place.
   *
   * @param condition what the filter asks of its event alone; null if nothing
   */
  add({ category }: EventFilter, condition: Expression | null, scope: Scope): number {
    const rows = this.#rowsOf(category, condition, scope);
    const key = JSON.stringify(rows);
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const own = this.#own.push(rows[0]!.stage) - 1;
    this.#places.set(key, own);
    this.#addVariants({ own }, rows);
    return own;
  }

  /** @param inner what the events must come to together, as far as the query says */
  end(inner: SequenceState | undefined): Pick<CompiledRule, "stages" | "state"> {
    if (this.#conditions.length === 0) return { stages: this.#own, ...(inner && { state: inner }) };
    const own = this.#own.length;
    const numberOf = (place: Place): number => ("own" in place ? place.own : own + place.further);
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

  /** A stage for each of the answers with which the filter can hold; one that never does if there are none. */
  #rowsOf(category: EventFilter["category"], condition: Expression | null, scope: Scope): Row[] {
    const asked = condition ? ancestriesIn(condition) : [];
    const numbers = asked.map((one) => this.#condition(one, scope));
    const distinct = [...new Set(numbers)];
    if (distinct.length > MOST_CONDITIONS) {
      const message = `A filter asks ${distinct.length} times for the tree of processes, and can do so ${MOST_CONDITIONS} times.`;
      fail(scope, "eql/unsupported-ancestry", message, asked.at(-1)!.span);
      distinct.length = MOST_CONDITIONS;
    }
    const rows: Row[] = [];
    for (let bits = 0; bits < 2 ** distinct.length; bits++) {
      const answers = distinct.map((condition, i) => ({
        condition,
        isTrue: (bits & (1 << i)) !== 0,
      }));
      const known = asked.map((one, i): [Expression, boolean] => [
        one,
        answers.some(({ condition, isTrue }) => condition === numbers[i] && isTrue),
      ]);
      const predicate = condition
        ? compileCondition(condition, { ...scope, ancestries: new Map(known) })
        : TRUE;
      if (distinct.length > 0 && predicate.kind === "constant" && !predicate.value) continue;
      rows.push({ stage: this.#compileFilter(category, predicate), answers });
    }
    return rows.length > 0 ? rows : [{ stage: this.#compileFilter(category, FALSE), answers: [] }];
  }

  /** The first of them stands where what they are cases of stands. */
  #addVariants(of: Place, rows: readonly Row[]): void {
    for (const [i, { stage, answers }] of rows.entries()) {
      const place = i === 0 ? of : { further: this.#further.push(stage) - 1 };
      if (answers.length > 0) this.#variants.push({ stage: place, of, answers });
    }
  }

  /** Returns the number of a condition, which comes behind those in its own filter. */
  #condition({ relation, of, span }: AncestryExpression, scope: Scope): number {
    const plain = { ...scope, aliases: new Set<string>(), variables: new Set<string>() };
    const rows = this.#rowsOf(of.category, of.condition, plain);
    const key = JSON.stringify([relation, rows]);
    const known = this.#asked.get(key);
    if (known !== undefined) return known;
    const stage = { further: this.#further.push(rows[0]!.stage) - 1 };
    this.#addVariants(stage, rows);
    const number = this.#conditions.push({ relation, stage, name: written(scope, span) }) - 1;
    this.#asked.set(key, number);
    return number;
  }

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

/** Returns the conditions on lineage in an expression; not those within their filters. */
export function ancestriesIn(expression: Expression): readonly AncestryExpression[] {
  if (expression.kind === "ancestry") return [expression];
  return childrenOf(expression).flatMap(ancestriesIn);
}
