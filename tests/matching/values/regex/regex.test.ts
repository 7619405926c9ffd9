import { expect } from "chai";
import fc from "fast-check";
import { compileRegex } from "../../../../harness/matching/values/regex/regex.ts";
import type { RegexFlags } from "../../../../harness/matching/model/pattern.ts";

/** Expression (with flags after a last slash), text, whether it is found. */
const FOUND: readonly (readonly [string, string, boolean])[] = [
  ["abc", "xabcx", true],
  ["ABC", "abc", false],
  ["ABC/i", "abc", true],
  ["É/i", "é", true],
  ["^a", "ba", false],
  ["^a", "b\na", false],
  ["^a/m", "b\na", true],
  ["a$", "ab", false],
  ["a$", "a\n", true],
  ["a$", "a\nb", false],
  ["a$/m", "a\nb", true],
  ["(a|b$)c?", "b\n", true],
  ["(?m)a$", "a\nb", true],
  ["(?m:a$)b$", "a\nb", false],
  ["(?:(?m)^b)", "a\nb", true],
  ["(?:(?m)x|)^b", "a\nb", false],
  ["a\\Z", "a\n", true],
  ["a\\z", "a\n", false],
  ["a\\z", "a", true],
  ["\\Aa", "b\na", false],
  ["a.c", "a\nc", false],
  ["a.c", "a\rc", true],
  ["a.c/s", "a\nc", true],
  ["(?s)a.c", "a\nc", true],
  ["(?s:a.)b.c", "a\nb\nc", false],
  ["(?i)a(?-i)B", "AB", true],
  ["(?i)a(?-i)B", "Ab", false],
  ["(?i:a)B", "AB", true],
  ["(?i:a)B", "Ab", false],
  ["\\d\\D\\w\\W\\s\\S", "1a_- x", true],
  ["^\\w$", "é", false],
  ["^\\d$", "٣", false],
  ["^\\s$", "\u00a0", false],
  ["^\\s$", "\v", true],
  ["^\\S$", "\v", false],
  ["[^\\S]", "a", false],
  ["[^\\S]", "\t", true],
  ["[\\s\\d]+$", " 1", true],
  ["\\h", "\u00a0", true],
  ["\\H", "\t", false],
  ["\\N", "\n", false],
  ["a\\Rb", "a\r\nb", true],
  ["\\bfoo\\b", "a foo.", true],
  ["\\Bfoo", " foo", false],
  ["[\\b]", "\b", true],
  ["\\/\\_\\-\\\"\\'\\@\\ ", "/_-\"'@ ", true],
  ["\\x41\\u0042\\U00000043\\x{44}", "ABCD", true],
  ["\\0\\012\\101", "\0\nA", true],
  ["\\cA\\a\\e\\f\\v", "\x01\x07\x1b\f\v", true],
  ["\\Qa.b*\\Ec", "a.b*c", true],
  ["\\Qa.b", "axb", false],
  ["[]a]+$", "]a", true],
  ["[^]a]", "]", false],
  ["[a-c-]+$", "b-", true],
  ["[\\w-.]+$", "a-.", true],
  ["[.-\\w]+$", "a-.", true],
  ["[[:alpha:]\\d]+$", "a1", true],
  ["[[]", "[", true],
  ["[\\]\\[\\^\\\\]+$", "]^[\\", true],
  ["[é-ü]", "ö", true],
  ["a{2}", "aa", true],
  ["^a{2,}$", "a", false],
  ["^a{,2}$", "aaa", false],
  ["^a{,2}$", "aa", true],
  ["a{b}{", "a{b}{", true],
  ["a{1,b}", "a{1,b}", true],
  ["a*?b+?c??", "b", true],
  ["(?P<one>a)(?<two>b)(?'three'c)", "abc", true],
  ["(?P<same>a)|(?P<same>b)", "b", true],
  ["(?|a|b)c", "bc", true],
  ["a(?#a comment)b", "ab", true],
  ["(?x) a b # comment\n [ ] c", "ab c", true],
  ["(?x:a b)c d", "abc d", true],
  ["\\p{L}\\pN\\P{L}", "é5-", true],
  ["\\p{Greek}", "α", true],
  ["", "", true],
  ["()|(?:)", "x", true],
  ["^.$", "😀", true],
  ["^.$", "\ud800", true],
  ["^.b$", "\udc00b", true],
  ["\ud800", "a\ud800b", true],
  ["[\ud800-\udbff]", "\ud900", true],
  ["😀+$", "😀😀", true],
];

