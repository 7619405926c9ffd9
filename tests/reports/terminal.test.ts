import { expect } from "chai";
import { stripVTControlCharacters } from "node:util";
import { terminalPainter } from "../../harness/reports/painter.ts";
import { printRun } from "../../harness/reports/terminal.ts";
import { expectGolden } from "./golden.ts";
import { HOSTILE_RUN } from "./hostile-run.ts";

describe("printRun", () => {
  const plain = printRun(HOSTILE_RUN, terminalPainter(false));

  it("prints what it printed before", () => expectGolden(plain, "terminal.txt"));

  it("lets no control character of a rule or recording through", () => {
    expect(plain).to.not.match(/(?!\n)[\p{Cc}\u202e]/u);
  });

  it("leaves no line that a CI system would take for a command", () => {
    for (const line of plain.split("\n")) {
      expect(line.trimStart()).to.not.match(/^::/);
      expect(line).to.not.match(/##\w*\[/);
    }
  });

  it("differs from the plain text by colours alone", () => {
    const colored = printRun(HOSTILE_RUN, terminalPainter(true));
    expect(colored).to.not.equal(plain);
    expect(stripVTControlCharacters(colored)).to.equal(plain);
  });

  it("prints a failure in at most 12 lines", () => {
    const blocks = plain
      .split("\n\n")
      .filter((block) => block.startsWith("✖") && block.includes(" › "));
    expect(blocks).to.not.be.empty;
    for (const block of blocks) expect(block.split("\n").length).to.be.at.most(12);
  });

  it("prints failures after everything that passed, and the counts last", () => {
    const lines = plain.trimEnd().split("\n");
    const lastSummary = lines.findLastIndex((line) => /^[✔○]/.test(line));
    const firstFailure = lines.findIndex((line) => line.includes(" › "));
    expect(firstFailure).to.be.greaterThan(lastSummary);
    expect(lines.at(-1)).to.equal(
      "5 scenarios (1 passed, 3 failed, 1 quarantined) · 15 expectations (6 passed, 8 failed, 1 quarantined) · 4 signals (1 unmet) · 3 comparisons (1 passed, 2 failed) · 1 other rule fired · 3780 rules (and 1 broken) · 1.3 s",
    );
  });

  it("prints a run without scenarios", () => {
    const counts = {
      ...HOSTILE_RUN.counts,
      scenarios: 0,
      passedScenarios: 0,
      verdicts: 0,
      failedVerdicts: 0,
      otherRules: 0,
      signals: 0,
      unmetSignals: 0,
      comparisons: 0,
      failedComparisons: 0,
    };
    const none = {
      ...HOSTILE_RUN,
      diagnostics: [],
      scenarios: [],
      counts,
      rules: { loaded: 1, list: [], liveness: [], broken: [] },
    };
    expect(printRun(none, terminalPainter(false))).to.equal(
      "0 scenarios passed · 0 expectations passed · 1 rule · 1.3 s\n",
    );
  });
});
