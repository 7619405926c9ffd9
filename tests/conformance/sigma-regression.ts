import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import {
  readRegressionInfo,
  type RegressionInfo,
  type RegressionTest,
} from "../../harness/scenario/sigma-regression/info.ts";
import type { Corpora } from "./corpora.ts";
import { judged, type CaseResult, type Suite } from "./suite.ts";
import { exists, filesBelow } from "./walk.ts";

/** Every recording that SigmaHQ keeps for a rule fires that rule, as often as it says or more. */
export const SIGMA_REGRESSION: Suite = {
  name: "sigma-regression",
  async run(corpora: Corpora): Promise<CaseResult[] | null> {
    const folder = corpora.path("sigmahq", "regression_data");
    if (!(await exists(folder))) return null;
    const results: CaseResult[] = [];
    for (const file of await filesBelow(folder, (name) => /^info\.ya?ml$/.test(name))) {
      const text = await readFile(file, "utf8");
      const { info, diagnostics } = readRegressionInfo({ path: corpora.name(file), text });
      const tests = info?.tests ?? [];
      for (const [index, test] of tests.entries()) {
        const name = corpora.name(dirname(file)) + (tests.length > 1 ? ` #${index + 1}` : "");
        results.push(await judged(name, () => judge(info!, test, corpora)));
      }
      const wrong = diagnostics.find(({ severity }) => severity === "error");
      // A file without tests is no case.
      if (wrong && !diagnostics.some(({ code }) => code === "regression/no-tests"))
        results.push({ case: corpora.name(dirname(file)), problem: wrong.message });
    }
    return results;
  },
};

async function judge(
  { rules }: RegressionInfo,
  test: RegressionTest,
  corpora: Corpora,
): Promise<string | null> {
  const recording = corpora.path("sigmahq", test.path);
  if (!(await exists(recording))) return `its recording is missing: sigmahq/${test.path}`;
  const { set } = await corpora.rules();
  const { matches, report } = await corpora.replay(recording);
  const problems = rules.map(({ id }) => {
    if (!set.rules.some(({ rule }) => rule.id === id)) return `no rule has the id ${id}`;
    const fired = matches.filter(({ rule }) => rule.id === id).length;
    return fired >= test.matchCount
      ? null
      : `${id} fired ${fired} times of ${test.matchCount}, over ${report.events} events`;
  });
  return problems.find((problem) => problem !== null) ?? null;
}
