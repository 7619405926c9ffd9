import { expect } from "chai";
import { parse } from "yaml";
import { compileEqlFiles } from "../../harness/languages/eql/compile-files.ts";
import { compileSigmaFiles } from "../../harness/languages/sigma/compile-files.ts";
import { loadRules } from "../../harness/languages/load.ts";
import { locateTest, pathOfOrigin } from "../../harness/languages/locate-test.ts";
import {
  visitTests,
  type FieldTest,
  type Formula,
} from "../../harness/matching/model/predicate.ts";
import type { CompiledRule } from "../../harness/matching/model/rule.ts";
import { isSourceText, readText } from "../../harness/text/read-text.ts";
import type { SourceText } from "../../harness/text/source.ts";
import { CORPORA, needsCorpus } from "../corpora.ts";

type Test = FieldTest | Formula;

function testsOf({ stages }: CompiledRule): readonly Test[] {
  const tests: Test[] = [];
  for (const { predicate } of stages) visitTests(predicate, (test) => tests.push(test));
  return tests;
}

/** Returns the text of a test's origin. */
function located({ rule }: CompiledRule, { origin }: Test, files: readonly SourceText[]): string {
  const found =
    origin && locateTest(rule, origin, (path) => files.find((one) => one.path === path)!);
  return found ? found.source.text.slice(found.span.start, found.span.end) : "nowhere";
}

/** Returns the texts of all origins of a rule, each once, in the order of its tests. */
function textsIn(rule: CompiledRule, files: readonly SourceText[]): readonly string[] {
  return [...new Set(testsOf(rule).map((test) => located(rule, test, files)))];
}

const HEAD = "title: X\nlogsource: {product: windows}\n";

