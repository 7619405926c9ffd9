import { expect } from "chai";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { renderJunit } from "../../harness/reports/junit.ts";
import { expectGolden } from "./golden.ts";
import { HOSTILE_RUN } from "./hostile-run.ts";

interface Suite {
  name: string;
  tests: string;
  failures: string;
  errors: string;
  skipped: string;
  testcase?: Record<string, unknown>[];
  properties?: { property: { name: string; value: string }[] };
  "system-err"?: unknown;
}

const xml = renderJunit(HOSTILE_RUN);
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "",
  parseTagValue: false,
  parseAttributeValue: false,
  isArray: (name) => ["testsuite", "testcase", "property"].includes(name),
});
const root = (parser.parse(xml, true) as { testsuites: Suite & { testsuite: Suite[] } }).testsuites;

describe("renderJunit", () => {
  it("writes what it wrote before", () => expectGolden(xml, "junit.xml"));

  it("is well-formed", () => expect(XMLValidator.validate(xml)).to.equal(true));

  it("holds only characters that XML 1.0 allows, and no terminal sequence", () => {
    expect(xml).to.not.match(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u);
    expect(xml).to.not.contain("[31m");
    expect(xml).to.not.contain("]]>");
    expect(xml).to.not.contain("<script");
  });

  it("counts in every suite what the suite holds, and in all what the suites hold", () => {
    expect(root.testsuite).to.have.length(6);
    for (const suite of root.testsuite) {
      const cases = suite.testcase ?? [];
      const having = (tag: string) => cases.filter((one) => tag in one).length;
      expect(suite, suite.name).to.include({
        tests: String(cases.length),
        failures: String(having("failure")),
        errors: String(having("error")),
        skipped: String(having("skipped")),
      });
    }
    for (const count of ["tests", "failures", "errors", "skipped"] as const)
      expect(Number(root[count])).to.equal(
        root.testsuite.reduce((sum, suite) => sum + Number(suite[count]), 0),
      );
  });

  it("gives failures and errors the words of outcomes", () => {
    const cases = root.testsuite.flatMap((suite) => suite.testcase ?? []);
    const types = (tag: string) =>
      cases.flatMap((one) => (tag in one ? (one[tag] as { type: string }).type : []));
    expect([...new Set(types("failure"))].sort()).to.deep.equal([
      "blind",
      "differs",
      "disagreed",
      "false-alarm",
      "missed",
      "outdated",
      "unmet",
      "unsound",
    ]);
    expect([...new Set(types("error"))].sort()).to.deep.equal(["broken", "unreadable"]);
  });

  it("names no two cases of a suite alike", () => {
    for (const { testcase = [] } of root.testsuite) {
      const names = testcase.map((one) => one["name"]);
      expect(new Set(names).size).to.equal(names.length);
    }
  });

  it("gives every technique of a scenario as a property", () => {
    const properties = root.testsuite[0]!.properties!.property;
    expect(
      properties.filter(({ name }) => name === "attack.technique").map(({ value }) => value),
    ).to.deep.equal(["T1218.005", "T1059.005"]);
  });

  it("has a case for what was asked for besides, whether it can be used or not", () => {
    const [only, other] = root.testsuite.at(-1)!.testcase!;
    expect(other).to.equal(undefined);
    expect(only).to.have.property("error").that.deep.includes({ type: "broken" });
    const sound = renderJunit({ ...HOSTILE_RUN, diagnostics: [] });
    const casesIn = (text: string) => text.split("<testcase").length;
    expect(casesIn(sound)).to.equal(casesIn(xml));
  });

  it("has as many cases if other rules fire as if none does", () => {
    const scenarios = HOSTILE_RUN.scenarios.map((scenario) => ({
      ...scenario,
      verdicts: scenario.verdicts.filter(({ expectation }) => expectation !== "others"),
    }));
    const quiet = renderJunit({ ...HOSTILE_RUN, scenarios });
    expect(quiet).to.not.contain("false-alarm: &quot;Unnamed&quot; fired");
    expect(xml).to.contain("false-alarm: &quot;Unnamed&quot; fired");
    expect(quiet.split("<testcase").length).to.equal(xml.split("<testcase").length);
  });

  it("lists the rules that are broken though no expectation names them", () => {
    const suite = root.testsuite.at(-1)!;
    expect(suite.name).to.equal("run");
    expect(suite["system-err"]).to.contain("1 broken, 3780 loaded");
  });
});
