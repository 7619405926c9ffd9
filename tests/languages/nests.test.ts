import { expect } from "chai";
import { compileEqlFiles } from "../../harness/languages/eql/compile-files.ts";
import type { Compilation } from "../../harness/languages/compilation.ts";
import { compileSigmaFiles } from "../../harness/languages/sigma/compile-files.ts";
import { lintSigma } from "../../harness/languages/sigma/lint/lint.ts";
import { Engine } from "../../harness/matching/engine.ts";
import { NearestMiss } from "../../harness/matching/evidence/explain.ts";
import { ruleBlindness } from "../../harness/matching/rule-liveness.ts";
import { nest, row, unclosed, YAML_NESTS, type Nest } from "../nests.ts";
import { makeEvent } from "../events/make-event.ts";

const DEPTHS = [10, 1000, 100_000];

const rule = (body: string): string =>
  `title: t\nlogsource: {product: windows, category: process_creation}\ndetection:\n${body}`;
const condition = (text: string): string =>
  rule(`  s: {CommandLine: x}\n  t: {Image: y}\n  condition: >-\n    ${text}\n`);
const re = (text: string, modifiers = ""): string =>
  rule(`  s:\n    CommandLine|re${modifiers}: |-\n      ${text}\n  condition: s\n`);
const value = (text: string, modifiers = ""): string =>
  rule(`  s:\n    CommandLine${modifiers}: |-\n      ${text}\n  condition: s\n`);

const CONDITIONS: Readonly<Record<string, Nest>> = {
  parentheses: nest("(", "s", ")"),
  nots: row("", "not ", "s"),
  "nots in parentheses": nest("not (", "s", ")"),
  "ors in ands": nest("s and (t or ", "s", ")"),
  ors: row("s", " or not t"),
  ands: row("s", " and t"),
  selectors: row("1 of s*", " or all of them"),
  "unclosed parentheses": unclosed("("),
  "unopened parentheses": unclosed(")"),
  pipes: row("s", " | count() > 1"),
};

const REGEXES: Readonly<Record<string, Nest>> = {
  groups: nest("(", "a", ")"),
  "groups that are repeated": nest("(", "a", ")+"),
  "groups with choices": nest("(a|", "b", ")"),
  "groups with flags": nest("(?i:", "a", ")"),
  "named groups": nest("(?<n>", "a", ")"),
  "unclosed groups": unclosed("("),
  "classes in classes": nest("[", "a", "]"),
  quantifiers: row("a", "{2}"),
  "counts of counts": nest("(?:", "ab", "){2}"),
  choices: row("a", "|b"),
  "optional characters": row("b", "a?"),
  backslashes: unclosed("\\"),
  quotations: row("", "\\Qa\\E"),
  flags: row("", "(?i)", "a"),
  comments: row("", "(?#a)", "a"),
  stars: row("", "a*", "b"),
};

const SIGMA: Readonly<Record<string, Nest>> = {
  ...named("condition of ", CONDITIONS, condition),
  ...named("regex of ", REGEXES, (text) => re(text)),
  ...named("regex without case of ", REGEXES, (text) => re(text, "|i|m|s")),
  ...named("value of ", YAML_NESTS, (text) =>
    rule(`  s:\n    CommandLine: ${text}\n  condition: s\n`),
  ),
  ...named("selection of ", YAML_NESTS, (text) => rule(`  s: ${text}\n  condition: s\n`)),
  ...named(
    "detection of ",
    YAML_NESTS,
    (text) => `title: t\nlogsource: {product: a}\ndetection: ${text}\n`,
  ),
  ...named(
    "log source of ",
    YAML_NESTS,
    (text) => `title: t\nlogsource: ${text}\ndetection: {s: {a: 1}, condition: s}\n`,
  ),
  ...named(
    "unknown key of ",
    YAML_NESTS,
    (text) => `${rule("  s: {a: 1}\n  condition: s\n")}custom: ${text}\n`,
  ),
  ...named(
    "tags of ",
    YAML_NESTS,
    (text) => `${rule("  s: {a: 1}\n  condition: s\n")}tags: ${text}\n`,
  ),
  ...named("document of ", YAML_NESTS, (text) => text.trimStart()),
  ...named("correlation of ", YAML_NESTS, (text) => `title: t\ncorrelation: ${text}\n`),
  ...named(
    "correlation's condition of ",
    YAML_NESTS,
    (text) =>
      `title: t\ncorrelation:\n  type: temporal\n  rules: [a]\n  timespan: 1m\n  condition: ${text}\n`,
  ),
  ...named(
    "filter of ",
    YAML_NESTS,
    (text) => `title: t\nlogsource: {product: a}\nfilter: ${text}\n`,
  ),
  ...named(
    "correlation's boolean condition of ",
    {
      ...CONDITIONS,
      names: row("base_a", " and base_a"),
      deep: nest("(base_a or ", "base_a", ")"),
      not: nest("not (base_a and ", "base_a", ")"),
    },
    (text) =>
      `${rule("  s: {CommandLine: x}\n  condition: s\n")}name: base_a\n---\ntitle: c\ncorrelation:\n  type: temporal\n  rules: [base_a]\n  timespan: 1m\n  condition: >-\n    ${text.replaceAll(/\b[st]\b/g, "base_a")}\n`,
  ),
  modifiers: (depth) => value("x", "|contains".repeat(depth)),
  encodings: (depth) => value("x", "|wide".repeat(depth)),
  "encodings of encodings": (depth) => value("xyz", "|base64".repeat(depth)),
  dashes: (depth) => value("-a ".repeat(depth), "|windash"),
  wildcards: (depth) => value("*a?".repeat(depth)),
  escapes: (depth) => value("\\".repeat(depth)),
  "dots in a name": (depth) => rule(`  s: {"a${".a".repeat(depth)}": x}\n  condition: s\n`),
  keywords: (depth) => rule(`  s: [a${", b".repeat(Math.min(depth, 5000))}]\n  condition: s\n`),
  "correlations of correlations": correlations,
  "correlations in a circle": (depth) =>
    `${correlations(depth)}---\ntitle: circle\nname: c0\ncorrelation: {type: event_count, rules: [c${Math.min(depth, 3000)}], timespan: 1m, condition: {gte: 1}}\n`,
  documents: (depth) =>
    `${rule("  s: {CommandLine: x}\n  condition: s\n")}---\n`.repeat(Math.min(depth, 1000)),
  "documents that repeat": (depth) =>
    `action: global\n${rule("  s: {CommandLine: x}\n  condition: s\n")}${"---\naction: repeat\ntitle: u\n".repeat(Math.min(depth, 3000))}`,
  "filters of a rule": (depth) =>
    `${rule("  s: {CommandLine: x}\n  condition: s\n")}name: base_a\n${Array.from({ length: Math.min(depth, 3000) }, (_, i) => `---\ntitle: f${i}\nlogsource: {product: windows, category: process_creation}\nfilter: {rules: [base_a], f: {Image: y${i}}, condition: not f}\n`).join("")}`,
};

