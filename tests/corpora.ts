/** Recordings, rules and facts of other projects, which lie beside this one and are not part of it. */
import { existsSync } from "node:fs";
import { relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import Mocha from "mocha";

const SHARED = fileURLToPath(new URL("../../shared", import.meta.url));

export const CORPORA = resolve(SHARED, "corpora");

/**
 * Whether a suite has what it reads. Where it has not, the suite gets one test in place of its own:
 * a pending one that says what is missing, or a failing one in CI, where nothing may be missing.
 *
 *     if (!hasCorpus(this, "evtx")) return;
 *
 * @param path below the corpora, or absolute
 */
export function hasCorpus(suite: Mocha.Suite, path: string, inCi = isCi()): boolean {
  const missing = missingCorpus(path);
  if (missing === null) return true;
  const fail = (): never => {
    throw new Error(missing);
  };
  suite.addTest(new Mocha.Test(missing, inCi ? fail : undefined));
  return false;
}

/** The same for one test, which ends here, pending or failing, if there is not what it reads. */
export function needsCorpus(test: Mocha.Context, path: string, inCi = isCi()): void {
  const missing = missingCorpus(path);
  if (missing === null) return;
  if (inCi) throw new Error(missing);
  test.test!.title += ` (${missing})`;
  test.skip();
}

function missingCorpus(path: string): string | null {
  const whole = resolve(CORPORA, path);
  return existsSync(whole)
    ? null
    : `the corpora are missing: ${relative(resolve(SHARED, ".."), whole)}`;
}

/** Whether tests run in continuous integration, as most services say it. */
export function isCi(
  { CI = "" }: Readonly<Record<string, string | undefined>> = process.env,
): boolean {
  return !["", "0", "false"].includes(CI.toLowerCase());
}
