import { expect } from "chai";
import { compileEqlFiles } from "../../../harness/languages/eql/compile-files.ts";
import type { CompiledRule, DetectionRule } from "../../../harness/matching/model/rule.ts";

/** A rule file, and what the rule says of itself. */
interface Row {
  readonly what: string;
  readonly path: string;
  readonly text: string;
  readonly about: Partial<DetectionRule>;
}

const QUERY = 'process where process.name : "whoami.exe"';
const ID = "5c3b3d2e-1111-4000-8000-000000000001";
const IN_WINLOGBEAT = { vocabulary: "ecs-winlogbeat", category: "process" } as const;
const IN_ENDPOINT = { vocabulary: "ecs-endpoint", category: "process" } as const;

function toml(metadata: string, threat = ""): string {
  return `[metadata]\nmaturity = "production"\n\n[rule]\n${metadata}\nquery = '''\n${QUERY}\n'''\n${threat}`;
}

function indices(...names: readonly string[]): string {
  return toml(`rule_id = "${ID}"\nlanguage = "eql"\nindex = ${JSON.stringify(names)}`);
}

const THREAT = (table: string): string => `
[[${table}]]
framework = "MITRE ATT&CK"
[[${table}.technique]]
id = "T1059"
[[${table}.technique.subtechnique]]
id = "T1059.001"
[[${table}.technique.subtechnique]]
id = "T1059.003"
[[${table}.technique]]
id = "T1086"
[${table}.tactic]
id = "TA0002"

[[${table}]]
framework = "MITRE ATT&CK"
[[${table}.technique]]
id = "T1059"
[${table}.tactic]
id = "TA0005"

[[${table}]]
framework = "MITRE ATLAS"
[[${table}.technique]]
id = "AML.T0051"
`;

