import { expect } from "chai";
import { compileRe2, MOST_CACHED, re2Test } from "../../../../harness/matching/values/regex/re2.ts";
import { CountingAutomaton } from "../../../../harness/matching/values/regex/counting-automaton.ts";
import { RegexBudget } from "../../../../harness/matching/values/regex/regex-budget.ts";
import { regexLiterals } from "../../../../harness/matching/values/regex/regex-literals.ts";
import { translateRegex } from "../../../../harness/matching/values/regex/regex-syntax.ts";
import { compileRegex, MOST_STATES } from "../../../../harness/matching/values/regex/regex.ts";

const FLAGS = { ignoreCase: false, multiline: false, dotAll: false };

/** Expressions of a few kilobytes at most that cost much where nobody looks. */
const REFUSED: Readonly<Record<string, string>> = {
  "optional characters": "a?".repeat(30_000),
  "fewer of them": "a?".repeat(1500),
  "a count of counts": "(a{0,1000}){0,1000}",
  "counts in counts": "((((((a|bc){1000}){1000}){1000}){1000}){1000}){1000}",
  "two of two, two hundred deep": `${"(".repeat(190)}ab${"){1,2}".repeat(190)}`,
  "a large group": "(?:.*a){2500}",
  "many counters": ".{1,65535}x".repeat(300),
  "counters of long things": "([ab]{10}){1,65535}x".repeat(100),
  "any character, as often as the file is long": `[ab]*a${".".repeat(4000)}[xy]`,
  "ranges of the whole of Unicode": `[${"\u0100-\uffff".repeat(1000)}]`,
  "properties in a class": `[${"\\pL".repeat(1000)}]`,
  "groups in groups": "(".repeat(1500) + "a" + ")".repeat(1500),
  "a hundred thousand groups": "(".repeat(100_000),
};

/** What is read well, though it looks costly; it must be taken. */
const TAKEN: Readonly<Record<string, string>> = {
  "a count of thousands": "[A-Za-z0-9+/]{100,5000}",
  "a count of something long": "(?:[0-9a-f]{2}[: ]){1000,}",
  "gaps of a thousand": Array(20).fill("(a.{0,1000}){1}b.{0,1000}z").join("|"),
  "a group of a few": "(.*a){25}",
  "a gap in a gap": "[ab]*a[ab]{300}[xy]",
  "a long list of words": Array.from({ length: 600 }, (_, i) => `word${i * 7919}`).join("|"),
  "a group to the limit": "(?:ax?|b){390}[xy]",
};

describe("the cost of a regular expression", function () {
  this.timeout(30_000);

  for (const [name, source] of Object.entries(REFUSED))
    it(`is refused: ${name}`, () => {
      for (const ignoreCase of [true, false]) {
        const regex = compileRegex(source, { ...FLAGS, ignoreCase });
        if ("error" in regex) {
          expect(regex.reason).to.equal("costly");
          expect(regex.error).to.match(/\d/);
        } else expect(ignoreCase).to.equal(false);
        regexLiterals(source, FLAGS);
      }
    });

  for (const [name, source] of Object.entries(TAKEN)) {
    it(`is bounded, and grows as the text does: ${name}`, () => {
      const regex = compileRegex(source, FLAGS);
      if ("error" in regex) throw new Error(regex.error);
      const translated = translateRegex(source, FLAGS);
      if ("error" in translated) throw new Error(translated.error);
      const compiled = compileRe2(translated.counted, FLAGS, source);
      if ("error" in compiled) throw new Error(compiled.error);
      const automaton = new CountingAutomaton(compiled.re2().prog, translated.counters);
      const costs = [1, 2, 4, 8].map((times) => stepsFor(automaton, hostileText(4096 * times)));
      for (const [i, cost] of costs.entries()) {
        expect(cost).to.be.at.most(MOST_STATES * 4096 * 2 ** i);
        if (i > 0) expect(cost).to.be.at.most(2.2 * costs[i - 1]!);
      }
    });
  }

  it("is bounded in memory, whatever the texts", () => {
    const compiled = compileRe2("[ab]*a[ab]{20}[xy]", FLAGS, "");
    if ("error" in compiled) throw new Error(compiled.error);
    re2Test(compiled)(hostileText(65_536));
    const { dfa } = compiled.re2();
    expect(dfa.stateBudget).to.equal(MOST_CACHED);
    expect(dfa.memBudget).to.be.within(0, MOST_CACHED);
    expect(dfa.stateCount).to.be.within(100, MOST_CACHED / 150);
  });

  it("adds up in a file", () => {
    const budget = new RegexBudget();
    const [one, other, cheap] = ["(?:ax?|b){400}", "(?:ax?|c){400}", "a.*b"].map((source) => {
      const regex = compileRegex(source, FLAGS);
      if ("error" in regex) throw new Error(regex.error);
      return regex;
    });
    expect(budget.spend(one!)).to.equal(null);
    expect(budget.spend(one!), "the same again").to.equal(null);
    expect(budget.spend(other!)).to.match(/up to 3880 steps .*limit is 2000/);
    expect(budget.spend(cheap!), "what costs nothing").to.equal(null);
  });
});

function stepsFor(automaton: CountingAutomaton, text: string): number {
  const before = automaton.steps;
  automaton.test(text);
  return automaton.steps - before;
}

/** A text of `a` and `b` without order, of which automata can remember much. */
function hostileText(length: number): string {
  let seed = 1;
  return Array.from({ length }, () => {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
    return (seed >> 16) & 1 ? "a" : "b";
  }).join("");
}
