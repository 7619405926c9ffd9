import { expect } from "chai";
import { readFileSync } from "node:fs";
import { REPORTERS } from "../../harness/reports/reporter.ts";
import { parseRunJson, printRunJson } from "../../harness/reports/run-json.ts";
import { HOSTILE_RUN } from "./hostile-run.ts";

describe("run.json", () => {
  const text = printRunJson(HOSTILE_RUN);

  it("is read back as it was written", () => {
    const { run, diagnostics } = parseRunJson(text, "reports/run.json");
    expect(diagnostics).to.be.empty;
    expect(run).to.deep.equal(HOSTILE_RUN);
  });

  it("does not depend on the order of keys, and ends with a newline", () => {
    const reversed = Object.fromEntries(
      Object.entries(HOSTILE_RUN).reverse(),
    ) as unknown as typeof HOSTILE_RUN;
    expect(printRunJson(reversed)).to.equal(text);
    expect(text.endsWith("}\n")).to.equal(true);
  });

  const refused: readonly [about: string, text: string, code: string][] = [
    ["half a file", text.slice(0, 200), "run/not-json"],
    ["an empty file", "", "run/not-json"],
    ["a list", "[]", "run/not-a-run"],
    ["JSON of another tool", '{"tool":{"name":"other"},"schema":1}', "run/not-a-run"],
    ["another version", text.replace('"schema": 2', '"schema": 3'), "run/unknown-version"],
    [
      "a run without counts",
      '{"tool":{"name":"firedrill"},"schema":1,"rules":{},"scenarios":[]}',
      "run/not-a-run",
    ],
    [
      "scenarios that are no list",
      '{"tool":{"name":"firedrill"},"schema":1,"rules":{},"counts":{},"scenarios":{}}',
      "run/not-a-run",
    ],
    ["a run with an odd verdict", text.replace('"fired"', '"fined"'), "run/not-a-run"],
    ["a key that no run has", text.replace('"seconds"', '"secnds"'), "run/not-a-run"],
  ];
  for (const [about, content, code] of refused)
    it(`refuses ${about}`, () => {
      const { run, diagnostics } = parseRunJson(content, "reports/run.json");
      expect(run).to.equal(null);
      expect(diagnostics.map((one) => [one.code, one.file])).to.deep.equal([
        [code, "reports/run.json"],
      ]);
    });
});

describe("run.json of version 1", () => {
  // Written by the last build that wrote version 1, and never to be changed.
  const text = readFileSync(new URL("golden/run-version-1.json", import.meta.url), "utf8");
  const { run, diagnostics } = parseRunJson(text, "reports/run.json");

  it("is still read", () => {
    expect(diagnostics).to.be.empty;
    expect(run!.counts.outcomes).to.include({ missed: 2, broken: 2, silent: 2, "false-alarm": 2 });
    expect(run!.attack.version).to.equal(null);
    expect(run!.rules).to.deep.include({ loaded: 5, list: [], liveness: [] });
    const recordings = run!.scenarios.flatMap((scenario) => scenario.recordings);
    expect(recordings).to.have.lengthOf(2);
    for (const { sound, passed, classes } of recordings)
      expect({ sound, passed, classes }).to.deep.equal({ sound: true, passed: true, classes: [] });
  });

  it("takes what lost something, and passed then, for what it was", () => {
    const lossy = text.replace('"skipped": 0,', '"skipped": 3,');
    const [first] = parseRunJson(lossy, "run.json").run!.scenarios[0]!.recordings;
    expect([first!.sound, first!.passed]).to.deep.equal([false, true]);
  });

  it("renders in every form", () => {
    for (const [name, reporter] of Object.entries(REPORTERS))
      expect(reporter.render(run!), name).to.contain("mshta-inline-vbscript");
  });
});

describe("reporters", () => {
  for (const [name, reporter] of Object.entries(REPORTERS))
    it(`${name} is the same for a run that was written and read again`, () => {
      const again = parseRunJson(printRunJson(HOSTILE_RUN), "run.json").run!;
      expect(reporter.render(again)).to.equal(reporter.render(HOSTILE_RUN));
    });
});
