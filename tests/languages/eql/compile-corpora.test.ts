import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { cacheIn } from "../../cli/cache/cache-in.ts";
import { RuleCacheFolder } from "../../../harness/cli/cache/rule-cache-folder.ts";
import { loadRules } from "../../../harness/languages/load.ts";
import type { CompiledRule } from "../../../harness/matching/model/rule.ts";
import { CORPORA, hasCorpus } from "../../corpora.ts";

const RULES = `${CORPORA}/eql/endpoint-rules`;

describe("Elastic Endpoint's rules", function () {
  if (!hasCorpus(this, RULES)) return;
  this.timeout(60_000);
  const set = loadRules([RULES]);

  it("load, all of them, and without warnings", () => {
    expect(set.rules.length).to.be.greaterThan(400);
    expect(set.diagnostics).to.deep.equal([]);
    expect(set.broken).to.deep.equal([]);
  });

  it("have an id, a title and techniques of the form of one", () => {
    expect(set.rules.flatMap(({ rule }) => rule.techniques)).to.not.be.empty;
    for (const { rule } of set.rules) {
      expect(rule.id, rule.path).to.match(/^[0-9a-f-]{36}$/);
      expect(rule.title, rule.path).to.be.a("string").that.is.not.empty;
      for (const technique of rule.techniques)
        expect(technique, rule.path).to.match(/^T\d{4}(?:\.\d{3})?$/);
      expect(rule.logSource.vocabulary).to.equal("ecs-endpoint");
    }
  });

  it("are plain data", () => {
    expect(set.rules).to.not.be.empty;
    expect(JSON.parse(JSON.stringify(set.rules))).to.deep.equal(set.rules);
  });

  it("are the same from the cache", () => {
    const folder = mkdtempSync(join(tmpdir(), "firedrill-eql-"));
    try {
      const cache = new RuleCacheFolder(cacheIn(folder));
      const written = loadRules([RULES], { cache });
      const read = loadRules([RULES], { cache });
      expect(read.rules).to.not.equal(written.rules);
      expect(read.rules).to.not.be.empty;
      expect(read.rules.map(contentOf)).to.deep.equal(set.rules.map(contentOf));
      expect(read.broken).to.deep.equal(set.broken);
      expect(read.diagnostics).to.deep.equal(set.diagnostics);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

/** A rule without what only one from the cache has. */
function contentOf({ stages, ...rule }: CompiledRule): CompiledRule {
  return {
    ...rule,
    stages: stages.map(({ logSource, predicate }) => ({ logSource, predicate })),
  };
}
