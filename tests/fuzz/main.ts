/**
 * `npm run fuzz -- --seconds N [--seed S] [--case I]`: spoils recordings and reads them until the time
 * is over, or, with a case, that one and nothing else. Progress goes to stderr, a summary to stdout. A
 * case that fails is made as small as it can be and saved beside its seed; the exit code is then 1.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { caseOf, type Outcome } from "./case.ts";
import type { Case } from "./check.ts";
import { minimise } from "./minimise.ts";
import { allOriginals } from "./originals.ts";
import { Runner } from "./runner.ts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    case: { type: "string" },
    keep: { type: "string", default: join(tmpdir(), "firedrill-fuzz") },
  },
});
const PROGRESS_MS = 5000;

process.exitCode = await main(Number(values.seconds), Number(values.seed), values.case);

async function main(seconds: number, seed: number, only: string | undefined): Promise<number> {
  if (!(seconds > 0) || !Number.isInteger(seed)) {
    console.error("--seconds takes a number of seconds, and --seed a whole number.");
    return 3;
  }
  const start = performance.now();
  const total = { cases: 0, events: 0, skipped: 0, slowest: 0, slowestCase: 0 };
  let told = start;
  const count = (index: number, { events, skipped, milliseconds }: Outcome): void => {
    total.cases++;
    total.events += events;
    total.skipped += skipped;
    if (milliseconds > total.slowest)
      [total.slowest, total.slowestCase] = [Math.round(milliseconds), index];
    if (performance.now() - told < PROGRESS_MS) return;
    told = performance.now();
    console.error(`${Math.round((told - start) / 1000)} s  ${total.cases} cases, seed ${seed}`);
  };
  const runner = new Runner(seed);
  const from = only === undefined ? 0 : Number(only);
  const isOver = (): boolean =>
    only === undefined ? performance.now() - start > seconds * 1000 : total.cases > 0;
  const failure = await runner.run(from, count, isOver);
  console.log(
    JSON.stringify({ seed, seconds: Math.round((performance.now() - start) / 1000), ...total }),
  );
  if (failure) await tell(failure.index, failure.fault, seed, runner);
  runner.end();
  return failure ? 1 : 0;
}

async function tell(index: number, fault: string, seed: number, runner: Runner): Promise<void> {
  const spoiled = caseOf(allOriginals(), seed, index);
  console.log(`✖ case ${index} of ${spoiled.original.name}: ${fault.slice(0, 2000)}`);
  console.log(`  again: npm run fuzz -- --seed ${seed} --case ${index}`);
  const fails = async (smaller: Case): Promise<boolean> =>
    (await runner.judge(smaller, index)).fault !== null;
  const isByItself = await fails(spoiled);
  const least = isByItself ? await minimise(spoiled, fails) : spoiled;
  if (!isByItself) console.log("  By itself it does not fail: it hangs on the cases before it.");
  mkdirSync(values.keep, { recursive: true });
  const file = join(values.keep, `seed-${seed}-case-${index}.${spoiled.original.format}`);
  writeFileSync(file, least.bytes);
  console.log(`  saved: ${file} (${least.bytes.length} bytes)`);
}
