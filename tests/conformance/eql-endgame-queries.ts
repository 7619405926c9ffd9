import { isDeepStrictEqual } from "node:util";
import type { Corpora } from "./corpora.ts";
import { DEVIATIONS } from "./deviations.ts";
import { readEqlData } from "./eql-data.ts";
import { runQuery } from "./eql-run.ts";
import { judged, type CaseResult, type Suite } from "./suite.ts";

interface QueryCase {
  readonly query: string;
  readonly expected_event_ids: readonly number[];
}

/** What the parser says of constructs that only Endgame's language has: see deviations.json. */
const ENDGAME_CODES: ReadonlySet<string> = new Set(
  DEVIATIONS.flatMap(
    ({ suite, construct }) => (suite === "eql-endgame-queries" && construct) || [],
  ),
);

/** Queries, counted from 1, that mean something else in Elasticsearch's language. */
const OTHER_MEANING: ReadonlySet<number> = new Set([31, 39, 80, 92, 107, 118]);

/**
 * Endgame's queries, whose language is older and another. A query deviates if it is refused for
 * constructs of Endgame's alone, or is one of those with another meaning; any other difference fails.
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
            const codes = result.faults.map(({ code }) => code);
            if (codes.every((code) => ENDGAME_CODES.has(code))) constructs = codes;
            return `refused: ${result.faults[0]!.message}`;
          }
          const ids = result.matches.flatMap((match) => match.ids);
          if (isDeepStrictEqual(ids, expected)) return null;
          if (OTHER_MEANING.has(i + 1)) constructs = ["endgame-meaning"];
          return `finds ${JSON.stringify(ids)}, expected ${JSON.stringify(expected)}`;
        });
        return { ...judgement, constructs };
      }),
    );
  },
};