/** Each counts the one before it. */
function correlations(depth: number): string {
  const chain = Array.from(
    { length: Math.min(depth, 3000) },
    (_, i) =>
      `---\ntitle: c${i + 1}\nname: c${i + 1}\ncorrelation: {type: event_count, rules: [c${i}], timespan: 1m, condition: {gte: 1}}\n`,
  );
  return `${rule("  s: {CommandLine: x}\n  condition: s\n")}name: c0\n${chain.join("")}`;
}

const where = (text: string): string => `process where ${text}`;
const EQL: Readonly<Record<string, Nest>> = {
  ...named(
    "condition of ",
    {
      parentheses: nest("(", "true", ")"),
      nots: row("", "not ", "true"),
      "nots in parentheses": nest("not (", 'process.name == "a"', ")"),
      "ors in ands": nest("true and (false or ", 'process.name == "a"', ")"),
      ors: row("true", ' or process.name == "a"'),
      ands: row('process.name == "b"', ' and process.name == "a"'),
      "unclosed parentheses": unclosed("("),
      "unopened parentheses": unclosed(")"),
      "unclosed brackets": unclosed("["),
      calls: nest("concat(", "process.name", ")"),
      "calls as operands": (depth) => `${nest("concat(", "process.name", ")")(depth)} == "a"`,
      "cased calls": (depth) => `${nest("length(", "process.name", ")")(depth)} == 1`,
      "unclosed calls": unclosed("concat("),
      sums: row("1", " + 1", " == 2"),
      "sums of fields": row("process.pid", " + process.pid", " == 2"),
      signs: row("1 == ", "-", "1"),
      products: row("process.pid", " * (1", ""),
      "sums in parentheses": (depth) => `${nest("(1 + ", "process.pid", ")")(depth)} == 1`,
      comparisons: row("process.pid", " == process.pid"),
      lists: row('process.name in ("a"', ', "b"', ")"),
      "lists in lists": nest("process.name in (", '"a"', ")"),
      wildcards: row('process.name like ("a*"', ', "b*"', ")"),
      "wildcards of stars": (depth) => `process.name : "${"*a?".repeat(depth)}"`,
      "regexes of groups": (depth) => `process.name regex "${nest("(", "a", ")")(depth)}"`,
      "regexes of choices": (depth) => `process.name regex "${row("a", "|b")(depth)}"`,
      "regexes of complements": (depth) => `process.name regex "${unclosed("~")(depth)}"`,
      "regexes of stars": (depth) => `process.name regex "a${"*".repeat(depth)}"`,
      relations: nest("child of [process where ", "true", "]"),
      "relations and more": nest("descendant of [process where process.pid == 1 and ", "true", "]"),
      fields: row("process", ".name", ' == "a"'),
      "optional fields": row("", "?", "process.name == null"),
      "array searches": nest("_arraysearch(a, $x, ", "true", ")"),
      methods: row("process.name", ":length()", " == 1"),
      indices: row("process.args", "[0]", ' == "a"'),
      backticks: unclosed("`"),
      quotes: unclosed('"'),
      "raw texts": unclosed('"""'),
      "block comments": (depth) => `${"/* ".repeat(depth)}${" */".repeat(depth)} true`,
      "line comments": row("", "// a\n", "true"),
    },
    where,
  ),
  pipes: row("process where true", " | head 1"),
  tails: row("process where true", " | tail 2"),
  terms: row("sequence [process where true]", " [process where true]"),
  "terms with a time": row("sequence with maxspan=1m [process where true]", " [file where true]"),
  "terms with runs": row("sequence [process where true]", " [process where true] with runs=100"),
  "negated terms": row("sequence with maxspan=1m [process where true]", " ![process where true]"),
  keys: row(
    "sequence by process.pid",
    ", process.pid",
    " [process where true] [process where true]",
  ),
  "terms of a sample": row("sample by process.pid [process where true]", " [process where true]"),
  "sequences in sequences": nest("sequence [", "process where true", "]"),
  untils: row("sequence [process where true] [process where true]", " until [process where true]"),
  aliases: row("sequence [process where true] as a0", " [process where true] as a0"),
};

