import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Recordings of public projects, which are not part of this one. */
export const CORPORA = fileURLToPath(new URL("../../../shared/corpora", import.meta.url));

/** Skips the tests of a suite, visibly, where a part of the corpora is not at hand. */
export function needsCorpus(suite: Mocha.Suite, path: string): void {
  if (existsSync(`${CORPORA}/${path}`)) return;
  suite.title += ` (pending: ${path} is not beside the project)`;
  suite.pending = true;
}
