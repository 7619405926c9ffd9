import { expect } from "chai";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RuleCacheFolder } from "../../../harness/cli/cache/rule-cache-folder.ts";
import { cacheIn } from "./cache-in.ts";
import { loadRules } from "../../../harness/languages/load.ts";
import { requiredLiteralsOf } from "../../../harness/matching/prefilter/required-literals.ts";
import type { CompiledRule } from "../../../harness/matching/model/rule.ts";

const RULE = (index: number): string => `title: Rule ${index}
id: 00000000-0000-4000-8000-${String(index).padStart(12, "0")}
logsource: { product: windows, category: process_creation }
detection:
  selection: { Image|endswith: 'x${index}?.exe', CommandLine|re: 'a${index}' }
  condition: selection
level: low
`;

/** Returns the rule with the required literals that a cached one has ready. */
function withRequiredLiterals(rule: CompiledRule): CompiledRule {
  const stages = rule.stages.map((stage) => {
    const { logSource, predicate, requiredLiterals = requiredLiteralsOf(stage) } = stage;
    return { logSource, predicate, requiredLiterals };
  });
  return { ...rule, stages };
}

describe("the cache of compiled rules", () => {
  let [folder, rules] = ["", ""];
  const cache = (): RuleCacheFolder => new RuleCacheFolder(cacheIn(folder));
  const files = (): string[] =>
    readdirSync(join(folder, "cache")).map((name) => join(folder, "cache", name));
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "firedrill-cache-"));
    rules = join(folder, "rules");
    mkdirSync(rules);
    for (let index = 0; index < 120; index++)
      writeFileSync(join(rules, `${index}.yml`), RULE(index));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("returns what compiling returns", () => {
    const compiled = loadRules([rules]);
    loadRules([rules], { cache: cache() });
    expect(files()).to.have.lengthOf(1);
    const known = loadRules([rules], { cache: cache() });
    expect(known.rules.map(withRequiredLiterals)).to.deep.equal(
      compiled.rules.map(withRequiredLiterals),
    );
    expect(known.diagnostics).to.deep.equal(compiled.diagnostics);
  });

  it("has no set of which a file has changed, nor one for other placeholders", () => {
    loadRules([rules], { cache: cache() });
    writeFileSync(join(rules, "7.yml"), RULE(7).replace("Rule 7", "Another"));
    const { rules: changed } = loadRules([rules], { cache: cache() });
    expect(changed.some(({ rule }) => rule.title === "Another")).to.equal(true);
    loadRules([rules], { cache: cache(), sigma: { placeholders: { a: ["b"] } } });
    expect(files()).to.have.lengthOf(3);
  });

  const broken: readonly [name: string, content: string][] = [
    ["empty", ""],
    ["cut off", "CUT"],
    ["of somebody else", '{"rules":[]}'],
    ["changed", "CHANGED"],
  ];
  for (const [name, content] of broken)
    it(`compiles and writes again what is ${name}`, () => {
      const { rules: compiled } = loadRules([rules], { cache: cache() });
      const [file] = files() as [string];
      const whole = readFileSync(file, "utf8");
      const other =
        content === "CUT"
          ? whole.slice(0, 500)
          : content === "CHANGED"
            ? whole.replace("Rule 1", "Rule X")
            : content;
      writeFileSync(file, other);
      const { rules: again } = loadRules([rules], { cache: cache() });
      expect(again.map(withRequiredLiterals)).to.deep.equal(compiled.map(withRequiredLiterals));
      expect(readFileSync(file, "utf8") === whole).to.equal(true);
    });

  it("stores no small set", () => {
    loadRules([join(rules, "1.yml")], { cache: cache() });
    expect(() => files()).to.throw();
  });

  it("does without where the folder cannot be made", () => {
    writeFileSync(join(folder, "cache"), "a file");
    expect(loadRules([rules], { cache: cache() }).rules).to.have.lengthOf(120);
  });
});
