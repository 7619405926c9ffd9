import type { LogSource } from "../../../events/log-sources/log-source.ts";
import type { ProcessFields } from "../../../matching/model/ancestry.ts";
import type { Origin, Predicate } from "../../../matching/model/predicate.ts";
import type { CompiledRule } from "../../../matching/model/rule.ts";
import type { Limit, LimitedEvents } from "../../../matching/model/sequence.ts";
import type { Span } from "../../../text/source.ts";
import { RegexBudget } from "../../../matching/values/regex/regex-budget.ts";
import { didYouMean } from "../../../text/suggest.ts";
import type { EventFilter, Name, Query } from "../syntax/ast.ts";
import { compileSequence } from "./compile-sequence.ts";
import { quoteSource } from "../../common/quote.ts";
import type { Fault } from "../fault.ts";
import { allOf } from "./predicate-of-expression.ts";
import type { Schema } from "./schema.ts";
import { warn, written, type Scope } from "./scope.ts";
import { StageBuilder } from "./stage-builder.ts";
import type { Stage } from "../../../matching/model/stage.ts";

/** How ECS calls the time of an event. */
const ECS_TIME = "@timestamp";

/** The compiled query, as a part of a compiled rule. */
export type CompiledQuery = Pick<CompiledRule, "stages" | "state">;

export interface QueryOptions {
  readonly schema: Schema;
  /** Where in the rule file a piece of the query stands; the span itself by default. */
  readonly originOf?: (span: Span) => Origin;
  /** Whether what only Elastic Endpoint allows is allowed. */
  readonly isEndpoint: boolean;
  /** Where events of a category come from; `null` is any category. */
  readonly logSourceOf: (category: string | null) => LogSource;
  /** The fields that identify a process and its ancestors; those of ECS by default. */
  readonly process?: ProcessFields;
  /** The field that holds the time of an event; that of ECS if it does not say. */
  readonly timeField?: string;
}

/**
 * Compiles a query.
 *
 * @param text the query as it is written
 * @returns null if there are faults; warnings are about queries that can be used
 */
export function compileQuery(
  query: Query,
  text: string,
  {
    schema,
    originOf = ({ start, end }) => [start, end],
    isEndpoint,
    logSourceOf,
    process,
    timeField = ECS_TIME,
  }: QueryOptions,
): {
  readonly compiled: CompiledQuery | null;
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
} {
  const scope: Scope = {
    text,
    originOf,
    schema,
    isEndpoint,
    aliases: new Set(),
    variables: new Set(),
    ancestries: new Map(),
    regexes: new RegexBudget(),
    faults: [],
    warnings: [],
  };
  const compileFilter = (name: Name | null, predicate: Predicate): Stage => {
    const category = name?.name ?? null;
    if (name) warnOfCategory(name, scope);
    return {
      logSource: logSourceOf(category),
      predicate: allOf([...(name === null ? [] : [categoryTest(name, scope)]), predicate]),
    };
  };
  const stages = new StageBuilder(compileFilter, timeField, process);
  const { statement, pipes } = query;
  const limits = pipes.map(({ name, count }) => ({ from: name, count }));
  const state =
    statement.kind === "event"
      ? compileEvent(statement.filter, limits, scope, stages)
      : compileSequence(statement, limits, scope, stages);
  const ordered = state && state.kind !== "sample" ? { ...state, timeField } : state;
  const compiled = stages.build(ordered);
  const faults = inOrder(scope.faults);
  return {
    compiled: faults.length === 0 ? compiled : null,
    faults,
    warnings: inOrder(scope.warnings),
  };
}

function compileEvent(
  filter: EventFilter,
  limits: readonly Limit[],
  scope: Scope,
  stages: StageBuilder,
): LimitedEvents | undefined {
  stages.add(filter, filter.condition, scope);
  return limits.length > 0 ? { kind: "limit", limits } : undefined;
}

/** Returns the test on the category. Letter case counts, as with `==`. */
function categoryTest({ name, span }: Name, { originOf }: Scope): Predicate {
  const pattern = { kind: "equals", text: name, cased: true } as const;
  const label = `${name} where`;
  const test = { kind: "test", field: "event.category", pattern, label } as const;
  return span.end > span.start ? { ...test, origin: originOf(span) } : test;
}

/**
 * The values that `event.category` can have: ECS's own, and those of Elastic Defend.
 *
 * @see ECS 8.17, Categorization Field: event.category
 */
const CATEGORIES = [
  ..."api authentication configuration database driver email file host iam intrusion_detection".split(
    " ",
  ),
  ..."library malware network package process registry session threat vulnerability web".split(" "),
  ..."dns image_load memory persistence security volume_device".split(" "),
] as const;

function warnOfCategory({ name, span }: Name, scope: Scope): void {
  if (CATEGORIES.includes(name)) return;
  const message = `No event has the category ${quoteSource(written(scope, span))}.`;
  const hint = didYouMean(name, CATEGORIES) ?? `Categories are ${CATEGORIES.join(", ")}.`;
  warn(scope, "eql/unknown-category", message, span, hint);
}

/** Returns faults in the order of the text, each once: a piece that is compiled twice reports twice. */
function inOrder(faults: readonly Fault[]): Fault[] {
  const known = new Map(faults.map((fault) => [JSON.stringify(fault), fault]));
  return [...known.values()].sort((a, b) => a.span.start - b.span.start);
}