const TOML: Readonly<Record<string, Nest>> = {
  arrays: (depth) => `a = ${nest("[", "1", "]")(depth)}`,
  "inline tables": (depth) => `a = ${nest("{a = ", "1", "}")(depth)}`,
  "arrays of inline tables": (depth) => `a = ${nest("[{a = ", "1", "}]")(depth)}`,
  "dotted keys": row("a", ".a", " = 1"),
  tables: (depth) => `[a${".a".repeat(depth)}]`,
  "arrays of tables": (depth) => `[[a${".a".repeat(depth)}]]`,
  "many tables": (depth) =>
    Array.from({ length: Math.min(depth, 20_000) }, (_, i) => `[a${i}]\n`).join(""),
  "unclosed arrays": (depth) => `a = ${"[".repeat(depth)}`,
  "unclosed inline tables": (depth) => `a = ${"{a = ".repeat(depth)}`,
  texts: (depth) => `a = ${'"'.repeat(depth)}`,
  comments: row("a = 1", "\n# a"),
  "lines of an array": (depth) => `a = [\n${"1,\n".repeat(depth)}]`,
};

const FRONT = (text: string): string => `---\nname: t\ncustom: ${text}\n---\nprocess where true`;

describe("nested texts", function () {
  this.timeout(120_000);

  for (const [name, make] of Object.entries(SIGMA))
    it(`Sigma: ${name}`, () => {
      for (const depth of DEPTHS) {
        const source = { path: "rule.yml", text: make(depth) };
        played(compileSigmaFiles([{ source, name: "rule" }], {}));
        lintSigma([source]);
      }
    });

  for (const [name, make] of Object.entries(EQL))
    it(`EQL: ${name}`, () => {
      for (const depth of DEPTHS) played(eql("rule.eql", make(depth)));
    });

  for (const [name, make] of Object.entries(TOML))
    it(`TOML: ${name}`, () => {
      for (const depth of DEPTHS) {
        const [before, after] = [
          make(depth),
          '[rule]\nname = "t"\ntype = "eql"\nlanguage = "eql"\n',
        ];
        played(eql("rule.toml", `${before}\n${after}query = "process where true"`));
        played(eql("rule.toml", `${after}${before}\nquery = "process where true"`));
      }
    });

  for (const [name, make] of Object.entries(YAML_NESTS))
    it(`front matter: ${name}`, () => {
      for (const depth of DEPTHS) played(eql("rule.eql", FRONT(make(depth))));
    });
});

function eql(path: string, text: string): Compilation {
  return compileEqlFiles([{ source: { path, text }, name: "rule" }]);
}

/** Asks the rules of an event, for all that is asked of rules: matches, blindness, the nearest miss. */
function played({ rules, broken }: Compilation): void {
  expect(rules.length + broken.length).to.be.greaterThan(0);
  const engine = new Engine(rules);
  const pass = engine.open("r");
  const event = makeEvent({ CommandLine: "xa", Image: "y" }, { time: "2026-01-01T00:00:00Z" });
  pass.see(event);
  const { observed } = pass.end();
  for (const one of rules) {
    ruleBlindness(one, observed);
    for (const stage of one.stages) {
      const miss = new NearestMiss(stage, "r");
      miss.see(event);
      expect(miss.explanation === null || miss.explanation.tests.length >= 0).to.equal(true);
    }
  }
  // Rules are kept between runs, and go to threads.
  JSON.stringify(rules);
  structuredClone(rules);
}

function named(
  prefix: string,
  nests: Readonly<Record<string, Nest>>,
  into: (text: string) => string,
): Record<string, Nest> {
  return Object.fromEntries(
    Object.entries(nests).map(([name, make]) => [prefix + name, (depth) => into(make(depth))]),
  );
}
