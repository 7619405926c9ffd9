import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { expect } from "chai";
import { compileSigma } from "./compile-sigma.ts";
import { printDiagnostic } from "../../../harness/text/print-diagnostic.ts";

/** Each `name.yml` has something wrong; `name.txt` is what is said of it. UPDATE_GOLDEN=1 rewrites. */
const FOLDER = new URL("broken/", import.meta.url);
const files = readdirSync(FOLDER).filter((name) => name.endsWith(".yml"));

describe("Sigma diagnostics", () => {
  it("have cases", () => expect(files.length).to.be.greaterThan(30));
  for (const file of files) {
    it(file, () => {
      const { rules, broken, diagnostics } = compileSigma({ path: file, text: read(file) }, file);
      const printed = diagnostics.map(
        (diagnostic) => `${diagnostic.severity}: ${printDiagnostic(diagnostic)}\n`,
      );
      const summary = `${rules.length} sound, ${broken.length} broken\n`;
      const said = [...printed, summary].join("\n");
      const golden = file.replace(/\.yml$/, ".txt");
      if (process.env["UPDATE_GOLDEN"]) writeFileSync(new URL(golden, FOLDER), said);
      expect(existsSync(new URL(golden, FOLDER)), `${golden} is missing`).to.equal(true);
      expect(said).to.equal(read(golden));
      expect(diagnostics).to.not.be.empty;
      expect(diagnostics.every(({ place }) => place !== undefined)).to.equal(true);
    });
  }
  it("has a sound rule or a broken one for every golden", () => {
    const goldens = readdirSync(FOLDER).filter((name) => name.endsWith(".txt"));
    expect(goldens.map((name) => name.replace(/\.txt$/, ".yml"))).to.have.members(files);
  });
});

function read(name: string): string {
  return readFileSync(new URL(name, FOLDER), "utf8");
}