describe("the origin of a Sigma test", () => {
  const detection = (selections: string, condition: string): string =>
    `${HEAD}detection:\n${selections}  condition: ${condition}\n`;
  const rows: readonly (readonly [why: string, text: string, origins: readonly string[]])[] = [
    ["is its value", detection("  a: {A: one}\n", "a"), ["one"]],
    [
      "is its value in a list",
      detection("  s:\n    Image|endswith:\n      - a\n      - 'b'' c'\n      - \"d\\\\\"\n", "s"),
      ["a", "'b'' c'", '"d\\\\"'],
    ],
    ["is a number", detection("  s: {EventID: [4624, 0x10]}\n", "s"), ["4624", "0x10"]],
    [
      "is its key, where there is no value",
      detection("  s:\n    A|neq:\n    B: ~\n", "s"),
      ["A|neq", "~"],
    ],
    ["is a keyword", detection("  s:\n    - one\n    - two\n", "s"), ["one", "two"]],
    ["is a single keyword", detection("  s: one\n", "s"), ["one"]],
    [
      "is found in lists of maps",
      detection("  s:\n    - A: 1\n      B: [2, 3]\n    - C: 4\n", "s"),
      ["1", "2", "3", "4"],
    ],
    [
      "is found in the order of the condition",
      detection("  a: {A: 1}\n  b: {B: [2, 3]}\n", "b and not a"),
      ["2", "3", "1"],
    ],
    [
      "is a text of several lines",
      detection(
        "  s:\n    A: |\n      one\n      two\n    B: >-\n      three\n      four\n    C: 5\n",
        "s",
      ),
      ["|\n      one\n      two", ">-\n      three\n      four", "5"],
    ],
    [
      "is the same for all tests of a value",
      detection(
        "  s:\n    A|windash|contains: [' -a -b ', ' /c']\n    B|base64offset|contains: xyz\n",
        "s",
      ),
      ["' -a -b '", "' /c'", "xyz"],
    ],
    ["is the value of `exists`", detection("  s: {A|exists: false}\n", "s"), ["false"]],
    [
      "is where an alias is written",
      `${HEAD}x: &x [1, 2]\ny: &y {A: 3, B: 4}\ndetection:\n  s: {F: *x}\n  t: {<<: *y, B: 5}\n  condition: s or t\n`,
      ["1", "2", "3", "5"],
    ],
    [
      "stands in the global document of a collection",
      `action: global\n${detection("  s: {A: [1, 2]}\n", "s and t")}---\ndetection:\n  t: {B: 3}\n`,
      ["1", "2", "3"],
    ],
    ["is past other documents", `${detection("  s: {A: 1}\n", "s")}---\n# nothing\n---\n`, ["1"]],
    ["counts units", detection("  s: {😀: ['😀', é]}\n", "s"), ["'😀'", "é"]],
    [
      "stands in flow style",
      JSON.stringify({
        title: "X",
        logsource: { product: "x" },
        detection: { s: { A: ["b", null] }, condition: "s" },
      }),
      ['"b"', "null"],
    ],
    [
      "may have Windows line breaks",
      detection("  s:\n    A:\n      - b\n      - c\n", "s").replaceAll("\n", "\r\n"),
      ["b", "c"],
    ],
  ];
  for (const [why, text, origins] of rows)
    it(why, () => {
      const files = [{ path: "r.yml", text }];
      const { rules, broken } = compileSigmaFiles(
        files.map((source) => ({ source, name: source.path })),
      );
      expect(broken.flatMap(({ diagnostics }) => diagnostics)).to.deep.equal([]);
      expect(rules.length).to.equal(1);
      expect(textsIn(rules[0]!, files)).to.deep.equal(origins);
    });

  it("is the value in which placeholders stand", () => {
    const text = detection("  s: {A|expand: ['x%p%y', z], B: c}\n", "s");
    const files = [{ path: "r.yml", text }];
    const placeholders = { p: ["1", "2", "3"] };
    const { rules } = compileSigmaFiles([{ source: files[0]!, name: "r" }], { placeholders });
    expect(testsOf(rules[0]!).map((test) => located(rules[0]!, test, files))).to.deep.equal([
      "'x%p%y'",
      "'x%p%y'",
      "'x%p%y'",
      "z",
      "c",
    ]);
  });

  const FILTER = `title: F\nlogsource: {product: windows}\nfilter:\n  rules: any\n  f: {User: [adm, sys]}\n  condition: not f\n`;
  const BASE = detection("  s: {A: base}\n", "s").replace("title: X", "title: X\nname: base");
  const OUTER = `title: C\ncorrelation:\n  type: event_count\n  rules: [base]\n  timespan: 1m\n  group-by: [User]\n  condition: {gte: 2}\n`;

  it("may be in the file of a filter, or of a correlation's rule", () => {
    const files = [
      { path: "base.yml", text: BASE },
      { path: "f.yml", text: FILTER },
      { path: "outer.yml", text: OUTER },
    ];
    const { rules } = compileSigmaFiles(files.map((source) => ({ source, name: source.path })));
    const origins = rules.map((rule) => [
      rule.rule.path,
      ...testsOf(rule).map((test) => [
        pathOfOrigin(rule.rule, test.origin!),
        located(rule, test, files),
      ]),
    ]);
    const tests = [
      ["base.yml", "base"],
      ["f.yml", "adm"],
      ["f.yml", "sys"],
    ];
    expect(origins).to.deep.equal([
      ["base.yml", ...tests],
      ["outer.yml", ...tests],
    ]);
  });

  it("may be in another document of the file", () => {
    const files = [{ path: "all.yml", text: [OUTER, FILTER, BASE].join("---\n") }];
    const { rules } = compileSigmaFiles([{ source: files[0]!, name: "all.yml" }]);
    expect(rules.map((rule) => [rule.rule.title, ...textsIn(rule, files)])).to.deep.equal([
      ["C", "base", "adm", "sys"],
      ["X", "base", "adm", "sys"],
    ]);
    // What is in the rule's own file need not say so.
    for (const test of rules.flatMap(testsOf)) expect(test.origin?.length).to.equal(2);
  });

  it("is nowhere in a text that lacks it", () => {
    const text = detection("  s: {A: [1, 2]}\n", "s");
    const { rules } = compileSigmaFiles([{ source: { path: "r.yml", text }, name: "r" }]);
    for (const other of ["", "- a\n", "a: b\n", ": [", detection("  s: {A: 1}\n", "s")]) {
      const last = testsOf(rules[0]!).at(-1)!;
      expect(located(rules[0]!, last, [{ path: "r.yml", text: other }])).to.equal("nowhere");
    }
  });
});

