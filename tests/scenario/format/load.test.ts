import { expect } from "chai";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Fix } from "../../../harness/text/diagnostic.ts";
import { loadScenario, readScenario } from "../../../harness/scenario/format/load.ts";
import { printDiagnostic } from "../../../harness/text/print-diagnostic.ts";

const BROKEN = new URL("broken/", import.meta.url);
const files = readdirSync(BROKEN).filter((name) => name.endsWith(".yml"));

/** Each broken scenario has a `.txt` beside it: what is printed, in full. `UPDATE_GOLDEN=1` writes it. */
const SCENARIOS = new URL("../../../scenarios/", import.meta.url);

/** Loads a sound scenario whose file is written in some way. */
function loadBytes(write: (text: string) => Buffer): ReturnType<typeof loadScenario> {
  const [name] = readdirSync(SCENARIOS).filter((one) => one.endsWith(".scenario.yml"));
  const folder = mkdtempSync(join(tmpdir(), "firedrill-scenario-"));
  try {
    const file = join(folder, name!);
    writeFileSync(file, write(readFileSync(new URL(name!, SCENARIOS), "utf8")));
    // Its recordings are to be beside the folder, and are not.
    return loadScenario(file, { allowOutside: [tmpdir()] });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("scenarios in UTF-16 with a byte order mark", () => {
  for (const [order, bytes] of [
    ["little-endian", (text: string) => Buffer.from(`\ufeff${text}`, "utf16le")],
    ["big-endian", (text: string) => Buffer.from(`\ufeff${text}`, "utf16le").swap16()],
  ] as const)
    it(`are read: ${order}`, () => {
      const { scenario, diagnostics } = loadBytes(bytes);
      expect(diagnostics).to.deep.equal([]);
      expect(scenario).to.not.equal(null);
    });
});

describe("broken scenarios", () => {
  it("are there", () => expect(files).to.not.be.empty);
  for (const file of files)
    it(file, () => {
      const text = readFileSync(new URL(file, BROKEN), "utf8");
      const { scenario, diagnostics } = readScenario({ path: file, text });
      const printed = `${diagnostics.map(printDiagnostic).join("\n\n")}\n`;
      const golden = new URL(file.replace(/yml$/, "txt"), BROKEN);
      if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(golden, printed);
      expect(existsSync(golden) && readFileSync(golden, "utf8")).to.equal(printed);
      expect(diagnostics).to.not.be.empty;
      expect(scenario).to.equal(null);
    });

  it("may hold bytes that are no text", () => {
    const read = loadBytes((text) => Buffer.from(`# caf\xe9\n${text}`, "latin1"));
    expect(read.scenario).to.equal(null);
    expect(read.diagnostics.map(({ code, place }) => [code, place?.kind])).to.deep.equal([
      ["file/not-text", "text"],
    ]);
  });

  it("may be missing", () => {
    const { scenario, diagnostics } = loadScenario("no/such.scenario.yml");
    expect(scenario).to.equal(null);
    expect(diagnostics.map(({ code }) => code)).to.deep.equal(["file/not-found"]);
  });
});

describe("a scenario without a list of rules", () => {
  for (const written of ["{}", "{ others: fail }", "{ fire: [], parity: [] }"])
    it(`expects that no rule fires: ${written}`, () => {
      const text = `schema: 1
id: none-fires
title: No rule may fire
recordings: { r: { file: a.xml, sensor: sysmon } }
expect: ${written}
`;
      const { scenario, diagnostics } = readScenario({ path: "x.scenario.yml", text });
      expect(diagnostics).to.deep.equal([]);
      expect(scenario).to.not.equal(null);
    });
});

describe("the fix of a misspelt key", () => {
  const MISSPELT = `schema: 1
id: misspelt
title: Keys that are nearly right
recordings: { r: { file: a.xml, sensr: sysmon, "shaa256": x } }
expect: { fire: [{ rule: a, cout: 2 }], nothing-like-it: [] }
`;

  const applied = (text: string, { range, text: instead }: Fix): string => {
    const lines = text.split("\n");
    const line = lines[range.line - 1]!;
    lines[range.line - 1] =
      line.slice(0, range.column - 1) + instead + line.slice(range.endColumn - 1);
    return lines.join("\n");
  };

  it("mends the file, where there is a near one", () => {
    const { diagnostics } = readScenario({ path: "x.scenario.yml", text: MISSPELT });
    const fixes = diagnostics.flatMap(({ fix }) => fix ?? []);
    expect(fixes.map(({ text }) => text)).to.deep.equal(["sensor", "sha256", "count"]);
    const mended = fixes.reverse().reduce(applied, MISSPELT);
    expect(mended).to.contain("{ file: a.xml, sensor: sysmon, sha256: x }");
    expect(mended).to.contain("[{ rule: a, count: 2 }]");
  });

  it("is not given where the key does not stand where it is said to be", () => {
    const text = MISSPELT.replace("sensr", "? sensr\n  ");
    const { diagnostics } = readScenario({ path: "x.scenario.yml", text });
    for (const { fix } of diagnostics)
      if (fix) {
        const line = text.split("\n")[fix.range.line - 1]!;
        const written = line.slice(fix.range.column - 1, fix.range.endColumn - 1);
        expect(["sensr", '"shaa256"', "cout"]).to.include(written);
      }
  });
});

const SOUND = `schema: 1
id: sound
title: A sound scenario
vars: { payload: calc.exe, port: 8080 }
recordings:
  both: { file: ../samples/a.xml, sensor: [sysmon, security] }
signals:
  child:
    where: { Image|endswith: '\\\${payload}', ParentProcessGuid: '@start.ProcessGuid' }
    on: both/sysmon
  start: { where: [{ CommandLine: '$\${literal} \${port}' }] }
expect: { fire: [{ rule: a, on: both }] }
`;

describe("a sound scenario", () => {
  const { scenario, diagnostics } = readScenario({
    path: "scenarios/sound.scenario.yml",
    text: SOUND,
  });

  it("has no diagnostics", () => expect(diagnostics).to.deep.equal([]));
  it("finds its recordings from its own folder", () =>
    expect(scenario!.recordings).to.deep.equal([
      {
        name: "both",
        path: "samples/a.xml",
        sensors: ["sysmon", "security"],
        sha256: null,
        declared: null,
      },
    ]));
  it("puts signals after those they refer to", () =>
    expect(scenario!.signals.map(({ name }) => name)).to.deep.equal(["start", "child"]));
  it("fills variables in, and nothing else", () => {
    const [start, child] = scenario!.signals.map(({ item }) => JSON.stringify(item.where));
    expect(start).to.equal(JSON.stringify([{ CommandLine: "${literal} 8080" }]));
    expect(child).to.contain("\\\\calc.exe");
  });
  it("takes a reference for a reference", () =>
    expect(scenario!.signals[1]!.alternatives[0]!.references).to.deep.equal([
      { field: "ParentProcessGuid", signal: "start", otherField: "ProcessGuid" },
    ]));
  it("knows where everything stands", () =>
    expect(scenario!.place(["expect", "fire", 0, "rule"])).to.include({ line: 12, column: 20 }));
});
