import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { loadRules } from "../../harness/languages/load.ts";

const rule = (title: string, id?: string) =>
  `title: ${title}\n${id ? `id: ${id}\n` : ""}logsource:\n    product: windows\ndetection:\n    selection:\n        A: 1\n    condition: selection\n`;
const ID = "929a690e-bef0-4204-a928-ef5e620d6fcc";

describe("loadRules", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "rules-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (files: Readonly<Record<string, string | Uint8Array>>) => {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
  };
  const names = (...paths: string[]) => loadRules(paths).rules.map(({ rule }) => rule.name);

  it("warns of a folder without rules, also of one that was walked before", () => {
    write({ "b.yml": rule("B"), "a/z.yaml": rule("Z"), "none/read.me": "" });
    const paths = [folder, `${folder}/a`, folder, `${folder}/none`];
    const { diagnostics } = loadRules(paths);
    expect(diagnostics.map(({ code, severity, file }) => [code, severity, file])).to.deep.equal([
      ["file/empty-folder", "warning", `${folder}/none`],
    ]);
  });

  it("walks folders, in order, and counts what it skips", () => {
    write({
      "b.yml": rule("B"),
      "a/z.yaml": rule("Z"),
      "a/y.YML": rule("Y"),
      "readme.md": "",
      ".hidden/x.yml": rule("X"),
      "node_modules/x.yml": rule("X"),
      "a/one.scenario.yml": "scenario: x",
    });
    const set = loadRules([folder]);
    expect(set.rules.map(({ rule }) => rule.name)).to.deep.equal(["a/y.YML", "a/z.yaml", "b.yml"]);
    expect(set.rules.map(({ rule }) => rule.path)[0]).to.equal(`${folder}/a/y.YML`);
    expect(set.skippedFiles).to.equal(4);
    expect(set.diagnostics).to.deep.equal([]);
  });

  it("says what a rule is", () => {
    const more =
      "level: HIGH\ntags:\n    - attack.execution\n    - attack.t1059.001\n    - attack.T1059\n    - attack.t1059.001\n    - cve.2020-1\n";
    write({
      "r.yml":
        rule("R", ID).replace(
          "product: windows",
          "product: windows\n    category: process_creation\n    definition: x",
        ) + more,
    });
    expect(loadRules([`${folder}/`]).rules.map(({ rule }) => rule)).to.deep.equal([
      {
        id: ID,
        title: "R",
        language: "sigma",
        level: "high",
        techniques: ["T1059.001", "T1059"],
        logSource: { product: "windows", category: "process_creation" },
        path: `${folder}/r.yml`,
        name: "r.yml",
      },
    ]);
  });

  it("always tries a file that was named itself, by its base name", () => {
    write({ "a/rule.txt": rule("R"), "a/.hidden.yml": rule("H") });
    expect(names(`${folder}/a/rule.txt`, `${folder}/a/.hidden.yml`)).to.deep.equal([
      ".hidden.yml",
      "rule.txt",
    ]);
  });

  it("loads a file once, however often it is reached", () => {
    write({ "a/r.yml": rule("R") });
    symlinkSync(join(folder, "a"), join(folder, "link"));
    symlinkSync(folder, join(folder, "a", "circle"));
    symlinkSync(join(folder, "a", "r.yml"), join(folder, "again.yml"));
    expect(loadRules([folder, `${folder}/a`, `${folder}/a/r.yml`]).rules.length).to.equal(1);
  });

  it("follows links", () => {
    write({ "elsewhere/r.yml": rule("R"), "rules/s.yml": rule("S") });
    symlinkSync(join(folder, "elsewhere"), join(folder, "rules", "linked"));
    expect(names(`${folder}/rules`)).to.deep.equal(["linked/r.yml", "s.yml"]);
  });

  it("reads several rules from a file", () => {
    write({ "r.yml": `${rule("One")}---\n${rule("Two")}` });
    expect(loadRules([folder]).rules.map(({ rule }) => [rule.title, rule.name])).to.deep.equal([
      ["One", "r.yml"],
      ["Two", "r.yml"],
    ]);
  });

  it("keeps sound rules beside broken ones, in one file and in several", () => {
    write({
      "a.yml": `${rule("One")}---\ntitle: Two\nid: ${ID}\n---\n${rule("Three")}`,
      "b.yml": `title: "Four"\nid: '${ID}'\nlogsource: [\n`,
      "c.yml": rule("Five"),
    });
    const set = loadRules([folder]);
    expect(set.rules.map(({ rule }) => rule.title)).to.deep.equal(["One", "Three", "Five"]);
    expect(set.broken.map(({ id, title, name }) => [id, title, name])).to.deep.equal([
      [ID, "Two", "a.yml"],
      [ID, "Four", "b.yml"],
    ]);
    expect(set.diagnostics.map(({ code }) => code)).to.deep.equal([
      "sigma/not-a-rule",
      "yaml/syntax",
    ]);
    expect(set.broken.flatMap(({ diagnostics }) => diagnostics)).to.deep.equal(set.diagnostics);
  });

  it("takes nothing of the first document for the name of a broken second", () => {
    write({ "r.yml": `${rule("One", ID)}---\ntitle: [\n` });
    expect(loadRules([folder]).broken.map(({ id, title }) => [id, title])).to.deep.equal([
      [null, null],
    ]);
  });

  it("reports paths that do not exist", () => {
    const set = loadRules([`${folder}/nowhere`, `${folder}/nowhere.yml`]);
    expect(set.diagnostics.map(({ code, file }) => [code, file])).to.deep.equal([
      ["file/not-found", `${folder}/nowhere`],
      ["file/not-found", `${folder}/nowhere.yml`],
    ]);
    expect(set.broken).to.deep.equal([]);
  });

  it("warns of two rules with one id", () => {
    write({ "a.yml": rule("One", ID), "b.yml": rule("Two", ID.toUpperCase()) });
    const set = loadRules([folder]);
    expect(set.rules.length).to.equal(2);
    expect(
      set.diagnostics.map(({ code, severity, file, place }) => [
        code,
        severity,
        file,
        place?.kind === "text" && place.line,
      ]),
    ).to.deep.equal([["rule/duplicate-id", "warning", `${folder}/b.yml`, 2]]);
  });

  it("reads rules of several languages, each by its extension, beside each other", () => {
    write({
      "a.yml": rule("A", ID),
      "b.eql": 'process where process.name : "b.exe"',
      "c.toml": `[rule]\nrule_id = "${ID}"\nname = "C"\nlanguage = "eql"\nquery = "any where true"\n`,
      "d.EQL": "process where",
    });
    const { rules, broken, diagnostics } = loadRules([folder]);
    expect(rules.map(({ rule }) => [rule.name, rule.language, rule.title])).to.deep.equal([
      ["a.yml", "sigma", "A"],
      ["b.eql", "eql", "b"],
      ["c.toml", "eql", "C"],
    ]);
    expect(broken.map(({ name }) => name)).to.deep.equal(["d.EQL"]);
    const found = diagnostics.map(({ code, place }) => [
      code,
      place?.kind === "text" && place.line,
    ]);
    expect(found).to.deep.equal([
      ["rule/duplicate-id", 2],
      ["eql/syntax", 1],
    ]);
  });

  it("reads UTF-8 with a byte order mark, UTF-16, and Windows line breaks", () => {
    write({
      "a.yml": `\ufeff${rule("Ä")}`,
      "b.yml": Buffer.from(`\ufeff${rule("Ö")}`, "utf16le"),
      "d.yml": Buffer.from(`\ufeff${rule("ß")}`, "utf16le").swap16(),
      "c.yml": rule("Ü").replaceAll("\n", "\r\n"),
    });
    expect(loadRules([folder]).rules.map(({ rule }) => rule.title)).to.deep.equal([
      "Ä",
      "Ö",
      "Ü",
      "ß",
    ]);
  });

  it("refuses bytes that are no text, with their place", () => {
    write({
      "a.yml": Buffer.from(rule("caf\xe9"), "latin1"),
      "b.eql": Buffer.from('process where process.name : "caf\xe9"', "latin1"),
      "c.toml": Buffer.from('[rule]\nname = "x"\nquery = "any where true\0"\n'),
      "d.yml": rule("Café"),
      "e.yml": Buffer.from(rule("E"), "utf16le"),
    });
    const { rules, broken, diagnostics } = loadRules([folder]);
    expect(rules.map(({ rule }) => rule.title)).to.deep.equal(["Café"]);
    expect(broken.map(({ name }) => name)).to.deep.equal(["a.yml", "b.eql", "c.toml", "e.yml"]);
    expect(
      diagnostics.map(({ code, place }) => [
        code,
        place?.kind === "text" ? `${place.line}:${place.column}` : "",
      ]),
    ).to.deep.equal([
      ["file/not-text", "1:11"],
      ["file/not-text", "1:34"],
      ["file/not-text", "3:24"],
      ["file/not-text", "1:2"],
    ]);
  });

  it("sorts diagnostics by file and place", () => {
    write({
      "b.yml": "title: B\n",
      "a.yml": `${rule("A").replace("A: 1", "A|x: 1\n        B|y: 2")}level: hihg\n`,
    });
    const found = loadRules([folder]).diagnostics.map(({ file, place }) => [
      file.slice(-5),
      place?.kind === "text" ? place.line : 0,
    ]);
    expect(found).to.deep.equal([
      ["a.yml", 6],
      ["a.yml", 7],
      ["a.yml", 9],
      ["b.yml", 1],
    ]);
  });
});
