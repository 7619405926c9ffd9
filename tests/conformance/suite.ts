import type { Corpora } from "./corpora.ts";

/** One case of a suite, judged. */
export interface CaseResult {
  /** Unique within the suite; for files their path below the folder of corpora. */
  readonly case: string;
  /** Why it failed; null if it passed. */
  readonly problem: string | null;
  /** The constructs of the case that a row of deviations may name instead of the case. */
  readonly constructs?: readonly string[];
}

/** A suite of cases that are judged by what others say they come to. */
export interface Suite {
  readonly name: string;
  /** Judges every case; null if the folder does not hold the suite. */
  run(corpora: Corpora): Promise<readonly CaseResult[] | null>;
}

/** Judges a case. One that breaks down fails, and the others are judged all the same. */
export async function judged(
  name: string,
  judge: () => Promise<string | null> | string | null,
): Promise<CaseResult> {
  try {
    return { case: name, problem: await judge() };
  } catch (error) {
    return {
      case: name,
      problem: `broke down: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    };
  }
}
