import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { expect } from "chai";
import { compileEqlFiles } from "../../../harness/languages/eql/compile-files.ts";
import { DIAGNOSTIC_CODES, type DiagnosticCode } from "../../../harness/text/diagnostic-codes.ts";
import { printDiagnostic } from "../../../harness/text/print-diagnostic.ts";

/**
 * Each rule file has something wrong beyond its syntax; the `.txt` of its name is what is said of it.
 * UPDATE_GOLDEN=1 rewrites.
 */
const FOLDER = new URL("broken-rules/", import.meta.url);
const files = readdirSync(FOLDER).filter((name) => /\.(?:eql|toml)$/.test(name));

describe("EQL rule files that are broken", () => {
  it("are there", () => expect(files.length).to.be.greaterThan(25));

  for (const file of files)
    it(file, () => {
      const { rules, broken, diagnostics } = compile(file);
      const printed = diagnostics.map((one) => `${one.severity}: ${printDiagnostic(one)}\n`);
      const [rule] = broken;
      const said = [...printed, `${rule?.title} (${rule?.id}) is broken\n`].join("\n");
      const golden = new URL(`${file}.txt`, FOLDER);
      if (process.env["UPDATE_GOLDEN"]) writeFileSync(golden, said);
      expect(existsSync(golden), `${golden.pathname} is missing`).to.equal(true);
      expect(said).to.equal(readFileSync(golden, "utf8"));
      expect(rules).to.be.empty;
      expect(broken).to.have.length(1);
      expect(diagnostics).to.not.be.empty;
      expect(diagnostics.every(({ place }) => place !== undefined)).to.equal(true);
      expect(diagnostics).to.deep.equal(rule?.diagnostics);
    });

  it("have a golden each, and no golden is left over", () => {
    const goldens = readdirSync(FOLDER).filter((name) => name.endsWith(".txt"));
    expect(goldens.map((name) => name.replace(/\.txt$/, ""))).to.have.members(files);
  });

  it("show every code that compiling can give", () => {
    const seen = new Set<DiagnosticCode>(
      files.flatMap((file) => compile(file).diagnostics.map(({ code }) => code)),
    );
    const known = codesOfCompiler().filter((code) => !WARNINGS.includes(code));
    expect(known.length).to.be.greaterThan(15);
    expect(known.filter((code) => !seen.has(code))).to.deep.equal([]);
  });
});

/** Codes of warnings alone, which rule-file.test.ts shows. */
const WARNINGS: readonly DiagnosticCode[] = ["eql/unknown-category", "eql/field-comparison"];

const SOURCES = new URL("../../../harness/languages/eql/", import.meta.url);

/** Codes that stand in the files of the compiler. */
function codesOfCompiler(): DiagnosticCode[] {
  const sources = readdirSync(SOURCES, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !/^parse[\\/]/.test(name))
    .map((name) => readFileSync(new URL(name, SOURCES), "utf8"));
  const codes = Object.keys(DIAGNOSTIC_CODES) as DiagnosticCode[];
  return codes.filter((code) => sources.some((source) => source.includes(`"${code}"`)));
}

function compile(file: string): ReturnType<typeof compileEqlFiles> {
  const text = readFileSync(new URL(file, FOLDER), "utf8");
  return compileEqlFiles([{ source: { path: file, text }, name: file }]);
}
