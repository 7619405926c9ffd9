import { readdir } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import type { Corpora } from "./corpora.ts";
import { readEqlData, type EqlData } from "./eql-data.ts";
import { runQuery, type EqlMatch } from "./eql-run.ts";
import { judged, type CaseResult, type Suite } from "./suite.ts";

interface QueryCase {
  readonly name: string;
  readonly query: string;
  /** One list of ids, or several of which one is right. */
  readonly expected_event_ids: readonly number[] | readonly (readonly number[])[];
  /** Of all results one after another; null is written out. */
  readonly join_keys?: readonly (string | null)[];
  readonly size?: number;
  readonly max_samples_per_key?: number;
}

interface QueryFile {
  readonly cases: readonly QueryCase[];
}

/** Every query of Elasticsearch's own tests finds the events that it finds there. */
export const EQL_ELASTICSEARCH: Suite = {
  name: "eql-elasticsearch",
  async run(corpora: Corpora): Promise<CaseResult[] | null> {
    if (!(await corpora.has("eql", "elasticsearch"))) return null;
    const names = await readdir(corpora.path("eql", "elasticsearch"));
    const results: CaseResult[] = [];
    for (const file of names
      .filter((name) => /^test_.*\.json$|_test_.*\.json$/.test(name))
      .sort()) {
      const { cases } = (await corpora.json("eql", "elasticsearch", file)) as QueryFile;
      const suite = file.replace(/\.json$/, "");
      const data = await readEqlData(corpora, suite);
      if (cases.length === 0) results.push({ case: suite, problem: "the file holds no case" });
      for (const one of cases)
        results.push(await judged(`${suite}/${one.name}`, () => judge(one, data)));
    }
    return results;
  },
};

function judge(one: QueryCase, data: EqlData | null): string | null {
  if (!data) return "mappings.json names no data for it";
  const { query, expected_event_ids: expected, join_keys: keys, size, max_samples_per_key } = one;
  const options = {
    ...(size !== undefined && { size }),
    ...(max_samples_per_key !== undefined && { perKey: max_samples_per_key }),
  };
  const result = runQuery(query, data, options);
  if ("faults" in result)
    return `refused: ${result.faults.map(({ code, message }) => `${code}: ${message}`).join(" ")}`;
  const ids = result.matches.flatMap((match) => match.ids);
  const alternatives = expected.some(Array.isArray) ? expected : [expected];
  if (!alternatives.some((wanted) => isDeepStrictEqual(ids, wanted)))
    return `finds ${JSON.stringify(ids)}, expected ${alternatives.map((wanted) => JSON.stringify(wanted)).join(" or ")}`;
  const found = result.matches.flatMap(keysOf);
  if (keys === undefined || isDeepStrictEqual(found, keys.map(String))) return null;
  return `joins by ${JSON.stringify(found)}, expected ${JSON.stringify(keys)}`;
}

function keysOf({ keys }: EqlMatch): string[] {
  return keys.map(String);
}
