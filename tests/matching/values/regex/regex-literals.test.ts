import { expect } from "chai";
import fc from "fast-check";
import { loadRules } from "../../../../harness/languages/load.ts";
import { indexForm } from "../../../../harness/matching/values/index-form.ts";
import { regexLiterals } from "../../../../harness/matching/values/regex/regex-literals.ts";
import type { RegexFlags } from "../../../../harness/matching/model/pattern.ts";
import type { Predicate } from "../../../../harness/matching/model/predicate.ts";
import { compileRegex } from "../../../../harness/matching/values/regex/regex.ts";
import { CORPORA, needsCorpus } from "../../../corpora.ts";

const PLAIN: RegexFlags = { ignoreCase: false, multiline: false, dotAll: false };

function textsOf(source: string, flags: RegexFlags = PLAIN): string[] | null {
  return regexLiterals(source, flags)?.map(({ text }) => text) ?? null;
}

describe("literals of regular expressions", () => {
  const rows: readonly (readonly [source: string, texts: string[] | null])[] = [
    ["abc", ["abc"]],
    ["ABC", ["abc"]],
    ["^abc$", ["abc"]],
    ["a.*bcd", ["bcd"]],
    ["ab?c+d{3}e", ["ddde"]],
    ["abcd{2,}", ["abcdd"]],
    ["x{,3}ab", ["ab"]],
    ["(?:mimi|seku)rlsa", ["mimirlsa", "sekurlsa"]],
    ["mimikatz|sekurlsa", ["mimikatz", "sekurlsa"]],
    ["mimikatz|.*", null],
    ["(?:abc|)d", ["d"]],
    ["abc|abcd", ["abc"]],
    ["[pP]ower[ -]shell", ["power shell", "power-shell"]],
    ["[a-z]ower", ["ower"]],
    ["[^p]ower", ["ower"]],
    ["[\\w.]exe", ["exe"]],
    ["\\bnet\\x2eexe\\b", ["net.exe"]],
    ["\\Qa.b\\E\\.c", ["a.b.c"]],
    ["\\d+", null],
    ["a*", null],
    ["(?i)SK", ["sk"]],
    ["(?i)über", ["ber"]],
    ["über", ["über"]],
    ["(?i:ü)ü", ["ü"]],
    ["(?x) a b # c", ["ab"]],
    ["a{9}b", ["aaaaaaaa"]],
    ["(?:ab){2}", ["abab"]],
    ["\\p{Lu}x", ["x"]],
    ["(", null],
  ];
  for (const [source, texts] of rows)
    it(`${source}: ${JSON.stringify(texts)}`, () => expect(textsOf(source)).to.deep.equal(texts));

  it("law: are in all texts that match", function () {
    this.timeout(20_000);
    const unit = fc.constantFrom(
      "a",
      "b",
      "s",
      "k",
      "S",
      "K",
      "\u017f",
      "\u212a",
      "é",
      "É",
      "\n",
      ".",
    );
    const { regex } = fc.letrec<{ regex: string }>((tie) => ({
      regex: fc.oneof(
        { maxDepth: 4, depthSize: "small" },
        fc.constantFrom(
          "a",
          "b",
          "s",
          "K",
          "é",
          "\\x53",
          ".",
          "[sk]",
          "[^a]",
          "[a-é]",
          "\\w",
          "\\b",
        ),
        fc.array(tie("regex"), { minLength: 1, maxLength: 4 }).map((parts) => parts.join("")),
        fc
          .array(tie("regex"), { minLength: 1, maxLength: 3 })
          .map((parts) => `(${parts.join("|")})`),
        tie("regex").map((inside) => `(?i:${inside})`),
        tie("regex").map((inside) => `(?:(?i)${inside}|(?-i)${inside})`),
        fc
          .tuple(tie("regex"), fc.constantFrom("?", "*", "+", "{2}", "{0,2}", "{1,}"))
          .map(([inside, repeat]) => `(?:${inside})${repeat}`),
      ),
    }));
    let matched = 0;
    fc.assert(
      fc.property(
        regex,
        fc.boolean(),
        fc.array(fc.string({ unit, maxLength: 8 }), { minLength: 1, maxLength: 12 }),
        (source, ignoreCase, texts) => {
          const flags = { ...PLAIN, ignoreCase };
          const compiled = compileRegex(source, flags);
          const literals = textsOf(source, flags);
          if ("error" in compiled || !literals) return;
          for (const text of texts.filter((one) => compiled.test(one))) {
            matched++;
            expect(
              literals.some((literal) => indexForm(text).includes(literal)),
              text,
            ).to.equal(true);
          }
        },
      ),
      { seed: 1, numRuns: 1500 },
    );
    expect(matched).to.be.greaterThan(500);
  });

  it("are found for nearly all regular expressions of SigmaHQ", function () {
    needsCorpus(this, "sigmahq/rules");
    this.timeout(30_000);
    const { rules } = loadRules([`${CORPORA}/sigmahq/rules`]);
    const patterns = rules.flatMap(({ stages }) =>
      stages.flatMap((one) => regexesOf(one.predicate)),
    );
    const found = patterns.filter(({ source, flags }) => regexLiterals(source, flags));
    expect(patterns.length).to.be.greaterThan(100);
    expect(found.length / patterns.length).to.be.greaterThan(0.9);
  });
});

function regexesOf(predicate: Predicate): { source: string; flags: RegexFlags }[] {
  if (predicate.kind === "test")
    return predicate.pattern.kind === "regex" ? [predicate.pattern] : [];
  if (predicate.kind === "not") return regexesOf(predicate.of);
  return predicate.kind === "all" || predicate.kind === "any"
    ? predicate.of.flatMap(regexesOf)
    : [];
}
