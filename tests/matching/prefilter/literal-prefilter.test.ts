import { expect } from "chai";
import fc from "fast-check";
import { isOfPlainValue } from "../../../harness/events/byte-prefilter.ts";
import { indexForm } from "../../../harness/matching/values/index-form.ts";
import { literalPrefilter } from "../../../harness/matching/prefilter/literal-prefilter.ts";

/** A text as it stands in an event log, behind so many bytes of something else. */
function unitsOf(text: string, before: number): { bytes: Uint8Array; at: number; end: number } {
  const bytes = Buffer.concat([Buffer.alloc(before, 0x6d), Buffer.from(text, "utf16le")]);
  return { bytes, at: before, end: bytes.length };
}

describe("literal prefilter", () => {
  const rows: readonly [name: string, texts: string[], value: string, passes: boolean][] = [
    ["a text that is the value", ["mimikatz"], "mimikatz", true],
    ["a text in another letter case", ["mimikatz"], "run MimiKatz.exe", true],
    ["a text at the end", ["mimikatz", "sekurlsa::"], "x sekurlsa::", true],
    ["a text of four units", ["abcd"], "xxabcd", true],
    ["the Kelvin sign", ["mimikatz"], "mimi\u212aatz", true],
    ["the long s", ["sekurlsa"], "\u017fekurlsa", true],
    ["no other text", ["mimikatz"], "c:\\windows\\system32\\cmd.exe", false],
    ["no common word of a text that has rarer ones", ["kerberos::golden"], "Kerberos", false],
    ["no empty value", ["mimikatz"], "", false],
  ];
  for (const [name, texts, value, passes] of rows)
    it(`lets pass ${name}`, () => {
      const prefilter = literalPrefilter(texts)!;
      const { bytes, at, end } = unitsOf(value, 3);
      expect(prefilter.passes(value)).to.equal(passes);
      expect(prefilter.passesUnits(bytes, at, end)).to.equal(passes);
    });

  it("is none for short texts and texts beyond ASCII", () => {
    expect(literalPrefilter(["abc", "mimikatz"])).to.equal(null);
    expect(literalPrefilter(["мимикатц"])).to.equal(null);
    expect(literalPrefilter(["mimikatz\u0080"])).to.equal(null);
  });

  it("asks plain values where a text could stand in one", () => {
    expect(literalPrefilter(["mimikatz"])!.asksPlainValues).to.equal(false);
    expect(literalPrefilter(["mimikatz", "s-1-5-18"])!.asksPlainValues).to.equal(true);
    for (const value of ["-1.5e+300", "-inf", "nan", "true", "false", "0xdeadbeef", "s-1-5-21"])
      expect(isOfPlainValue(value), value).to.equal(true);
    for (const value of ["2026-01-15t09:00:00.0000000z", "{0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0}"])
      expect(isOfPlainValue(value), value).to.equal(true);
  });

  it("law: lets pass every value that holds a text, as a string and as bytes", () => {
    const unit = fc.constantFrom("a", "B", "k", "s", "*", "\x7f", "\\", "K", "\u212a", "\u017f");
    const strange = fc.constantFrom("\u0130", "\u00df", "\ud800", "\udc00", "\u03c2");
    const texts = fc.array(
      fc.string({
        unit: fc.constantFrom("a", "b", "k", "s", "*", "\\"),
        minLength: 4,
        maxLength: 14,
      }),
      { minLength: 1, maxLength: 4 },
    );
    const around = fc.string({
      unit: fc.oneof({ weight: 4, arbitrary: unit }, strange),
      maxLength: 12,
    });
    const disguises = fc.infiniteStream(fc.nat(2));
    let held = 0;
    fc.assert(
      fc.property(texts, around, around, disguises, fc.nat(3), (all, start, end, forms, odd) => {
        const hidden = Array.from(all[0]!, (sign) => disguised(sign, forms.next().value)).join("");
        const prefilter = literalPrefilter(all)!;
        for (const value of [start + hidden + end, start + end]) {
          const form = indexForm(value);
          const isHeld = all.some((text) => form.includes(text));
          const { bytes, at, end: behind } = unitsOf(value, odd);
          expect(prefilter.passesUnits(bytes, at, behind)).to.equal(prefilter.passes(value));
          if (isHeld) held++;
          if (isHeld) expect(prefilter.passes(value), value).to.equal(true);
        }
      }),
      { seed: 1, numRuns: 600 },
    );
    expect(held).to.be.greaterThan(600);
  });
});

/** One of the units that fold to a letter. */
function disguised(sign: string, form: number): string {
  const forms: Readonly<Record<string, string>> = {
    k: "kK\u212a",
    s: "sS\u017f",
    a: "aAa",
    b: "bBb",
  };
  return forms[sign]?.[form] ?? sign;
}
