import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { LANGUAGES } from "../../../../harness/languages/language.ts";
import { readRuleSources } from "../../../../harness/languages/rule-sources.ts";
import { lintSigma } from "../../../../harness/languages/sigma/lint/lint.ts";
import { CORPORA, needsCorpus } from "../../../corpora.ts";

const OWN = fileURLToPath(new URL("../../../../rules/sigma", import.meta.url));

describe("Sigma lint of rule sets", () => {
  it("finds nothing in our own rules", () => {
    const sources = readRuleSources([OWN], LANGUAGES).sources.map(({ source }) => source);
    expect(sources.length).to.be.greaterThan(10);
    expect(lintSigma(sources)).to.deep.equal([]);
  });

  it("finds no error in SigmaHQ's rules, and a warning in few of them", function () {
    needsCorpus(this, "sigmahq");
    this.timeout(60_000);
    const folders = [
      "rules",
      "rules-emerging-threats",
      "rules-threat-hunting",
      "rules-compliance",
      "rules-placeholder",
    ];
    const paths = folders.map((folder) => `${CORPORA}/sigmahq/${folder}`);
    const sources = readRuleSources(paths, LANGUAGES).sources.map(({ source }) => source);
    expect(sources.length).to.be.greaterThan(3000);
    const found = lintSigma(sources);
    expect(found.filter(({ severity }) => severity === "error")).to.deep.equal([]);
    const warned = new Set(
      found.filter(({ severity }) => severity === "warning").map(({ file }) => file),
    );
    // Each of them has been read: fields that no sensor has, and slips.
    expect(warned.size).to.be.within(10, sources.length / 50);
  });
});
