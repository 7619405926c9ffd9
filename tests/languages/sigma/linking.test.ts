import { expect } from "chai";
import { compileSigmaFiles } from "../../../harness/languages/sigma/compile-files.ts";
import { compileSigma } from "./compile-sigma.ts";
import { Engine } from "../../../harness/matching/engine.ts";
import type { CompiledRule } from "../../../harness/matching/model/rule.ts";
import { makeEvent } from "../../events/make-event.ts";

type Fields = Readonly<Record<string, string>>;

function firing(rules: readonly CompiledRule[], fields: Fields): string[] {
  const pass = new Engine(rules).open("r");
  pass.see(makeEvent(fields, { time: "2026-01-15T09:00:00.0000000Z" }));
  return pass
    .end()
    .matches.map(({ rule }) => rule.title)
    .sort();
}

function compile(...documents: string[]): readonly CompiledRule[] {
  const { rules, broken } = compileSigma({ path: "r.yml", text: documents.join("---\n") }, "r.yml");
  expect(broken.flatMap(({ diagnostics }) => diagnostics)).to.deep.equal([]);
  return rules;
}

const A = `title: A
name: a
id: 5f0a2f3c-0000-4000-8000-00000000000a
logsource: {product: windows, category: process_creation}
detection: {selection: {E: 1}, selection_two: {F: 1}, condition: 1 of selection*}
`;
const B = `title: B
name: b
logsource: {product: windows}
detection: {selection: {E: 1}, condition: selection}
`;
const filter = (rules: string, condition: string, more = "", logsource = "{product: windows}") =>
  `title: Filter\nlogsource: ${logsource}\nfilter:\n  rules: ${rules}\n  selection: {User: admin}\n${more}  condition: ${condition}\n`;

describe("Sigma correlations of correlations", () => {
  /** Each counts the one before it; the first counts `a`. */
  const chain = (length: number): string[] =>
    Array.from(
      { length },
      (_, i) =>
        `title: c${i + 1}\nname: c${i + 1}\ncorrelation: {type: event_count, rules: [${i === 0 ? "a" : `c${i}`}], timespan: 1m, condition: {gte: 1}}\n`,
    );
  const orders = {
    forwards: (all: string[]) => all,
    backwards: (all: string[]) => all.toReversed(),
  };

  for (const [order, arrange] of Object.entries(orders))
    it(`can stand in each other fifty deep, ${order}`, () => {
      const text = arrange([A, ...chain(51)]).join("---\n");
      const { rules, broken, diagnostics } = compileSigma({ path: "r.yml", text }, "r.yml");
      expect(rules).to.have.length(51);
      expect(broken.map(({ title }) => title)).to.deep.equal(["c51"]);
      expect(diagnostics.map(({ code }) => code)).to.deep.equal(["sigma/correlations-too-deep"]);
      expect(firing(rules, { E: "1" })).to.deep.equal(["c50"]);
    });

  it("are broken, however long the chain, from the fifty-first on", () => {
    for (const arrange of Object.values(orders)) {
      const text = arrange([A, ...chain(400)]).join("---\n");
      const { rules, broken } = compileSigma({ path: "r.yml", text }, "r.yml");
      expect(rules.map(({ rule }) => rule.title)).to.have.members([
        "A",
        ...Array.from({ length: 50 }, (_, i) => `c${i + 1}`),
      ]);
      expect(broken.length).to.equal(350);
      expect(broken.every(({ diagnostics }) => diagnostics.length > 0)).to.equal(true);
    }
  });
});

describe("Sigma filters", () => {
  const rows: readonly {
    readonly why: string;
    readonly filter: string;
    readonly event: Fields;
    readonly fire: readonly string[];
  }[] = [
    {
      why: "drop what they describe",
      filter: filter("any", "not selection"),
      event: { E: "1", User: "admin" },
      fire: [],
    },
    {
      why: "let the rest through",
      filter: filter("any", "not selection"),
      event: { E: "1", User: "eve" },
      fire: ["A", "B"],
    },
    {
      why: "are for the rules they name",
      filter: filter("[a]", "not selection"),
      event: { E: "1", User: "admin" },
      fire: ["B"],
    },
    {
      why: "may name one rule",
      filter: filter("a", "not selection"),
      event: { E: "1", User: "admin" },
      fire: ["B"],
    },
    {
      why: "name rules by id, in any letter case",
      filter: filter("[5F0A2F3C-0000-4000-8000-00000000000A]", "not selection"),
      event: { E: "1", User: "admin" },
      fire: ["B"],
    },
    {
      why: "are for all rules if the list is empty",
      filter: filter("[]", "not selection"),
      event: { E: "1", User: "admin" },
      fire: [],
    },
    {
      why: "may say all for any",
      filter: filter("ALL", "not selection"),
      event: { E: "1", User: "admin" },
      fire: [],
    },
    {
      why: "are for rules of their log source",
      filter: filter("any", "not selection", "", "{category: process_creation}"),
      event: { E: "1", User: "admin" },
      fire: ["B"],
    },
    {
      why: "keep their selections to themselves",
      filter: filter("any", "not selection"),
      event: { F: "1", E: "2", User: "eve" },
      fire: ["A"],
    },
    {
      why: "mean their own selections by a pattern",
      filter: filter("any", "not 1 of selection*", "  selection_x: {G: 1}\n"),
      event: { E: "1", F: "1", User: "eve" },
      fire: ["A", "B"],
    },
    {
      why: "keep what they describe, taken literally",
      filter: filter("any", "selection"),
      event: { E: "1", User: "eve" },
      fire: [],
    },
  ];
  for (const { why, filter, event, fire } of rows)
    it(why, () => expect(firing(compile(A, filter, B), event)).to.deep.equal(fire));

  it("reach rules of other files, and those within correlations", () => {
    const correlation = `title: C\ncorrelation: {type: event_count, rules: [a], timespan: 1m, condition: {gte: 1}}\n`;
    const files = [A, filter("[a]", "not selection"), correlation].map((text, i) => ({
      source: { path: `${i}.yml`, text },
      name: `${i}.yml`,
    }));
    const { rules, diagnostics } = compileSigmaFiles(files);
    expect(diagnostics).to.deep.equal([]);
    expect(firing(rules, { E: "1", User: "admin" })).to.deep.equal([]);
    expect(firing(rules, { E: "1", User: "eve" })).to.deep.equal(["C"]);
  });

  it("are never for correlations", () => {
    const correlation = `title: C\nname: c\ncorrelation: {type: event_count, rules: [b], timespan: 1m, condition: {gte: 1}}\n`;
    const rules = compile(B, correlation, filter("[c]", "not selection"));
    expect(firing(rules, { E: "1", User: "admin" })).to.deep.equal(["C"]);
  });
});

