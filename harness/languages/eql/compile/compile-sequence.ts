import type { FieldType } from "../../../events/field-type.ts";
import type { Span } from "../../../text/source.ts";
import type { JoinKey, Sample, Sequence, Step, Limit } from "../../../matching/model/sequence.ts";
import type { Expression, Statement, Term } from "../syntax/ast.ts";
import { quoteSource } from "../../common/quote.ts";
import { lowerField } from "./lower.ts";
import { fail, written, type Scope } from "./scope.ts";
import type { StageBuilder } from "./stage-builder.ts";
import { describeType, isNumeric, isSpecial, type TypedExpression } from "./typed-expression.ts";
import {
  fieldsOfAlias,
  isAlwaysNull,
  readsAlias,
  lowerAliasConditions,
} from "./alias-conditions.ts";

type SequenceStatement = Exclude<Statement, { kind: "event" }>;

/** Compiles a sequence or sample: a stage for each distinct term, a step for each event. */
export function compileSequence(
  statement: SequenceStatement,
  limits: readonly Limit[],
  scope: Scope,
  stages: StageBuilder,
): Sequence | Sample {
  const until = statement.kind === "sequence" ? statement.until : null;
  const terms = until ? [...statement.terms, until] : statement.terms;
  const keys = keysOf(terms, statement.by, scope);
  const aliases = new Set<string>();
  const steps = terms.map((term, i) => {
    const isOthers = term.isMissing || i === 0 || term === until;
    const step = compileTerm(term, { ...scope, aliases: new Set(aliases) }, isOthers, stages);
    if (term.alias) aliases.add(term.alias.name);
    return { ...step, keys: keys[i]! };
  });
  const repeated = terms.flatMap((term, i) => repeat(term, steps[i]!, terms));
  const untilStep = until ? repeated.pop()! : null;
  if (statement.kind === "sample") return { kind: "sample", steps: repeated };
  const maxspan = statement.maxspan?.milliseconds ?? null;
  return { kind: "sequence", steps: repeated, maxspan, until: untilStep, limits };
}

/**
 * Compiles a term. Conditions on its own event go to the stage; those that read earlier terms' events
 * go to the step, since only a partial sequence has these events.
 */
function compileTerm(
  { filter, isMissing }: Term,
  scope: Scope,
  isOthers: boolean,
  stages: StageBuilder,
): Omit<Step, "keys"> {
  const parts = conjuncts(filter.condition);
  // What is null whatever the events hold makes its term one that no event can be.
  const where = parts.filter((part) => readsAlias(part, scope) && !isAlwaysNull(part, scope));
  const own = parts.filter((part) => !where.includes(part));
  const [only = null] = own;
  const condition: Expression | null =
    own.length > 1 ? { kind: "and", of: own, span: filter.condition.span } : only;
  const stage = stages.add(filter, condition, scope);
  const name = written(scope, filter.span);
  if (where.length === 0) return { stage, isMissing, name };
  if (isOthers) {
    const what = isMissing ? "A missing event" : 'The event after "until"';
    const message = `${what} is compared with the event of another term.`;
    fail(scope, "eql/unsupported-alias", message, where[0]!.span);
  }
  return { stage, isMissing, name, where: lowerAliasConditions(where, scope) };
}

/** Returns the conditions all of which must hold. */
function conjuncts(condition: Expression): readonly Expression[] {
  return condition.kind === "and" ? condition.of.flatMap(conjuncts) : [condition];
}

/** Returns a step for each run of a term; the last has the alias, and the fields that later terms read. */
function repeat({ runs, alias }: Term, step: Step, terms: readonly Term[]): Step[] {
  const all = Array.from({ length: runs }, () => step);
  if (!alias) return all;
  const reads = [
    ...new Set(terms.flatMap(({ filter }) => fieldsOfAlias(filter.condition, alias.name))),
  ];
  return all.with(-1, { ...step, alias: alias.name, reads });
}

/** Returns the join keys of each term, shared ones first. */
function keysOf(terms: readonly Term[], shared: readonly Expression[], scope: Scope): JoinKey[][] {
  const written = terms.map(({ by }) => [...shared, ...by].map((key) => keyOf(key, scope)));
  const count = Math.min(...written.map((keys) => keys.length));
  const types = Array.from({ length: count }, (_, i) =>
    commonType(
      written.map((keys) => keys[i]!),
      scope,
    ),
  );
  return written.map((keys) =>
    types.map((type, i) => {
      const { name: field, isOptional } = keys[i]!;
      return { field, type, isOptional };
    }),
  );
}

interface WrittenKey {
  readonly name: string;
  readonly isOptional: boolean;
  readonly span: Span;
  readonly value: TypedExpression;
}

function keyOf(key: Expression, scope: Scope): WrittenKey {
  if (key.kind !== "field") throw new Error(`a join key is a field, not ${key.kind}`);
  const { name, isOptional, span } = key;
  return { name, isOptional, span, value: lowerField(key, scope) };
}

/**
 * Returns the type as which the n-th keys of all terms are compared. Texts are read as the type of the
 * others; Elastic Endpoint knows no types, so that all are compared as texts.
 */
function commonType(keys: readonly WrittenKey[], scope: Scope): FieldType {
  const known = keys.filter(({ value }) => value.type !== "null");
  const first = known.find(({ value }) => value.type !== "keyword") ?? known[0];
  if (!first) return "keyword";
  const other = known.find(({ value }) => !areComparable(first.value, value));
  if (!other) return first.value.type as FieldType;
  if (scope.isEndpoint) return "keyword";
  const message = `The join key ${quoteSource(written(scope, other.span))} is ${describeType(other.value.type)}, and ${quoteSource(written(scope, first.span))} is ${describeType(first.value.type)}.`;
  fail(scope, "eql/join-key-types", message, other.span);
  return "keyword";
}

function areComparable(a: TypedExpression, b: TypedExpression): boolean {
  if (a.type === b.type || (isNumeric(a) && isNumeric(b))) return true;
  return isSpecial(a.type) && b.type === "keyword";
}
