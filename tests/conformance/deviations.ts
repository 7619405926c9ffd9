import { readFileSync } from "node:fs";
import type { CaseResult } from "./suite.ts";

/** A case, or all cases of a construct, in which something else than the expected is right, and why. */
export interface Deviation {
  readonly suite: string;
  readonly case?: string;
  readonly construct?: string;
  readonly reason: string;
}

/** Every deviation on purpose. */
export const DEVIATIONS = JSON.parse(
  readFileSync(new URL("deviations.json", import.meta.url), "utf8"),
) as readonly Deviation[];

/** Returns the deviation that covers a case, if there is one. */
export function deviationOf(
  suite: string,
  { case: name, constructs = [] }: CaseResult,
  deviations: readonly Deviation[],
): Deviation | undefined {
  return deviations.find(
    (row) =>
      row.suite === suite &&
      (row.case === name || (row.construct !== undefined && constructs.includes(row.construct))),
  );
}

/** What came of a suite: every case is in exactly one of the three lists. */
export interface Tally {
  readonly passed: readonly CaseResult[];
  readonly failed: readonly CaseResult[];
  readonly deviated: readonly { readonly result: CaseResult; readonly reason: string }[];
  /** Rows that name a case which passes: they are no longer needed. */
  readonly needless: readonly Deviation[];
}

/** Sorts the cases of a suite by what came of them. A suite without a case fails. */
export function tally(
  suite: string,
  results: readonly CaseResult[],
  deviations: readonly Deviation[] = DEVIATIONS,
): Tally {
  if (results.length === 0)
    return {
      passed: [],
      failed: [{ case: suite, problem: "the suite is there, but holds no case" }],
      deviated: [],
      needless: [],
    };
  const passed = results.filter(({ problem }) => problem === null);
  const rest = results
    .filter(({ problem }) => problem !== null)
    .map((result) => ({ result, row: deviationOf(suite, result, deviations) }));
  return {
    passed,
    failed: rest.flatMap(({ result, row }) => (row ? [] : [result])),
    deviated: rest.flatMap(({ result, row }) => (row ? [{ result, reason: row.reason }] : [])),
    needless: deviations.filter(
      (row) => row.suite === suite && passed.some(({ case: name }) => row.case === name),
    ),
  };
}