/** Expression, reason, the piece that is pointed at, and how the error begins. */
const REFUSED: readonly (readonly [string, string, string, string])[] = [
  ["a(?=b)", "unsupported", "(?=", "Lookahead"],
  ["a(?!b)", "unsupported", "(?!", "Negative lookahead"],
  ["(?<=a)b", "unsupported", "(?<=", "Lookbehind"],
  ["(?<!a)b", "unsupported", "(?<!", "Negative lookbehind"],
  ["(?>a)", "unsupported", "(?>", "An atomic group"],
  ["(a)\\1", "unsupported", "\\1", "A backreference"],
  ["(a)\\k<x>", "unsupported", "\\k<x>", "A backreference"],
  ["(a)\\g{-1}", "unsupported", "\\g{-1}", "A backreference"],
  ["(?P<x>a)(?P=x)", "unsupported", "(?P=x)", "A backreference"],
  ["a++", "unsupported", "++", "A possessive quantifier"],
  ["a*+", "unsupported", "*+", "A possessive quantifier"],
  ["a{2}+", "unsupported", "{2}+", "A possessive quantifier"],
  ["(?R)", "unsupported", "(?R)", "Recursion"],
  ["(a(?1))", "unsupported", "(?1)", "Recursion"],
  ["(?&x)", "unsupported", "(?&x)", "Recursion"],
  ["(a)?(?(1)b)", "unsupported", "(?(", "A conditional group"],
  ["(*FAIL)", "unsupported", "(*FAIL)", "A backtracking verb"],
  ["a\\Kb", "unsupported", "\\K", "A match reset"],
  ["\\Ga", "unsupported", "\\G", "The anchor to the previous match"],
  ["\\X", "unsupported", "\\X", "Matching by grapheme"],
  ["\\N{DASH}", "unsupported", "\\N{DASH}", "A character by name"],
  ["a{65536}", "costly", "{65536}", '"{65536}" repeats more than 65535 times'],
  ["a{,65536}", "costly", "{,65536}", '"{,65536}" repeats more than 65535 times'],
  ["a{65536,}", "costly", "{65536,}", '"{65536,}" repeats more than 65535 times'],
  [`x${"(".repeat(201)}`, "costly", "(", "Groups stand in each other more than 200 deep"],
  ["(a", "malformed", "(", "The group is never closed"],
  ["a)", "malformed", ")", "The parenthesis closes no group"],
  ["x[a", "malformed", "[", "The class is never closed"],
  ["[]", "malformed", "[", "The class is never closed"],
  ["[z-a]", "malformed", "z-a", '"z-a" is a range'],
  ["*a", "malformed", "*", 'There is nothing before "*"'],
  ["(+a)", "malformed", "+", 'There is nothing before "+"'],
  ["a|?", "malformed", "?", 'There is nothing before "?"'],
  ["a**", "malformed", "*", '"*" repeats what is already repeated'],
  ["a{2}{3}", "malformed", "{3}", '"{3}" repeats what is already repeated'],
  ["a{3,2}", "malformed", "{3,2}", '"{3,2}" has its bounds the wrong way round'],
  ["\\y", "malformed", "\\y", '"\\y" is no known escape'],
  ["a\\", "malformed", "\\", "The backslash at the end"],
  ["(?q)", "malformed", "(?q)", '"q" is no flag'],
  ["(?<1a>b)", "malformed", "(?<", '"(?<" opens no known kind of group'],
  ["\\x{110000}", "malformed", "\\x", '"\\x" is no known escape'],
];

