import { readFile } from "node:fs/promises";
import { parseQuery } from "../../harness/languages/eql/parse/parse.ts";
import { readTomlFile } from "../../harness/languages/eql/files/read-toml-file.ts";
import { createReport } from "../../harness/languages/eql/report.ts";
import { printDiagnostic } from "../../harness/text/print-diagnostic.ts";
import type { Corpora } from "./corpora.ts";
import { judged, type CaseResult, type Suite } from "./suite.ts";
import { filesBelow } from "./walk.ts";

/** Every rule that Elastic publishes for its Endpoint can be read, and its query parses. */
export const ENDPOINT_RULES: Suite = {
  name: "endpoint-rules",
  async run(corpora: Corpora): Promise<CaseResult[] | null> {
    const files = await filesBelow(corpora.path("eql", "endpoint-rules"), (name) =>
      name.endsWith(".toml"),
    );
    if (files.length === 0) return null;
    return Promise.all(
      files.map((file) =>
        judged(corpora.name(file), async () =>
          judge(corpora.name(file), await readFile(file, "utf8")),
        ),
      ),
    );
  },
};

function judge(path: string, text: string): string | null {
  const report = createReport({ path, text });
  const rule = readTomlFile(report.source, report);
  if (rule.query) report.add(parseQuery(rule.query.text).faults, rule.query, "error");
  const [first] = report.diagnostics.filter(({ severity }) => severity === "error");
  if (first) return printDiagnostic(first);
  if (!rule.query || rule.title === null || rule.id === null) return "there is no rule in it";
  return rule.vocabulary === "ecs-endpoint" ? null : `it is taken to speak ${rule.vocabulary}`;
}