describe("Sigma collections", () => {
  const global = `action: global\ntitle: Shared\nlogsource: {product: windows}\ndetection: {shared: {S: 1}}\n`;
  const one = `title: One\ndetection: {selection: {E: 1}, condition: selection and shared}\n`;
  const titles = (rules: readonly CompiledRule[]): string[] => rules.map(({ rule }) => rule.title);

  it("give keys to the rules that follow, and the global ones count", () => {
    const rules = compile(global, one, one.replace("E: 1", "E: 2"));
    expect(titles(rules)).to.deep.equal(["Shared", "Shared"]);
    expect(firing(rules, { E: "1", S: "1" })).to.deep.equal(["Shared"]);
    expect(firing(rules, { E: "1" })).to.deep.equal([]);
  });

  it("end with a reset", () => {
    const rules = compile(global, one, "action: reset\n", B);
    expect(titles(rules)).to.deep.equal(["Shared", "B"]);
  });

  it("are replaced by the next global", () => {
    const rules = compile(global, one, global.replace("Shared", "Other"), one);
    expect(titles(rules)).to.deep.equal(["Shared", "Other"]);
  });

  it("repeat the rule before with other keys, and again", () => {
    const again = (title: string, value: number) =>
      `action: repeat\ntitle: ${title}\ndetection: {selection: {E: ${value}}}\n`;
    const rules = compile(B, again("Two", 2), again("Three", 3));
    expect(titles(rules)).to.deep.equal(["B", "Two", "Three"]);
    expect(firing(rules, { E: "3" })).to.deep.equal(["Three"]);
  });

  it("give nothing to correlations and filters", () => {
    const correlation = `title: C\ncorrelation: {type: event_count, rules: [b], timespan: 1m, condition: {gte: 1}}\n`;
    const rules = compile(B, global, correlation);
    expect(titles(rules)).to.deep.equal(["B", "C"]);
  });
});

describe("Sigma placeholders", () => {
  const rule = (selection: string) =>
    `title: P\nlogsource: {product: windows}\ndetection: {selection: ${selection}, condition: selection}\n`;
  const values = { admins: ["root", "adm_*"], hosts: ["H1", "H2"], path: ["%TEMP%"], empty: [] };
  const rows: readonly (readonly [
    why: string,
    selection: string,
    event: Fields,
    fires: boolean,
  ])[] = [
    ["stand for any of their values", "{User|expand: '%admins%'}", { User: "root" }, true],
    ["stand for nothing else", "{User|expand: '%admins%'}", { User: "eve" }, false],
    ["have values with wildcards", "{User|expand: '%admins%'}", { User: "adm_1" }, true],
    ["stand within a text", "{User|contains|expand: '@%hosts%@'}", { User: "x@H2@y" }, true],
    [
      "stand side by side, each with each",
      "{User|expand: '%hosts%-%admins%'}",
      { User: "H2-root" },
      true,
    ],
    [
      "are alternatives under all",
      "{User|contains|all|expand: ['%hosts%', '%admins%']}",
      { User: "root@H1" },
      true,
    ],
    [
      "are wanted, each, under all",
      "{User|contains|all|expand: ['%hosts%', '%admins%']}",
      { User: "root" },
      false,
    ],
    ["may have percent signs in their values", "{User|expand: '%path%'}", { User: "%TEMP%" }, true],
    ["stand in regular expressions", "{User|re|expand: '^%hosts%$'}", { User: "H1" }, true],
    ["can be negated", "{User|neq|expand: '%hosts%'}", { User: "H1" }, false],
  ];
  for (const [why, selection, event, fires] of rows)
    it(why, () => {
      const { rules, diagnostics } = compileSigma(
        { path: "p.yml", text: rule(selection) },
        "p.yml",
        values,
      );
      expect(diagnostics).to.deep.equal([]);
      expect(firing(rules, event)).to.deep.equal(fires ? ["P"] : []);
    });
  for (const name of ["empty", "unknown", "toString"])
    it(`without values refuse the rule: ${name}`, () => {
      const text = rule(`{User|expand: '%${name}%'}`);
      const { rules, diagnostics } = compileSigma({ path: "p.yml", text }, "p.yml", values);
      expect(rules).to.deep.equal([]);
      expect(diagnostics.map(({ code }) => code)).to.deep.equal(["sigma/unresolved-placeholder"]);
    });
});