describe("compileRegex", function () {
  this.timeout(30_000);

  for (const [written, text, found] of FOUND) {
    const { source, flags } = split(written);
    it(`${JSON.stringify(written)} is ${found ? "" : "not "}found in ${JSON.stringify(text)}`, () => {
      expect(search(source, flags, text)).to.equal(found);
    });
  }

  for (const [source, reason, piece, error] of REFUSED) {
    it(`refuses ${source}`, () => {
      const refusal = compileRegex(source, split("").flags);
      if (!("error" in refusal)) throw new Error(`${source} was taken`);
      expect(refusal.reason).to.equal(reason);
      expect(refusal.error).to.match(/\.$/);
      expect(refusal.error.slice(0, error.length)).to.equal(error);
      expect(source.slice(refusal.span.start, refusal.span.end)).to.equal(piece);
    });
  }

  it("gives the same object for the same expression", () => {
    const { flags } = split("");
    expect(compileRegex("same", flags)).to.equal(compileRegex("same", flags));
    expect(compileRegex("same", flags)).to.not.equal(
      compileRegex("same", { ...flags, ignoreCase: true }),
    );
  });

  it("takes or refuses any expression, and never throws", () => {
    const piece = fc.constantFrom(..."()[]{}?*+|\\^$.-,:<=!>#123abcPimsxQEudp \n😀".split(""));
    const source = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(source, fc.string(), (source, text) => {
        const regex = compileRegex(source, split("").flags);
        if (!("error" in regex)) regex.test(text);
        else expect(source.length).to.be.at.least(regex.span.end);
      }),
      { seed: 7, numRuns: 3000 },
    );
  });

  it("finds what V8 finds, where both mean the same", () => {
    const atom = fc.constantFrom(
      "a",
      "b",
      "c",
      "[ab]",
      "[^a]",
      "[^b-c]",
      ".",
      "\\w",
      "\\.",
      "\\x61",
      "^",
      "\\b",
      "(?:)",
    );
    const { expression } = fc.letrec((tie) => ({
      expression: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        atom,
        fc.array(tie("expression"), { minLength: 1, maxLength: 3 }).map((parts) => parts.join("")),
        fc
          .tuple(tie("expression"), tie("expression"))
          .map(([one, other]) => `(${String(one)}|${String(other)})`),
        fc
          .tuple(tie("expression"), fc.constantFrom("*", "+", "?", "{2}", "{1,2}", "*?"))
          .map(([one, often]) => `(?:${String(one)})${often}`),
      ),
    }));
    const text = fc
      .array(fc.constantFrom("a", "b", "c", ".", " "), { maxLength: 8 })
      .map((signs) => signs.join(""));
    fc.assert(
      fc.property(expression, text, fc.boolean(), (source, text, ignoreCase) => {
        const { flags } = split(ignoreCase ? "/i" : "");
        const theirs = new RegExp(String(source), ignoreCase ? "i" : "").test(text);
        expect(search(String(source), flags, text)).to.equal(theirs);
      }),
      { seed: 11, numRuns: 2000 },
    );
  });

  it("is linear where backtracking is not", () => {
    expect(search('(?:.*\\)){1,}.*\\"', split("").flags, "a)".repeat(50_000))).to.equal(false);
    expect(search("^(a+)+$", split("").flags, `${"a".repeat(50_000)}b`)).to.equal(false);
    expect(search("(x+x+)+y", split("").flags, "x".repeat(50_000))).to.equal(false);
  });
});

function split(written: string): { source: string; flags: RegexFlags } {
  const [, source, letters = ""] = /^([^]*?)(?:\/([ims]+))?$/.exec(written)!;
  const flags = {
    ignoreCase: letters.includes("i"),
    multiline: letters.includes("m"),
    dotAll: letters.includes("s"),
  };
  return { source: source!, flags };
}

function search(source: string, flags: RegexFlags, text: string): boolean {
  const regex = compileRegex(source, flags);
  if ("error" in regex) throw new Error(regex.error);
  return regex.test(text);
}
