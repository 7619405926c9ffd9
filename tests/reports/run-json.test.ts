import { expect } from "chai";
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
    ["another version", text.replace('"schema": 1', '"schema": 2'), "run/unknown-version"],
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

describe("reporters", () => {
  for (const [name, reporter] of Object.entries(REPORTERS))
    it(`${name} is the same for a run that was written and read again`, () => {
      const again = parseRunJson(printRunJson(HOSTILE_RUN), "run.json").run!;
      expect(reporter.render(again)).to.equal(reporter.render(HOSTILE_RUN));
    });
});
