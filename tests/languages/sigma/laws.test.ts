import { expect } from "chai";
import fc from "fast-check";
import { compileSigma } from "./compile-sigma.ts";
import { toBase64Offsets } from "../../../harness/languages/sigma/modifiers/encodings.ts";
import {
  patternOf,
  parseSigmaString,
} from "../../../harness/languages/sigma/modifiers/sigma-string.ts";
import { dashVariants } from "../../../harness/languages/sigma/modifiers/windash.ts";
import { printDiagnostic } from "../../../harness/text/print-diagnostic.ts";
import { slowEvaluate } from "../../matching/slow-evaluate.ts";

const SEED = { seed: 2026, numRuns: 2000 };
const textOver = (signs: string, maxLength: number) =>
  fc.array(fc.constantFrom(...signs.split("")), { maxLength }).map((picked) => picked.join(""));

describe("Sigma laws", function () {
  this.timeout(30_000);

  it("a value holds for what its wildcards and escapes say", () => {
    // pySigma's reading, as an expression: an escape before a special sign, then wildcards.
    const expressionOf = (value: string) =>
      value.replace(/\\([*?\\])|\*|\?|[^]/g, (sign, escaped?: string) =>
        escaped !== undefined
          ? `\\${escaped}`
          : sign === "*"
            ? "[^]*"
            : sign === "?"
              ? "[^]"
              : sign === "\\"
                ? "\\\\"
                : sign,
      );
    fc.assert(
      fc.property(textOver("ab*?\\", 7), textOver("ab*?\\", 7), (value, text) => {
        const pattern = patternOf(parseSigmaString(value));
        const expected = new RegExp(`^${expressionOf(value)}$`).test(text);
        expect(
          slowEvaluate({ kind: "test", field: "F", pattern, label: "" }, { F: text }),
        ).to.equal(expected);
      }),
      SEED,
    );
  });

  it("switches are dashes and slashes that begin a word", () => {
    fc.assert(
      fc.property(textOver("a_-/ .", 8), (text) => {
        const dashes = Array.from(text.matchAll(/\B[-/]\b/g));
        const variants = dashVariants(parseSigmaString(text))!;
        expect(new Set(variants.map(({ parts }) => parts.join(""))).size).to.equal(
          5 ** dashes.length,
        );
        for (const { parts } of variants)
          expect(String(parts.join("")).replace(/[–—―]/g, "-").replaceAll("/", "-")).to.equal(
            text.replaceAll("/", "-"),
          );
      }),
      SEED,
    );
  });

  it("a text encoded within another is found by one of its forms", () => {
    const bytes = fc.uint8Array({ minLength: 0, maxLength: 5 });
    fc.assert(
      fc.property(
        bytes,
        fc.uint8Array({ minLength: 2, maxLength: 8 }),
        bytes,
        (before, text, after) => {
          const whole = Buffer.concat([before, text, after]).toString("base64");
          const form = toBase64Offsets(Buffer.from(text).toString("latin1"), true)[
            before.length % 3
          ]!;
          expect(form).to.not.equal("");
          expect(whole.slice(Math.floor((before.length * 4) / 3))).to.include(form);
        },
      ),
      SEED,
    );
  });

  it("a condition means what its tree means", () => {
    type Tree = {
      readonly text: string;
      readonly binding: 0 | 1 | 2;
      readonly holds: (event: Record<string, boolean>) => boolean;
    };
    const within = (tree: Tree, binding: number) =>
      tree.binding < binding ? `(${tree.text})` : tree.text;
    const leaf = fc
      .constantFrom("a", "b", "c")
      .map((name): Tree => ({ text: name, binding: 2, holds: (event) => event[name]! }));
    const some = fc.constantFrom<Tree>(
      { text: "1 of s_*", binding: 2, holds: ({ a, b }) => a! || b! },
      { text: "all of s_*", binding: 2, holds: ({ a, b }) => a! && b! },
      { text: "any of them", binding: 2, holds: ({ a, b, c }) => a! || b! || c! },
    );
    const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5 },
        leaf,
        some,
        tie("tree").map((of): Tree => ({
          text: `not ${within(of, 2)}`,
          binding: 2,
          holds: (event) => !of.holds(event),
        })),
        fc.tuple(tie("tree"), tie("tree")).map(([one, other]): Tree => ({
          text: `${within(one, 1)} and ${within(other, 1)}`,
          binding: 1,
          holds: (event) => one.holds(event) && other.holds(event),
        })),
        fc.tuple(tie("tree"), tie("tree")).map(([one, other]): Tree => ({
          text: `${one.text} or ${other.text}`,
          binding: 0,
          holds: (event) => one.holds(event) || other.holds(event),
        })),
      ),
    }));
    const event = fc.record({ a: fc.boolean(), b: fc.boolean(), c: fc.boolean() });
    fc.assert(
      fc.property(tree, event, ({ text, holds }, event) => {
        const detection = {
          a: { a: true },
          b: { b: true },
          c: { c: true },
          s_a: { a: true },
          s_b: { b: true },
          condition: text,
        };
        const rule = { title: "T", logsource: { product: "windows" }, detection };
        const { rules } = compileSigma({ path: "r.yml", text: JSON.stringify(rule) }, "r.yml");
        expect(slowEvaluate(rules[0]!.stages[0]!.predicate, event), text).to.equal(holds(event));
      }),
      { ...SEED, numRuns: 500 },
    );
  });

  it("whatever a document says, it is compiled or refused with a reason", () => {
    const word = fc.constantFrom(
      "a",
      "a|contains",
      "|all",
      "x|re",
      "x|cidr",
      "x|windash|all",
      "",
      "*",
      "keywords",
      "x|gt|neq",
      "title",
      "condition",
    );
    const anything = fc.anything({
      key: word,
      values: [word, fc.integer(), fc.double(), fc.boolean(), fc.constant(null)],
      maxDepth: 3,
    });
    const selection = fc.oneof(
      anything,
      fc.dictionary(word, fc.oneof(word, fc.integer(), fc.array(word)), { maxKeys: 2 }),
    );
    const condition = fc.oneof(
      textOver("a|()*of nt1", 10),
      fc.constantFrom("a", "a and not x", "1 of them"),
    );
    const text = fc
      .tuple(selection, selection, condition, fc.boolean())
      .map(([a, x, condition, whole]) =>
        JSON.stringify(
          whole
            ? { title: a, logsource: x, detection: { a, x, condition } }
            : { title: "T", logsource: { product: "p" }, detection: { a, x, condition } },
        ),
      );
    let compiled = 0;
    let refused = 0;
    fc.assert(
      fc.property(text, (text) => {
        const { rules, broken, diagnostics } = compileSigma({ path: "r.yml", text }, "r.yml");
        expect(rules.length + broken.length).to.equal(1);
        compiled += rules.length;
        refused += broken.length;
        expect(diagnostics.some(({ severity }) => severity === "error")).to.equal(
          broken.length === 1,
        );
        for (const diagnostic of diagnostics)
          expect(printDiagnostic(diagnostic)).to.include("r.yml:1:");
      }),
      SEED,
    );
    expect(compiled).to.be.greaterThan(20);
    expect(refused).to.be.greaterThan(20);
  });
});
