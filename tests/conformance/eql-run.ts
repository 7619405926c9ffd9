/** Queries over the data of a suite, through the engine. */
import { compileQuery } from "../../harness/languages/eql/compile/compile-query.ts";
import type { Fault } from "../../harness/languages/eql/fault.ts";
import { parseQuery } from "../../harness/languages/eql/parse/parse.ts";
import { Engine } from "../../harness/matching/engine.ts";
import { compareValues, type Value } from "../../harness/matching/values/value.ts";
import type { ProcessFields } from "../../harness/matching/model/ancestry.ts";
import type { Match } from "../../harness/matching/model/match.ts";
import type { CompiledRule } from "../../harness/matching/model/rule.ts";
import type { EqlData } from "./eql-data.ts";

export interface EqlOptions {
  /** Results of a sample for the same keys. */
  readonly perKey?: number;
  /** Results altogether. */
  readonly size?: number;
}

/** What came of a query: its matches, or why it is refused. */
export type EqlResult =
  { readonly matches: readonly EqlMatch[] } | { readonly faults: readonly Fault[] };

export interface EqlMatch {
  /** Ids of the events in the order of the terms; -1 for an event that must be missing. */
  readonly ids: readonly number[];
  readonly keys: readonly (string | number | boolean | null)[];
}

/** How the fields of Endgame's events are called, from which all data comes. */
const PROCESS: ProcessFields = {
  host: [],
  process: "unique_pid",
  parent: "unique_ppid",
  ancestors: null,
};

/** Runs a query over data. Results are in Elasticsearch's order. */
export function runQuery(
  text: string,
  data: EqlData,
  { perKey, size }: EqlOptions = {},
): EqlResult {
  const parsed = parseQuery(text);
  if (!parsed.query) return { faults: parsed.faults };
  const { schema } = data;
  const options = { schema, isEndpoint: false, logSourceOf: () => ({}), process: PROCESS };
  const { compiled, faults } = compileQuery(parsed.query, text, options);
  if (!compiled) return { faults };
  const state = withSettings(compiled.state, data, perKey);
  const about = { id: null, title: "case", language: "eql", level: null, techniques: [] };
  const rule: CompiledRule = {
    rule: { ...about, logSource: {}, path: "case.eql", name: "case.eql" },
    ...compiled,
    ...(state && { state }),
  };
  // A rule set is cached as JSON between runs.
  const pass = new Engine([JSON.parse(JSON.stringify(rule)) as CompiledRule]).open("case");
  for (const event of data.events) pass.see(event);
  const ordered = inOrderOf(state, pass.end().matches);
  return {
    matches: ordered.slice(0, size).map((match) => ({
      ids: idsOf(match, state, data),
      keys: (match.joinedBy ?? []).map(({ value }) => value),
    })),
  };
}

function withSettings(
  state: CompiledRule["state"],
  { tiebreaker }: EqlData,
  perKey: number | undefined,
): CompiledRule["state"] {
  if (!state || state.kind === "correlation") return undefined;
  if (state.kind === "ancestry") throw new Error("no case asks for the ancestry of processes");
  if (state.kind === "sample") return { ...state, ...(perKey !== undefined && { perKey }) };
  return { ...state, ...(tiebreaker && { tiebreaker }) };
}

/** A pass lists matches by their first event; sequences come by their last, samples by their keys. */
function inOrderOf(state: CompiledRule["state"], matches: readonly Match[]): readonly Match[] {
  if (state?.kind === "sequence") return matches.toSorted((a, b) => lastOf(a) - lastOf(b));
  return state?.kind === "sample" ? matches.toSorted(byKeys) : matches;
}

function lastOf({ events }: Match): number {
  return events.at(-1)?.position ?? 0;
}

function byKeys(a: Match, b: Match): number {
  for (const [i, { value }] of (a.joinedBy ?? []).entries()) {
    const other = b.joinedBy?.[i]?.value ?? null;
    if (value === null || other === null) {
      if (value !== other) return value === null ? -1 : 1;
    } else {
      const order = compareValues(value as Value, other as Value);
      if (order !== null && order !== 0) return order;
    }
  }
  return 0;
}

function idsOf({ events }: Match, state: CompiledRule["state"], data: EqlData): number[] {
  const ids = events.map(({ position }) => data.idOf(position));
  if (state?.kind !== "sequence") return ids;
  return state.steps.map(({ isMissing }) => (isMissing ? -1 : ids.shift()!));
}
