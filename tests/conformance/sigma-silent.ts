import type { Corpora } from "./corpora.ts";
import { judged, type CaseResult, type Suite } from "./suite.ts";
import { exists } from "./walk.ts";

/** Of all rules for Windows or no product, exactly those fire on a recording that are listed for it. */
export const SIGMA_SILENT: Suite = {
  name: "sigma-silent",
  async run(corpora: Corpora): Promise<CaseResult[] | null> {
    const expected = (await corpora.json("expected-matches.json")) as {
      readonly matches: Readonly<Record<string, Readonly<Record<string, number>>>>;
    } | null;
    if (expected === null) return null;
    const results: CaseResult[] = [];
    for (const [recording, counts] of Object.entries(expected.matches))
      results.push(await judged(recording, () => judge(recording, counts, corpora)));
    return results;
  },
};

async function judge(
  recording: string,
  expected: Readonly<Record<string, number>>,
  corpora: Corpora,
): Promise<string | null> {
  const path = corpora.path(recording);
  if (!(await exists(path))) return "the recording is missing";
  const { matches, report } = await corpora.replay(path);
  if (report.unreadable)
    return `the recording cannot be read: ${report.diagnostics[0]?.message ?? ""}`;
  const fired = new Map<string, number>();
  for (const { rule } of matches) {
    const product = rule.logSource.product?.toLowerCase();
    if (product !== undefined && product !== "windows") continue;
    const key = rule.id ?? corpora.name(rule.path);
    fired.set(key, (fired.get(key) ?? 0) + 1);
  }
  const ids = [...new Set([...Object.keys(expected), ...fired.keys()])].sort();
  const { set } = await corpora.rules();
  const differing = ids
    .filter((id) => (expected[id] ?? 0) !== (fired.get(id) ?? 0))
    .map((id) => {
      const name = set.rules.find(({ rule }) => rule.id === id)?.rule.name ?? "not loaded";
      return `${id} (${name}) fired ${fired.get(id) ?? 0} times, expected ${expected[id] ?? 0}`;
    });
  return differing.length === 0 ? null : differing.join("; ");
}
