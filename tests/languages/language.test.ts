import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { readRules, writeRules } from "../../harness/cli/cache/rule-set-cache.ts";
import type { RuleSet } from "../../harness/languages/compilation.ts";
import { LANGUAGES, languageOf, type Language } from "../../harness/languages/language.ts";
import { lintRules } from "../../harness/languages/lint.ts";
import { locateTest } from "../../harness/languages/locate-test.ts";
import { loadRules } from "../../harness/languages/load.ts";
import { Engine } from "../../harness/matching/engine.ts";
import { NearestMiss } from "../../harness/matching/evidence/explain.ts";
import type { FieldTest } from "../../harness/matching/model/predicate.ts";
import type { CompiledRule } from "../../harness/matching/model/rule.ts";
import { errorIn } from "../../harness/text/diagnostic.ts";
import { printDiagnostic } from "../../harness/text/print-diagnostic.ts";
import type { SourceText } from "../../harness/text/source.ts";
import { placeOf } from "../../harness/text/source.ts";
import { makeEvent } from "../events/make-event.ts";

const key = ({ text }: SourceText, name: string): string | undefined =>
  new RegExp(`^${name}: *(.*)$`, "m").exec(text)?.[1];

/** A language of one line: `phrase: TEXT` in a command line, or `phrase of: NAME`, that of another file. */
const PHRASES: Language = {
  name: "phrases",
  extensions: [".yml", ".phrase"],
  recognises: ({ text }) => /^phrase(?: of)?:/m.test(text),
  compile(sources) {
    const phrases = new Map(
      sources.map(({ source }) => [key(source, "name"), key(source, "phrase")]),
    );
    const rules: CompiledRule[] = [];
    const broken: RuleSet["broken"][number][] = [];
    for (const { source, name } of sources) {
      const title = key(source, "name") ?? name;
      const text = key(source, "phrase") ?? phrases.get(key(source, "phrase of"));
      const { path } = source;
      if (text === undefined) {
        const place = placeOf(source, { start: source.text.indexOf("phrase"), end: 0 });
        const fault = errorIn(path, "sigma/unknown-rule", "There is no such phrase.", { place });
        broken.push({ path, name, id: null, title, diagnostics: [fault] });
        continue;
      }
      const logSource = { product: "windows", category: "process_creation" };
      const about = { id: null, title, language: "phrases", level: null, techniques: [] };
      const pattern = { kind: "contains", text, cased: false } as const;
      const label = `the phrase ${text}`;
      const origin = [source.text.indexOf("phrase"), source.text.trimEnd().length] as const;
      const predicate = { kind: "test", field: "CommandLine", pattern, label, origin } as const;
      const rule = { ...about, logSource, path, name };
      rules.push({ rule, stages: [{ logSource, predicate }] });
    }
    return { rules, broken, diagnostics: broken.flatMap(({ diagnostics }) => diagnostics) };
  },
  locate: ([start, end]) => ({ start, end }),
  lint: (sources) =>
    sources.flatMap(({ source }) =>
      (key(source, "phrase") ?? "long").length > 3
        ? []
        : {
            code: "lint/short-description" as const,
            severity: "warning" as const,
            message: "The phrase is short.",
            file: source.path,
          },
    ),
};

const SIGMA = `title: Whoami
logsource: {product: windows, category: process_creation}
detection:
  selection: {CommandLine|contains: whoami}
  condition: selection
`;

