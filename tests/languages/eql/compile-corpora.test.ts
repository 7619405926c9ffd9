import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { RuleCacheFolder } from "../../../harness/cli/rule-cache-folder.ts";
import { loadRules } from "../../../harness/languages/load.ts";

const RULES = new URL("../../../../shared/corpora/eql/endpoint-rules/", import.meta.url);

/** What Elastic Endpoint can ask for, and telemetry that was recorded elsewhere cannot tell. */
const UNSUPPORTED = ["eql/unsupported-array-search", "eql/unsupported-ancestry"];

describe("Elastic Endpoint's rules", function () {
  if (!existsSync(RULES)) {
    it(`need the corpora, which are not at ${RULES.pathname}`);
    return;
  }
  this.timeout(60_000);
  const set = loadRules([RULES.pathname]);

  it("load, but for those that ask for what is not supported, which say so", () => {
    expect(set.rules.length).to.be.greaterThan(300);
    const errors = set.diagnostics.filter(({ severity }) => severity === "error");
    expect(errors.filter(({ code }) => !UNSUPPORTED.includes(code))).to.deep.equal([]);
    expect(set.diagnostics.filter(({ severity }) => severity === "warning")).to.deep.equal([]);
    expect(set.broken.every(({ diagnostics }) => diagnostics.length > 0)).to.equal(true);
  });

  it("have an id, a title and techniques of the form of one", () => {
    for (const { rule } of set.rules) {
      expect(rule.id, rule.path).to.match(/^[0-9a-f-]{36}$/);
      expect(rule.title, rule.path).to.not.equal("");
      for (const technique of rule.techniques)
        expect(technique, rule.path).to.match(/^T\d{4}(?:\.\d{3})?$/);
      expect(rule.logSource.vocabulary).to.equal("endpoint");
    }
  });

  it("are plain data", () => {
    expect(JSON.parse(JSON.stringify(set.rules))).to.deep.equal(set.rules);
  });

  it("are the same from the cache", () => {
    const folder = mkdtempSync(join(tmpdir(), "firedrill-eql-"));
    try {
      const cache = new RuleCacheFolder(folder);
      const written = loadRules([RULES.pathname], { cache });
      const read = loadRules([RULES.pathname], { cache });
      expect(read).to.not.equal(written);
      expect(read).to.deep.equal(written);
      expect(read).to.deep.equal(set);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
