import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { expect } from "chai";
import { CHECKS } from "../../../../harness/languages/sigma/lint/checks.ts";
import { lintSigma } from "../../../../harness/languages/sigma/lint/lint.ts";
import { DIAGNOSTIC_CODES } from "../../../../harness/text/diagnostic-codes.ts";
import { printDiagnostic } from "../../../../harness/text/print-diagnostic.ts";

/** `CODE.yml` shows what `lint/CODE` finds and what it leaves alone; `CODE.txt` is what is said. UPDATE_GOLDEN=1 rewrites. */
const FOLDER = new URL("cases/", import.meta.url);
const files = readdirSync(FOLDER).filter((name) => name.endsWith(".yml"));
const codes = Object.keys(DIAGNOSTIC_CODES).filter((code) => code.startsWith("lint/"));
/** Of the set of rules, not of one. */
const ACROSS = ["lint/duplicate-title", "lint/duplicate-detection"];

describe("Sigma lint", () => {
  it("has a check for every code, and a code for every check", () => {
    expect(codes).to.not.be.empty;
    expect([...CHECKS.map(({ code }) => code), ...ACROSS]).to.have.members(codes);
  });
  it("has a case for every code", () => {
    expect(files.map((name) => `lint/${name.replace(/\.yml$/, "")}`)).to.have.members(codes);
  });
  for (const file of files) {
    it(file, () => {
      const found = lintSigma([{ path: file, text: read(file) }]);
      const said = found
        .map((diagnostic) => `${diagnostic.severity}: ${printDiagnostic(diagnostic)}\n`)
        .join("\n");
      const golden = file.replace(/\.yml$/, ".txt");
      if (process.env["UPDATE_GOLDEN"]) writeFileSync(new URL(golden, FOLDER), said);
      expect(existsSync(new URL(golden, FOLDER)), `${golden} is missing`).to.equal(true);
      expect(said).to.equal(read(golden));
      const code = `lint/${file.replace(/\.yml$/, "")}`;
      expect(found.map((diagnostic) => diagnostic.code)).to.include(code);
      expect(found.every(({ place }) => place !== undefined)).to.equal(true);
    });
  }
});

function read(name: string): string {
  return readFileSync(new URL(name, FOLDER), "utf8");
}
