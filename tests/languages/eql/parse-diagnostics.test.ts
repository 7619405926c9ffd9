import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { expect } from "chai";
import { parseQuery } from "../../../harness/languages/eql/parse/parse.ts";
import { createReport } from "../../../harness/languages/eql/report.ts";
import { DIAGNOSTIC_CODES, type DiagnosticCode } from "../../../harness/text/diagnostic-codes.ts";
import { printDiagnostic } from "../../../harness/text/print-diagnostic.ts";

/** Each `name.eql` has something wrong; `name.txt` is what is said of it. UPDATE_GOLDEN=1 rewrites. */
const FOLDER = new URL("broken/", import.meta.url);
const files = readdirSync(FOLDER).filter((name) => name.endsWith(".eql"));

describe("EQL parser diagnostics", () => {
  it("have cases", () => expect(files.length).to.be.greaterThan(25));

  for (const file of files) {
    it(file, () => {
      const text = readFileSync(new URL(file, FOLDER), "utf8");
      const { query, faults } = parseQuery(text);
      const report = createReport({ path: file, text });
      report.add(faults, { text, offsetOf: (offset) => offset }, "error");
      const said = report.diagnostics.map((one) => `${printDiagnostic(one)}\n`).join("\n");
      const golden = new URL(file.replace(/\.eql$/, ".txt"), FOLDER);
      if (process.env["UPDATE_GOLDEN"]) writeFileSync(golden, said);
      expect(existsSync(golden), `${golden.pathname} is missing`).to.equal(true);
      expect(said).to.equal(readFileSync(golden, "utf8"));
      expect(query).to.equal(null);
      expect(faults).to.not.be.empty;
    });
  }

  it("have a case for every code of the parser", () => {
    const texts = files.map((file) => readFileSync(new URL(file, FOLDER), "utf8"));
    const seen = new Set<string>(
      texts.flatMap((text) => parseQuery(text).faults.map(({ code }) => code)),
    );
    const known = codesOfParser();
    expect(known).to.not.be.empty;
    expect(known.filter((code) => !seen.has(code))).to.deep.equal([]);
  });

  it("have a broken query for every golden", () => {
    const goldens = readdirSync(FOLDER).filter((name) => name.endsWith(".txt"));
    expect(goldens.map((name) => name.replace(/\.txt$/, ".eql"))).to.have.members(files);
  });

  it("are placed where the query stands in its file", () => {
    const query = "process where\n  process.pid = 4";
    const text = `query = '''\n${query}\n'''\n`;
    const report = createReport({ path: "rule.toml", text });
    const offsetOf = (offset: number): number => offset + text.indexOf(query);
    report.add(parseQuery(query).faults, { text: query, offsetOf }, "error");
    const [first] = report.diagnostics;
    expect(first && printDiagnostic(first)).to.contain("rule.toml:3:15  eql/single-equals");
  });
});

const SOURCES = new URL("../../../harness/languages/eql/parse/", import.meta.url);

/** Codes that stand in the parser's files. */
function codesOfParser(): DiagnosticCode[] {
  const sources = readdirSync(SOURCES).map((name) => readFileSync(new URL(name, SOURCES), "utf8"));
  return (Object.keys(DIAGNOSTIC_CODES) as DiagnosticCode[]).filter(
    (code) => code.startsWith("eql/") && sources.some((text) => text.includes(`"${code}"`)),
  );
}
