import { expect } from "chai";
import { compileSelection } from "../../../../harness/languages/sigma/compile/selection.ts";
import type { Predicate } from "../../../../harness/matching/model/predicate.ts";
import { readYaml } from "../../../../harness/text/yaml.ts";

/** Compiles what stands under `where` in a text. */
function compile(where: string): ReturnType<typeof compileSelection> {
  const source = { path: "x.scenario.yml", text: `signals:\n  s:\n    where: ${where}\n` };
  const { value } = readYaml(source) as { value: { signals: { s: { where: unknown } } } };
  return compileSelection(value.signals.s.where, source, ["signals", "s", "where"]);
}

/** Returns a predicate as text: the labels of its tests, joined. */
function outline(predicate: Predicate | null): string {
  if (!predicate) return "nothing";
  if (predicate.kind === "test" || predicate.kind === "formula") return predicate.label;
  if (predicate.kind === "constant") return String(predicate.value);
  if (predicate.kind === "not") return `not (${outline(predicate.of)})`;
  return `${predicate.name ?? ""}${predicate.kind}(${predicate.of.map(outline).join("; ")})`;
}

describe("compileSelection", () => {
  const rows: readonly (readonly [string, string])[] = [
    ["{Image|endswith: '\\cmd.exe'}", "all(Image|endswith '\\cmd.exe')"],
    ["{EventID: [1, 3], A: null}", "all(any(EventID 1; EventID 3); A null)"],
    ["{A|contains|all: [x, y]}", "all(all(A|contains|all 'x'; A|contains|all 'y'))"],
    ["[{A: x}, {B: true}]", "any(all(A 'x'); all(B true))"],
    ["{A|neq: [x, y]}", "all(not (any(A 'x'; A 'y')))"],
    ["{A|contains|neq: x}", "all(not (A|contains 'x'))"],
    ["{A|exists: false}", "all(not (A|exists true))"],
    ["[x, 5]", "any(keywords 'x'; keywords 5)"],
    ["{'|all': [x, y]}", "all(all(keywords|all 'x'; keywords|all 'y'))"],
    [
      "{A|base64offset|contains: xy}",
      "all(any(A|base64offset|contains 'xy'; A|base64offset|contains 'xy'; A|base64offset|contains 'xy'))",
    ],
  ];
  for (const [where, expected] of rows) {
    it(where, () => {
      const { predicate, diagnostics } = compile(where);
      expect(diagnostics).to.deep.equal([]);
      expect(outline(predicate)).to.equal(expected);
    });
  }

  it("gives the patterns that are cheapest", () => {
    const kindOf = (value: string) => {
      const { predicate } = compile(`{A: '${value}'}`);
      const [test] = predicate?.kind === "all" ? predicate.of : [];
      return test?.kind === "test" ? test.pattern.kind : undefined;
    };
    const kinds = [
      "x",
      "x*",
      "*x",
      "*x*",
      "**x**",
      "*",
      "",
      "x*y",
      "x?",
      "*x*y*",
      "\\*x\\*",
      "?",
    ].map(kindOf);
    expect(kinds.join(" ")).to.equal(
      "equals startswith endswith contains contains contains equals wildcard wildcard wildcard equals wildcard",
    );
  });

  it("points into the file that the selection stands in", () => {
    const { predicate, diagnostics } = compile("{A: x, Image|endwith: y}");
    expect(predicate).to.equal(null);
    expect(
      diagnostics.map(({ file, code, place }) => [
        file,
        code,
        place?.kind === "text" && [place.line, place.column, place.endColumn],
      ]),
    ).to.deep.equal([["x.scenario.yml", "sigma/unknown-modifier", [3, 25, 32]]]);
  });

  it("warns and compiles", () => {
    const { predicate, diagnostics } = compile("{A|contains|all: x}");
    expect(diagnostics.map(({ severity }) => severity)).to.deep.equal(["warning"]);
    expect(outline(predicate)).to.equal("all(A|contains|all 'x')");
  });
});
