import { expect } from "chai";
import { readScenario } from "../../../harness/scenario/format/load.ts";
import { row, YAML_NESTS, type Nest } from "../../nests.ts";

const HEAD = "schema: 1\nid: nested\ntitle: A nested scenario\n";
const REST = `recordings: { r: { file: a.xml, sensor: sysmon } }\nexpect: { fire: [{ rule: a, on: r }] }\n`;

const PLACES: Readonly<Record<string, (nested: string) => string>> = {
  "the document": (nested) => nested.trimStart(),
  "an unknown key": (nested) => `${HEAD}${REST}custom: ${nested}\n`,
  recordings: (nested) => `${HEAD}recordings: ${nested}\nexpect: { fire: [{ rule: a, on: r }] }\n`,
  expectations: (nested) =>
    `${HEAD}recordings: { r: { file: a.xml, sensor: sysmon } }\nexpect: ${nested}\n`,
  variables: (nested) => `${HEAD}${REST}vars: ${nested}\n`,
  signals: (nested) => `${HEAD}${REST}signals: ${nested}\n`,
  "the condition of a signal": (nested) => `${HEAD}${REST}signals: { s: { where: ${nested} } }\n`,
  "a value of a signal": (nested) =>
    `${HEAD}${REST}signals:\n  s:\n    where:\n      Image: ${nested}\n`,
};

const CHAINS: Readonly<Record<string, Nest>> = {
  "signals that refer to signals": (depth) =>
    chain(depth, (i) => `where: { Image: '@s${i - 1}.Image' }`),
  "signals after signals": (depth) => chain(depth, (i) => `where: { Image: a }, after: s${i - 1}`),
  "a circle of signals": (depth) =>
    `${chain(depth, (i) => `where: { Image: a }, after: s${i - 1}`)}  s0: { where: { Image: a }, after: s${Math.min(depth, 3000) - 1} }\n`,
  "names of variables": (depth) =>
    `${HEAD}${REST}signals: { s: { where: { Image: '${row("", "${a")(depth)}' } } }\n`,
};

/** The last signal stands first, so that all are reached from it. */
function chain(depth: number, signal: (i: number) => string): string {
  const names = Array.from({ length: Math.min(depth, 3000) }, (_, i) => i).toReversed();
  const signals = names.map((i) => `  s${i}: { ${i === 0 ? "where: { Image: a }" : signal(i)} }\n`);
  return `${HEAD}${REST}signals:\n${signals.join("")}`;
}

describe("nested scenarios", function () {
  this.timeout(60_000);

  for (const [place, into] of Object.entries(PLACES))
    for (const [name, make] of Object.entries(YAML_NESTS))
      it(`${place} of ${name}`, () => read((depth) => into(make(depth))));

  for (const [name, make] of Object.entries(CHAINS)) it(name, () => read(make));

  it("say that signals are too deep", () => {
    const text = CHAINS["signals after signals"]!(1000);
    const { diagnostics } = readScenario({ path: "s.scenario.yml", text });
    expect(diagnostics.map(({ code }) => code)).to.include("scenario/signals-too-deep");
  });
});

/** Reads at every depth; a scenario is sound or something is said of it. */
function read(make: Nest): void {
  for (const depth of [10, 1000, 100_000]) {
    const { scenario, diagnostics } = readScenario({ path: "s.scenario.yml", text: make(depth) });
    expect(scenario !== null || diagnostics.length > 0).to.equal(true);
  }
}