describe("the origin of an EQL test", () => {
  const query =
    'process where process.name : ("a.exe", "b.exe") and not user.name == "x" and length(process.args) > 2';
  const expected = [
    "process",
    '"a.exe"',
    '"b.exe"',
    'user.name == "x"',
    "length(process.args) > 2",
  ];
  const rows: readonly (readonly [
    why: string,
    path: string,
    text: string,
    origins: readonly string[],
  ])[] = [
    ["is a comparison, a call or an element", "r.eql", query, expected],
    ["stands behind front matter", "r.eql", `---\ntitle: é😀\n---\n${query}\n`, expected],
    ["stands in TOML", "r.toml", `[rule]\nname = "x"\nquery = '''\n${query}\n'''\n`, expected],
    [
      "stands in TOML with escapes",
      "r.toml",
      `[rule]\nname = "x"\nquery = """\nprocess where process.name in \\\n   ("\\U0001F600", "b\\\\\\\\c")\n"""\n`,
      ["process", '"\\U0001F600"', '"b\\\\\\\\c"'],
    ],
    [
      "is an element of a call",
      "r.eql",
      'any where cidrMatch(source.ip, "10.0.0.0/8", "::1") or startsWith(user.name, "a") or wildcard(user.name, "b*")',
      ['"10.0.0.0/8"', '"::1"', 'startsWith(user.name, "a")', 'wildcard(user.name, "b*")'],
    ],
    [
      "is that of each term",
      "r.eql",
      'sequence by host.id with maxspan=1m\n  [process where user.name == "a"]\n  ![file where file.name in ("b", "c")]\n  [process where true]',
      ["process", 'user.name == "a"', "file", '"b"', '"c"'],
    ],
    [
      "may be in the filter of an ancestor",
      "r.eql",
      'process where user.name == "a" and child of [process where process.name == "b"]',
      ["process", 'user.name == "a"', 'process.name == "b"'],
    ],
  ];
  for (const [why, path, text, origins] of rows)
    it(why, () => {
      const files = [{ path, text }];
      const { rules, diagnostics } = compileEqlFiles([{ source: { path, text }, name: path }]);
      expect(diagnostics).to.deep.equal([]);
      const found = textsIn(rules[0]!, files).filter((one) => one !== "nowhere");
      expect(new Set(found)).to.deep.equal(new Set(origins));
    });
});

describe("law: the text of a test's origin is what the test was made of", () => {
  const read = (path: string): SourceText => {
    const source = readText(path);
    if (!isSourceText(source)) throw new Error(source.message);
    return source;
  };

  it("in SigmaHQ's rules", function () {
    needsCorpus(this, "sigmahq");
    this.timeout(60_000);
    const { rules } = loadRules(
      ["rules", "rules-emerging-threats", "rules-threat-hunting", "rules-compliance"].map(
        (name) => `${CORPORA}/sigmahq/${name}`,
      ),
    );
    let count = 0;
    for (const rule of rules) {
      const files = [read(rule.rule.path)];
      for (const test of testsOf(rule)) {
        const text = located(rule, test, files);
        const value: unknown = text === test.label.split(/[ |]/)[0] ? null : parse(text);
        const written = typeof value === "string" ? `'${value}'` : String(value);
        expect(test.label.endsWith(` ${written}`), `${test.label} <= ${text}`).to.equal(true);
        count++;
      }
    }
    expect(count).to.be.greaterThan(40_000);
  });

  it("in the rules of Elastic Endpoint", function () {
    needsCorpus(this, "eql/endpoint-rules");
    const { rules } = loadRules([`${CORPORA}/eql/endpoint-rules`]);
    let [count, without] = [0, 0];
    for (const rule of rules) {
      const files = [read(rule.rule.path)];
      for (const test of testsOf(rule)) {
        if (!test.origin) {
          // Of the process itself, which the rule does not name.
          expect(test.label).to.match(/^process\.(?:parent\.)?entity_id != null$|^process where$/);
          without++;
          continue;
        }
        const text = located(rule, test, files).replaceAll(/\s+/g, " ");
        const ends = [` ${text}`, text, `${text} where`];
        expect(
          ends.some((end) => test.label.endsWith(end)) || ` ${test.label}`.includes(text),
          `${test.label} <= ${text}`,
        ).to.equal(true);
        count++;
      }
    }
    expect(count).to.be.greaterThan(14_000);
    expect(without).to.be.lessThan(100);
  });
});
