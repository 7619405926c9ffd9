import { isDeepStrictEqual } from "node:util";
import type { Corpora } from "./corpora.ts";
import { readEqlData } from "./eql-data.ts";
import { runQuery } from "./eql-run.ts";
import { judged, type CaseResult, type Suite } from "./suite.ts";

interface QueryCase {
  readonly query: string;
  readonly expected_event_ids: readonly number[];
}

/**
 * Endgame's queries, whose language is older and another: what differs is named by its construct, and
 * never fails.
 */
export const EQL_ENDGAME_QUERIES: Suite = {
  name: "eql-endgame-queries",
  async run(corpora: Corpora): Promise<CaseResult[] | null> {
    const file = (await corpora.json("eql", "endgame", "test_queries.json")) as {
      readonly cases: readonly QueryCase[];
    } | null;
    const data = await readEqlData(corpora, "test_queries");
    if (file === null || data === null) return null;
    return Promise.all(
      file.cases.map(async ({ query, expected_event_ids: expected }, i) => {
        let constructs: readonly string[] = [];
        const name = `${i + 1} ${query.replaceAll(/\s+/g, " ").trim()}`;
        const judgement = await judged(name, () => {
          const result = runQuery(query, data);
          if ("faults" in result) {
            constructs = [...result.faults.map(({ code }) => code), "endgame-only"];
            return `refused: ${result.faults[0]!.message}`;
          }
          const ids = result.matches.flatMap((match) => match.ids);
          if (isDeepStrictEqual(ids, expected)) return null;
          constructs = ["endgame-meaning"];
          return `finds ${JSON.stringify(ids)}, expected ${JSON.stringify(expected)}`;
        });
        return { ...judgement, constructs };
      }),
    );
  },
};
