import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { load } from "js-yaml";
import type { Corpora } from "./corpora.ts";
import { judged, type CaseResult, type Suite } from "./suite.ts";
import { exists, filesBelow } from "./walk.ts";

/** The parts of an `info.yml` of SigmaHQ's that are used here. */
interface RegressionInfo {
  readonly rule_metadata?: readonly { readonly id?: string }[];
  readonly regression_tests_info?: readonly RegressionTest[];
}

interface RegressionTest {
  readonly name?: string;
  /** From the folder that holds `regression_data`. */
  readonly path?: string;
  readonly match_count?: number;
}

/** Every recording that SigmaHQ keeps for a rule fires that rule, as often as it says or more. */
export const SIGMA_REGRESSION: Suite = {
  name: "sigma-regression",
  async run(corpora: Corpora): Promise<CaseResult[] | null> {
    const folder = corpora.path("sigmahq", "regression_data");
    if (!(await exists(folder))) return null;
    const results: CaseResult[] = [];
    for (const file of await filesBelow(folder, (name) => /^info\.ya?ml$/.test(name))) {
      const info = load(await readFile(file, "utf8")) as RegressionInfo;
      const tests = info.regression_tests_info ?? [];
      for (const [index, test] of tests.entries()) {
        const name = corpora.name(dirname(file)) + (tests.length > 1 ? ` #${index + 1}` : "");
        results.push(await judged(name, () => judge(info, test, corpora)));
      }
    }
    return results;
  },
};

async function judge(
  info: RegressionInfo,
  test: RegressionTest,
  corpora: Corpora,
): Promise<string | null> {
  const ids = (info.rule_metadata ?? []).flatMap(({ id }) => id ?? []);
  if (ids.length === 0) return "its info.yml names no rule";
  if (test.path === undefined) return "its info.yml names no recording";
  const recording = corpora.path("sigmahq", test.path);
  if (!(await exists(recording))) return `its recording is missing: sigmahq/${test.path}`;
  const { set } = await corpora.rules();
  const { matches, report } = await corpora.replay(recording);
  const wanted = test.match_count ?? 1;
  const problems = ids.map((id) => {
    if (!set.rules.some(({ rule }) => rule.id === id)) return `no rule has the id ${id}`;
    const fired = matches.filter(({ rule }) => rule.id === id).length;
    return fired >= wanted
      ? null
      : `${id} fired ${fired} times of ${wanted}, over ${report.events} events`;
  });
  return problems.find((problem) => problem !== null) ?? null;
}
