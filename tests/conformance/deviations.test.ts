import { expect } from "chai";
import { DEVIATIONS, tally, type Deviation } from "./deviations.ts";
import { SUITES } from "./suites.ts";

const ROWS: readonly Deviation[] = [
  { suite: "one", case: "a", reason: "on purpose" },
  { suite: "one", construct: "join", reason: "not in this dialect" },
  { suite: "one", case: "sound", reason: "was wrong once" },
];

describe("tally", () => {
  const results = [
    { case: "sound", problem: null },
    { case: "a", problem: "differs" },
    { case: "b", problem: "differs", constructs: ["join"] },
    { case: "c", problem: "differs", constructs: ["union"] },
  ];

  it("puts every case into exactly one list", () => {
    const { passed, failed, deviated, needless } = tally("one", results, ROWS);
    expect(passed.map((one) => one.case)).to.deep.equal(["sound"]);
    expect(failed.map((one) => one.case)).to.deep.equal(["c"]);
    expect(deviated.map((one) => [one.result.case, one.reason])).to.deep.equal([
      ["a", "on purpose"],
      ["b", "not in this dialect"],
    ]);
    expect(needless).to.deep.equal([ROWS[2]]);
  });

  it("does not use the rows of another suite", () => {
    expect(tally("two", results, ROWS).failed).to.have.length(3);
  });

  it("fails a suite without cases", () => {
    expect(tally("one", [], ROWS).failed).to.have.length(1);
  });
});

describe("deviations.json", () => {
  it("names known suites, a case or a construct, and a reason", () => {
    const suites = SUITES.map(({ name }) => name);
    expect(DEVIATIONS).to.not.be.empty;
    for (const row of DEVIATIONS) {
      expect(suites).to.include(row.suite);
      expect(row.reason).to.match(/\w.{20,}\.$/);
      expect((row.case === undefined) !== (row.construct === undefined)).to.equal(true);
    }
  });
});
