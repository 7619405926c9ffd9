/**
 * `npm run conformance -- [DIR] [--all] [--only SUITE]…`: runs the suites that a folder holds and
 * prints what passed, failed and deviated. The last line of stdout is one JSON object. Exit code: 0
 * if nothing failed, 1 if something did, 2 if the folder does not exist; without CI, the one beside
 * the project may be missing.
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { CORPORA, isCi } from "../corpora.ts";
import { Corpora } from "./corpora.ts";
import { tally, type Tally } from "./deviations.ts";
import type { CaseResult, Suite } from "./suite.ts";
import { SUITES } from "./suites.ts";
import { exists } from "./walk.ts";

const FIRST = 10;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { all: { type: "boolean" }, only: { type: "string", multiple: true } },
});
process.exitCode = await main(positionals[0]);

async function main(given: string | undefined): Promise<number> {
  const folder = resolve(given ?? CORPORA);
  if (!(await exists(folder))) {
    console.error(`There is no folder ${folder}: no suite of conformance was run.`);
    console.log(JSON.stringify({ suites: {} }));
    return given === undefined && !isCi() ? 0 : 2;
  }
  const corpora = new Corpora(folder);
  const counts: Record<string, { passed: number; failed: number; deviated: number }> = {};
  for (const suite of SUITES) {
    if (values.only && !values.only.includes(suite.name)) continue;
    const start = performance.now();
    const results =
      (await resultsOf(suite, corpora)) ?? (given === undefined ? missing(suite) : null);
    if (results === null) continue;
    const found = tally(suite.name, results);
    printSuite(suite.name, found, (performance.now() - start) / 1000);
    const { passed, failed, deviated } = found;
    counts[suite.name] = {
      passed: passed.length,
      failed: failed.length,
      deviated: deviated.length,
    };
  }
  console.log(JSON.stringify({ suites: counts }));
  return Object.values(counts).some(({ failed }) => failed > 0) ? 1 : 0;
}

/** In CI the corpora beside the project must hold every suite; elsewhere it is said which they lack. */
function missing({ name }: Suite): readonly CaseResult[] | null {
  const problem = `the corpora are missing: none of ${name} is in ${CORPORA}`;
  if (isCi()) return [{ case: name, problem }];
  console.error(problem);
  return null;
}

/** Runs a suite. One that breaks down fails, and the others run all the same. */
async function resultsOf(suite: Suite, corpora: Corpora): Promise<readonly CaseResult[] | null> {
  try {
    return await suite.run(corpora);
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return [{ case: suite.name, problem: `the suite broke down: ${reason}` }];
  }
}

function printSuite(
  name: string,
  { passed, failed, deviated, needless }: Tally,
  seconds: number,
): void {
  const counts = `${passed.length} passed, ${failed.length} failed, ${deviated.length} deviated`;
  console.log(`${failed.length === 0 ? "✔" : "✖"} ${name}: ${counts}  (${seconds.toFixed(1)} s)`);
  const shown = values.all ? failed : failed.slice(0, FIRST);
  for (const { case: id, problem } of shown) console.log(`    ✖ ${id}: ${problem}`);
  if (failed.length > shown.length)
    console.log(`    … and ${failed.length - shown.length} more (--all lists them)`);
  for (const { result, reason } of deviated)
    console.log(`    ○ ${result.case}: ${reason} (${result.problem})`);
  for (const row of needless)
    console.log(`    ! ${row.case} passes: its row in deviations.json can go`);
}
