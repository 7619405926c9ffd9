/**
 * `npm run hostile -- [DIR] [--only WORD]…`: runs the built command line on every file of a folder of hostile
 * inputs, and on others of their kinds that are made here. None may take more than 10 seconds of the
 * processor or 1 GB, end by a signal or as our own mistake (70), or pass without a word where something is wrong.
 * Prints a table. Exit code: 0 if all held, 1 if one did not or there was none, 2 if the folder is missing.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { CORPORA, isCi } from "../corpora.ts";
import { corpusCases } from "./corpus-cases.ts";
import { GENERATED } from "./generated-cases.ts";
import type { HostileCase } from "./hostile-case.ts";
import { runProgram, type Outcome } from "./run-program.ts";

const MAX_SECONDS = 10;
const MAX_MEGABYTES = 1024;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { only: { type: "string", multiple: true } },
});
process.exitCode = await main(positionals[0]);

async function main(given: string | undefined): Promise<number> {
  const folder = resolve(given ?? join(CORPORA, "hostile"));
  const isThere = existsSync(folder);
  if (!isThere) console.error(`There is no folder ${folder}: only what is made here is run.`);
  if (!isThere && (given !== undefined || isCi())) return 2;
  const all = [...(isThere ? corpusCases(folder) : []), ...GENERATED];
  const { only } = values;
  const cases = only ? all.filter(({ name }) => only.some((word) => name.includes(word))) : all;
  if (cases.length === 0) {
    console.error("No input was run.");
    return 1;
  }
  let failed = 0;
  for (const one of cases) if (!(await holds(one))) failed++;
  console.log(`${cases.length - failed} of ${cases.length} hold.`);
  return failed === 0 ? 0 : 1;
}

/** Runs a case in a folder of its own, and prints its line of the table. */
async function holds(one: HostileCase): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), "firedrill-hostile-"));
  try {
    mkdirSync(folder, { recursive: true });
    for (const [name, content] of Object.entries(one.files))
      writeFileSync(join(folder, name), content());
    const outcome = await runProgram(one.args, folder);
    const faults = faultsOf(one, outcome);
    const { exit, seconds, megabytes } = outcome;
    const columns = [
      (exit ?? "–").toString().padStart(3),
      `${seconds?.toFixed(1) ?? "–"} s`.padStart(8),
      `${megabytes?.toFixed(0) ?? "–"} MB`.padStart(8),
    ];
    console.log(`${faults.length === 0 ? "✔" : "✖"} ${columns.join(" ")}  ${one.name}`);
    for (const fault of faults) console.log(`      ${fault}`);
    return faults.length === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function faultsOf({ exits, says }: HostileCase, outcome: Outcome): string[] {
  const { exit, signal, stderr, seconds, megabytes, ended } = outcome;
  const faults: string[] = [];
  if (ended !== null) faults.push(`${ended}, and was ended`);
  else if (signal !== null) faults.push(`ended by ${signal}`);
  else if (!exits.includes(exit!))
    faults.push(`exit code ${exit}, expected ${exits.join(" or ")}: ${firstLine(stderr)}`);
  if (seconds !== null && seconds > MAX_SECONDS)
    faults.push(`took ${seconds.toFixed(1)} s of the processor, more than ${MAX_SECONDS}`);
  if (megabytes !== null && megabytes > MAX_MEGABYTES)
    faults.push(`took ${megabytes.toFixed(0)} MB, more than ${MAX_MEGABYTES}`);
  if (ended === null && signal === null && says !== null && !says.test(stderr))
    faults.push(`said nothing like ${says}: ${firstLine(stderr)}`);
  if (exit !== 0 && exit !== null && stderr.trim() === "")
    faults.push(`exit code ${exit} without a word`);
  return faults;
}

function firstLine(text: string): string {
  return JSON.stringify(text.trim().split("\n")[0]?.slice(0, 200) ?? "");
}