describe("a language that is added as a row", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "firedrill-language-"));
    write("a.yml", "name: A\nphrase of: B\n");
    write("b.yml", "name: B\nphrase: mimikatz\n");
    write("c.yml", SIGMA);
    write("d.eql", 'process where process.command_line : "*whoami*"');
    write("e.phrase", "phrase: who\n");
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);

  // The order of the table says nothing.
  for (const languages of [
    [...LANGUAGES, PHRASES],
    [PHRASES, ...LANGUAGES.toReversed()],
  ]) {
    const order = languages.map(({ name }) => name).join();

    it(`compiles, told apart by content (${order})`, () => {
      const { rules, diagnostics } = loadRules([folder], { languages });
      expect(diagnostics).to.deep.equal([]);
      expect(rules.map(({ rule: { name, language } }) => [name, language])).to.deep.equal([
        ["a.yml", "phrases"],
        ["b.yml", "phrases"],
        ["c.yml", "sigma"],
        ["d.eql", "eql"],
        ["e.phrase", "phrases"],
      ]);
    });

    it(`lints, beside the others (${order})`, () => {
      const found = lintRules([folder], { languages });
      const short = found.filter(({ message }) => message === "The phrase is short.");
      expect(short.map(({ file }) => file)).to.deep.equal([`${folder}/e.phrase`]);
      const others = found.filter((one) => !short.includes(one));
      expect(new Set(others.map(({ file }) => file))).to.deep.equal(new Set([`${folder}/c.yml`]));
    });
  }

  const languages = [...LANGUAGES, PHRASES];

  it("is cached, matches and explains", () => {
    const sets = new Map<string, string>();
    const cache = {
      get: (name: string) => (sets.has(name) ? readRules(sets.get(name)!) : undefined),
      set: (name: string, set: RuleSet) => void sets.set(name, writeRules(set)),
    };
    const compiled = loadRules([folder], { languages, cache });
    const cached = loadRules([folder], { languages, cache });
    expect(sets.size).to.equal(1);
    const event = makeEvent({ CommandLine: "x mimikatz & whoami" });
    for (const { rules } of [compiled, cached]) {
      const pass = new Engine(rules).open("r");
      pass.see(event);
      const matches = pass.end().matches.map(({ rule, via }) => [rule.name, via]);
      expect(matches).to.deep.equal([
        ["a.yml", ["CommandLine"]],
        ["b.yml", ["CommandLine"]],
        ["c.yml", ["CommandLine"]],
        ["d.eql", ["event.category", "process.command_line"]],
        ["e.phrase", ["CommandLine"]],
      ]);
    }
    const miss = new NearestMiss(cached.rules[1]!.stages[0]!, "r");
    miss.see(makeEvent({ CommandLine: "nothing" }));
    expect(miss.explanation?.tests.map(({ label }) => label)).to.deep.equal([
      "the phrase mimikatz",
    ]);
    const { rule, stages } = cached.rules[0]!;
    const { origin } = stages[0]!.predicate as FieldTest;
    const text = "name: A\nphrase of: B\n";
    const located = locateTest(rule, origin!, (path) => ({ path, text }), languages);
    expect(text.slice(located?.span.start, located?.span.end)).to.equal("phrase of: B");
  });

  it("has rules that are broken as others are", () => {
    write("b.yml", "name: Other\nphrase: x\n");
    const { broken } = loadRules([folder], { languages });
    expect(broken.map(({ name, title }) => [name, title])).to.deep.equal([["a.yml", "A"]]);
  });

  it("is cached under another key than without it", () => {
    const keys: string[] = [];
    const cache = { get: (name: string) => void keys.push(name), set: () => undefined };
    loadRules([folder], { languages, cache });
    loadRules([folder], { cache });
    loadRules([folder], { cache, sigma: { placeholders: { a: ["b"] } } });
    expect(new Set(keys).size).to.equal(3);
  });

  it("leaves a file that is of neither language to none", () => {
    write("x.yml", "on: push\njobs: []\n");
    write("y.yml", `${SIGMA}phrase: x\n`);
    const { broken, diagnostics } = loadRules([folder], { languages });
    expect(broken.map(({ name }) => name)).to.deep.equal(["x.yml", "y.yml"]);
    const path = folder;
    expect(diagnostics.map(printDiagnostic)).to.deep.equal([
      `${path}/x.yml  rule/unknown-language
  ".yml" is the extension of sigma and phrases, and the content is recognised as none of sigma, phrases.
  If it holds no rule, move it out of the folder of rules.`,
      `${path}/y.yml  rule/unknown-language
  ".yml" is the extension of sigma and phrases, and the content is recognised as sigma and phrases.
  If it holds no rule, move it out of the folder of rules.`,
    ]);
    expect(lintRules([`${folder}/x.yml`], { languages })).to.deep.equal([]);
  });
});

describe("the language of a file", () => {
  const rows: readonly (readonly [name: string, text: string, language: string])[] = [
    ["a.yml", "nothing at all", "sigma"],
    ["a.YAML", "process where true", "sigma"],
    ["a.eql", SIGMA, "eql"],
    ["a.toml", "", "eql"],
    ["a.txt", SIGMA, "sigma"],
    ["a.txt", SIGMA.replaceAll("\n", "\r\n"), "sigma"],
    ["a.txt", SIGMA.replaceAll(/^/gm, "  "), "sigma"],
    ["a.txt", `${SIGMA}: [broken`, "sigma"],
    ["a.txt", "{title: X, detection: {a: {b: c}, condition: a}}", "sigma"],
    ["a.txt", "title: X\ncorrelation:\n  type: event_count\n", "sigma"],
    ["a.txt", "title: X\nfilter:\n  rules: any\n", "sigma"],
    ["a.txt", "action: global\ntitle: X\n---\nlevel: low\n", "sigma"],
    ["a", "process where process.name : 'x'", "eql"],
    ["a", "// why\n/* and\nhow */ any where true", "eql"],
    ["a", "`my-cat` where true", "eql"],
    ["a", "sequence by host.id [process where true] [file where true]", "eql"],
    ["a", "---\ntitle: X\n---\nnetwork where true", "eql"],
    ["a", '[metadata]\nx = 1\n\n[rule]\nquery = "any where true"\n', "eql"],
    ["a.md", "# Where the rules are\n", "rule/unknown-language"],
    ["a.md", "", "rule/unknown-language"],
    ["a.txt", "on: push\n", "rule/unknown-language"],
  ];
  for (const [path, text, expected] of rows)
    it(`${path}: ${JSON.stringify(text.slice(0, 50))} is ${expected}`, () => {
      const found = languageOf({ path, text }, LANGUAGES);
      expect("compile" in found ? found.name : found.code).to.equal(expected);
    });
});
