import { expect } from "chai";
import fc from "fast-check";
import { RE2JS } from "re2js";
import { CountingAutomaton } from "../../../../harness/matching/values/regex/counting-automaton.ts";
import { compileRegex } from "../../../../harness/matching/values/regex/regex.ts";
import type { CountLimits } from "../../../../harness/matching/values/regex/regex-piece.ts";
import { translateRegex } from "../../../../harness/matching/values/regex/regex-syntax.ts";

const PLAIN = { ignoreCase: false, multiline: false, dotAll: false };
/** Counts from two on are counted, and RE2 repeats three times at most. */
const LOW: CountLimits = { speltOut: 1, speltOutExactly: 1, oneRepetition: 3 };

/** Expression (with flags after a last slash), text, whether it is found. */
const FOUND: readonly (readonly [string, string, boolean])[] = [
  ["^a{1500}$", "a".repeat(1500), true],
  ["^a{1500}$", "a".repeat(1499), false],
  ["^a{1500}$", "a".repeat(1501), false],
  ["^a{1500,}$", "a".repeat(1499), false],
  ["^a{1500,}$", "a".repeat(4000), true],
  ["^a{1500,3000}$", "a".repeat(3000), true],
  ["^a{1500,3000}$", "a".repeat(3001), false],
  ["^a{1500,3000}?$", "a".repeat(1500), true],
  ["^a{,1500}$", "a".repeat(1501), false],
  ["^(?:a{1001}|b{1002})$", "b".repeat(1002), true],
  ["^(?:a{1001}|b{1002})$", "b".repeat(1001), false],
  ["x(ab){1001,1002}y", `x${"ab".repeat(1002)}y`, true],
  ["x(ab){1001,1002}y", `x${"ab".repeat(1003)}y`, false],
  ["x([0-9A-F]{2}\\s){1200,}y", `x${"0F ".repeat(1300)}y`, true],
  ["x([0-9A-F]{2}\\s){1200,}y", `x${"0F ".repeat(1199)}y`, false],
  ["[A-Za-z0-9+/]{100,5000}", `?${"a".repeat(99)}?${"b".repeat(100)}`, true],
  ["^a.{1500}b/s", `a${"\n".repeat(1500)}b`, true],
  ["^a.{1500}b", `a${"\n".repeat(1500)}b`, false],
  ["^(?i:ab){1001}$", "aB".repeat(1001), true],
  ["^A{1001}$/i", "aA".repeat(500) + "a", true],
  ["^\u{1f600}{1001}$", "\u{1f600}".repeat(1001), true],
  ["(^|,)\\d{1001}(,|$)/m", `1,\n${"7".repeat(1001)}\n`, true],
  ["\\b\\w{1001}\\b", `a ${"b".repeat(1001)} c`, true],
  ["\\b\\w{1001}\\b", `a ${"b".repeat(1002)} c`, false],
  ["\\b{2000}a", "a", true],
];

describe("counts in regular expressions", () => {
  for (const [written, text, found] of FOUND)
    it(`${written} is ${found ? "" : "not "}found in ${text.length} characters`, () => {
      const [, source, letters = ""] = /^([^]*?)(?:\/([ims]+))?$/.exec(written)!;
      const [ignoreCase, multiline, dotAll] = Array.from("ims", (one) => letters.includes(one));
      const regex = compileRegex(source!, {
        ignoreCase: ignoreCase!,
        multiline: multiline!,
        dotAll: dotAll!,
      });
      if ("error" in regex) throw new Error(regex.error);
      expect(regex.test(text)).to.equal(found);
    });

  it("find what V8 finds, counted and cut", () => {
    const count = fc
      .tuple(fc.nat(5), fc.nat(6))
      .chain(([least, more]) =>
        fc.constantFrom(`{${least}}`, `{${least},}`, `{${least},${least + more}}`),
      );
    const lazy = fc.constantFrom("", "", "?");
    const atom = fc.constantFrom("a", "b", "[ab]", "[^a]", ".", "\\w", "\\b", "^", "$", "(?:ab)");
    const { expression } = fc.letrec<{ expression: string }>((tie) => ({
      expression: fc.oneof(
        { maxDepth: 4, depthSize: "small", withCrossShrink: true },
        atom,
        fc
          .tuple(
            atom.filter((one) => !/^(?:\\b|[$^])$/.test(one)),
            count,
            lazy,
          )
          .map((all) => all.join("")),
        fc.array(tie("expression"), { minLength: 2, maxLength: 4 }).map((parts) => parts.join("")),
        fc.tuple(tie("expression"), tie("expression")).map((two) => `(${two.join("|")})`),
        fc
          .tuple(tie("expression"), fc.oneof(count, fc.constantFrom("*", "+", "?")), lazy)
          .map(([inside, often, lazy]) => `(${inside})${often}${lazy}`),
      ),
    }));
    const text = fc.string({ unit: fc.constantFrom("a", "b", "a", " ", "\n"), maxLength: 24 });
    let [counted, found] = [0, 0];
    fc.assert(
      fc.property(
        expression,
        fc.boolean(),
        fc.array(text, { minLength: 1, maxLength: 5 }),
        (source, ignoreCase, texts) => {
          const translated = translateRegex(source, { ...PLAIN, ignoreCase, multiline: true }, LOW);
          if ("error" in translated) throw new Error(translated.error);
          if (translated.states > 3000) return;
          const bits = RE2JS.MULTILINE | (ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
          const program = RE2JS.compile(translated.counted, bits).re2().prog;
          const automaton = new CountingAutomaton(program, translated.counters);
          const cut = RE2JS.compile(translated.text, bits);
          const theirs = new RegExp(source, ignoreCase ? "im" : "m");
          counted += Number(translated.counters.length > 0);
          for (const text of texts) {
            const expected = theirs.test(text);
            found += Number(expected);
            expect(automaton.test(text), `${source} counted`).to.equal(expected);
            expect(cut.test(text), `${source} cut`).to.equal(expected);
          }
        },
      ),
      { seed: 3, numRuns: 4000 },
    );
    expect(counted).to.be.greaterThan(1000);
    expect(found).to.be.greaterThan(1000);
  });
});