const ROWS: readonly Row[] = [
  {
    what: "a bare query",
    path: "rules/bare-query.eql",
    text: QUERY,
    about: {
      id: null,
      title: "bare-query",
      language: "eql",
      level: null,
      techniques: [],
      logSource: IN_WINLOGBEAT,
      path: "rules/bare-query.eql",
      name: "bare-query.eql",
    },
  },
  {
    what: "a bare query behind comments",
    path: "x.eql",
    text: `// who am I?\n/* --- */\n${QUERY} // indeed\n`,
    about: { title: "x" },
  },
  {
    what: "front matter",
    path: "x.eql",
    text: [
      "---",
      `id: ${ID}`,
      "title: Who asks?",
      "level: High",
      "profile: endpoint",
      "techniques: [T1033, t1059.001]",
      "tags: [attack.t1087, attack.t1033, attack.discovery, tlp.clear]",
      "description: |",
      "  Two lines",
      "  of text",
      "author: somebody",
      "status: test",
      "license: MIT",
      "date: 2026-01-15",
      "modified: 2026-01-16",
      "note: ''",
      "references: [https://example.com]",
      "falsepositives: []",
      "---",
      QUERY,
    ].join("\n"),
    about: {
      id: ID,
      title: "Who asks?",
      level: "high",
      techniques: ["T1033", "T1059.001", "T1087"],
      logSource: IN_ENDPOINT,
    },
  },
  {
    what: "front matter with blanks and carriage returns",
    path: "X.EQL",
    text: `---  \r\ntitle: Returns\r\nlevel: low\r\n--- \r\n${QUERY}\r\n`,
    about: { title: "Returns", level: "low" },
  },
  {
    what: "empty front matter",
    path: "x.eql",
    text: `---\n---\n${QUERY}`,
    about: { title: "x", id: null },
  },
  {
    what: "a rule of detection-rules",
    path: "x.toml",
    text: toml(
      [
        'author = ["Elastic"]',
        'description = """\nSeveral\nlines.\n"""',
        'from = "now-9m"',
        'index = ["winlogbeat-*", "logs-endpoint.events.process-*", "endgame-*"]',
        'language = "eql"',
        'license = "Elastic License v2"',
        'name = "Whoami"',
        "risk_score = 21",
        `rule_id = "${ID}"`,
        'severity = "critical"',
        'tags = ["Domain: Endpoint", "OS: Windows"]',
        'type = "eql"',
      ].join("\n"),
      THREAT("rule.threat"),
    ),
    about: {
      id: ID,
      title: "Whoami",
      level: "critical",
      techniques: ["T1059", "T1059.001", "T1059.003", "T1086"],
      logSource: IN_WINLOGBEAT,
    },
  },
  {
    what: "a rule of protections-artifacts",
    path: "x.toml",
    text: toml(
      `id = "${ID}"\nname = "Whoami"\nos_list = ["windows"]\nversion = "1.0.1"`,
      THREAT("threat"),
    ).replace(/^\[metadata\][^[]*/, ""),
    about: {
      id: ID,
      title: "Whoami",
      level: null,
      techniques: ["T1059", "T1059.001", "T1059.003", "T1086"],
      logSource: IN_ENDPOINT,
    },
  },
  {
    what: "indices of Endpoint alone",
    path: "x.toml",
    text: indices("logs-endpoint.events.process-*", "endgame-*"),
    about: { logSource: IN_ENDPOINT },
  },
  {
    what: "indices of Endpoint and Windows",
    path: "x.toml",
    text: indices("logs-endpoint.events.process-*", "logs-windows.sysmon_operational-*"),
    about: { logSource: IN_WINLOGBEAT },
  },
  {
    what: "the index of the Security log",
    path: "x.toml",
    text: indices("logs-system.security*"),
    about: { logSource: IN_WINLOGBEAT },
  },
  {
    what: "indices of neither",
    path: "x.toml",
    text: indices("filebeat-*"),
    about: { logSource: IN_WINLOGBEAT },
  },
  {
    what: "a TOML rule without a name",
    path: "rules/nameless.toml",
    text: toml('language = "eql"'),
    about: { title: "nameless", id: null },
  },
  {
    what: "a query in a basic string",
    path: "x.toml",
    text: `[rule]\nname = "Basic"\nquery = "process where process.name : \\"a\\u0062c\\""\n`,
    about: { title: "Basic" },
  },
];

function compileOne(path: string, text: string): CompiledRule {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const { rules, broken, diagnostics } = compileEqlFiles([{ source: { path, text }, name }]);
  expect(diagnostics).to.deep.equal([]);
  expect(broken).to.deep.equal([]);
  expect(rules).to.have.length(1);
  return rules[0]!;
}

describe("EQL rule files", () => {
  for (const { what, path, text, about } of ROWS)
    it(`hold ${what}`, () => {
      const { rule, stages, state } = compileOne(path, text);
      expect(rule).to.deep.include(about);
      expect(state).to.equal(undefined);
      expect(stages).to.have.length(1);
      expect(stages[0]!.logSource).to.deep.equal(rule.logSource);
    });

  it("are broken one by one", () => {
    const files = ["a", "b", "c"].map((name, i) => ({
      source: { path: `${name}.eql`, text: i === 1 ? "process where" : QUERY },
      name,
    }));
    const { rules, broken } = compileEqlFiles(files);
    expect(rules.map(({ rule }) => rule.name)).to.deep.equal(["a", "c"]);
    expect(broken.map(({ name }) => name)).to.deep.equal(["b"]);
  });

  it("have a log source: a category if all terms have the same", () => {
    const terms = (first: string, second: string): string =>
      `sequence by host.id [${first} where process.name : "a"] [${second} where process.name : "b"]`;
    const logSourceOf = (query: string) => compileOne("x.eql", query).rule.logSource;
    expect(logSourceOf(terms("process", "process"))).to.deep.equal(IN_WINLOGBEAT);
    expect(logSourceOf(terms("process", "network"))).to.deep.equal({
      vocabulary: "ecs-winlogbeat",
    });
    expect(logSourceOf(terms("any", "network"))).to.deep.equal({ vocabulary: "ecs-winlogbeat" });
    expect(logSourceOf("any where true")).to.deep.equal({ vocabulary: "ecs-winlogbeat" });
  });

  it("have warnings, and are used all the same", () => {
    const warningsOf = (text: string) => {
      const source = { path: "x.eql", text };
      const { rules, diagnostics } = compileEqlFiles([{ source, name: "x.eql" }]);
      expect(rules).to.have.length(1);
      return diagnostics.map(({ code, severity, message }) => ({ code, severity, message }));
    };
    expect(warningsOf("proces where true")).to.deep.equal([
      {
        code: "eql/unknown-category",
        severity: "warning",
        message: 'No event has the category "proces".',
      },
    ]);
    const fields = "process where process.name == process.parent.name";
    expect(warningsOf(fields)).to.deep.equal([
      {
        code: "eql/field-comparison",
        severity: "warning",
        message:
          'Elasticsearch does not compare "process.name" with "process.parent.name", which is no constant.',
      },
    ]);
    expect(warningsOf(`---\nprofile: endpoint\n---\n${fields}`)).to.deep.equal([]);
  });
});
