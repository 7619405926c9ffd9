import { expect } from "chai";
import fc from "fast-check";
import { decimalInterval } from "../../../../harness/languages/eql/compile/decimal-interval.ts";
import { translateLuceneRegex } from "../../../../harness/languages/eql/compile/lucene-regex.ts";
import { compileRegex } from "../../../../harness/matching/values/regex/regex.ts";

/** An expression, texts of which it holds as a whole, and texts of which it does not. */
const ROWS: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ["", [""], ["a"]],
  ["net", ["net"], ["net1", "a net", "NET"]],
  [".*?net1[ ]+[a-z]{4,15}[ ]+.*?", ["c:\\net1  localgroup x"], ["net1 x y"]],
  ["a.c", ["abc", "a\nc", "a😀c"], ["ac", "abbc"]],
  ["ab?c", ["ac", "abc"], ["abbc"]],
  ["ab+", ["ab", "abb"], ["a"]],
  ["a{2}", ["aa"], ["a", "aaa"]],
  ["a{2,}", ["aa", "aaaa"], ["a"]],
  ["a{1,2}b", ["ab", "aab"], ["b", "aaab"]],
  ["a{2,1}", [], ["", "a", "aa"]],
  ["a*?b", ["b", "aab"], ["a"]],
  ["(ab)?*", ["", "abab"], ["a"]],
  ["a|bc|d", ["a", "bc", "d"], ["ac", ""]],
  ["(a|b)(c|d)", ["ac", "bd"], ["ab", "a"]],
  ["()a", ["a"], [""]],
  ["(|a)", ["|a"], ["a", ""]],
  ["^a$", ["^a$"], ["a"]],
  ["*a", ["*a"], ["a"]],
  ["a}]", ["a}]"], ["a"]],
  ["a\\.b\\\\c", ["a.b\\c"], ["axb\\c"]],
  ['"a.*"b', ["a.*b"], ["axxb"]],
  ["[abc]", ["a", "c"], ["d", "ab"]],
  ["[^abc]", ["d", "\n"], ["a", ""]],
  ["[a-cx-z]", ["b", "y"], ["d", "-"]],
  ["[]a]", ["]", "a"], ["b"]],
  ["[\\]\\-a]", ["]", "-", "a"], ["b"]],
  ["[a.*]", [".", "*"], ["b"]],
  ["[:a]", [":", "a"], ["b"]],
  ["\\d+", ["042"], ["4a", "٣"]],
  ["\\D", ["a", "٣"], ["4"]],
  ["\\s", [" ", "\t", "\n", "\r"], ["\f", "\u00a0", "s"]],
  ["\\S", ["a", "\f"], [" "]],
  ["\\w+", ["a_Z9"], ["é", "-"]],
  ["\\W", ["-", "é"], ["a"]],
  ["[\\s\\d]+", ["1 2"], ["a"]],
  ["[^\\w.]", ["-"], ["a", "."]],
  ["a@z", ["az", "a..z"], ["a"]],
  ["a#|b", ["b"], ["a", "a#"]],
  ["a\\@\\#\\&\\~\\<", ["a@#&~<"], ["a"]],
  ["<1-12>", ["1", "07", "12", "0012"], ["0", "13", ""]],
  ["<01-12>", ["01", "12"], ["1", "012", "13"]],
  ["<12-01>", ["07"], ["13"]],
  ["10.<0-255>", ["10.0", "10x255"], ["10.256"]],
];

const REFUSED: readonly (readonly [string, string, readonly [number, number]])[] = [
  ["a~b", "unsupported", [1, 2]],
  ["a&b", "unsupported", [1, 2]],
  ["a{65536}", "costly", [1, 8]],
  ["(".repeat(300), "costly", [201, 202]],
  ["a|", "malformed", [1, 2]],
  ["(a", "malformed", [0, 1]],
  ["a)", "malformed", [1, 2]],
  ["[a", "malformed", [0, 1]],
  ["[]", "malformed", [0, 1]],
  ["[z-a]", "malformed", [1, 4]],
  ["a{x}", "malformed", [1, 2]],
  ["a{2", "malformed", [1, 2]],
  ['a"b', "malformed", [1, 2]],
  ["a<b", "malformed", [1, 2]],
  ["a<1>", "malformed", [1, 4]],
  ["\\n", "malformed", [0, 2]],
  ["a\\", "malformed", [1, 2]],
];

function compile(source: string, ignoreCase = false): (text: string) => boolean {
  const translated = translateLuceneRegex(source);
  if ("error" in translated) throw new Error(translated.error);
  const flags = { ignoreCase, multiline: false, dotAll: true };
  const compiled = compileRegex(translated.source, flags);
  if ("error" in compiled) throw new Error(compiled.error);
  return (text) => compiled.test(text);
}

describe("Lucene's regular expressions", () => {
  for (const [source, yes, no] of ROWS)
    it(`/${source}/`, () => {
      const test = compile(source);
      expect([...yes, ...no].filter(test)).to.deep.equal(yes);
    });

  for (const [source, reason, [start, end]] of REFUSED)
    it(`refuses /${source.slice(0, 20)}/`, () => {
      const refusal = translateLuceneRegex(source);
      expect(refusal).to.include({ reason });
      expect(refusal).to.deep.include({ span: { start, end } });
      expect("error" in refusal && refusal.error).to.match(/^[A-Z"].*\.$/);
    });

  it("ignore letter case of all scripts where they are to", () => {
    expect(["ÄRGER.exe", "ärger.EXE", "ss"].map(compile("ärger\\.exe", true))).to.deep.equal([
      true,
      true,
      false,
    ]);
  });

  it("come to an end, whatever is written", () => {
    const signs = 'ab(){}[]|*+?.\\"<>-0129@#&~^$,dw'.split("");
    let translations = 0;
    let refusals = 0;
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...signs), maxLength: 30 }), (source) => {
        const translated = translateLuceneRegex(source);
        if ("error" in translated) {
          refusals++;
          expect(translated.span.start).to.be.at.least(0).and.below(Math.max(1, source.length));
          return;
        }
        translations++;
        const flags = { ignoreCase: false, multiline: false, dotAll: true };
        const compiled = compileRegex(translated.source, flags);
        expect("error" in compiled ? compiled.reason : "").to.not.equal("malformed");
      }),
      { seed: 7, numRuns: 2000 },
    );
    expect(translations).to.be.greaterThan(100);
    expect(refusals).to.be.greaterThan(100);
  });
});

describe("intervals of numbers", () => {
  const number = fc.oneof(fc.nat(120), fc.nat(99_999));
  it("hold exactly the numbers between their ends", () => {
    fc.assert(
      fc.property(number, number, number, (a, b, asked) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        const regex = new RegExp(`^(?:${decimalInterval(String(a), String(b))})$`);
        const isFixed = String(a).length === String(b).length;
        for (const value of [low - 1, low, high, high + 1, asked]) {
          if (value < 0) continue;
          const text = isFixed ? String(value).padStart(String(a).length, "0") : String(value);
          expect(regex.test(text), `${text} in ${a}-${b}`).to.equal(value >= low && value <= high);
          expect(regex.test(`0${text}`)).to.equal(!isFixed && value >= low && value <= high);
        }
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});
