import { expect } from "chai";
import fc from "fast-check";
import { type Template, TemplateTree } from "../../../harness/telemetry/records/template-tree.ts";

/** Kinds of values in these tests: digits, and at least one digit; anything up to a comma. */
const DIGITS = 0;
const SOME_DIGITS = 1;
const ANYTHING = 2;

function valueEnd(text: string, at: number, kind: number): number {
  if (kind === ANYTHING) return text.indexOf(",", at);
  let end = at;
  while (/\d/.test(text[end] ?? "")) end++;
  return kind === SOME_DIGITS && end === at ? -1 : end;
}

interface Fit {
  readonly starts: readonly number[];
  readonly end: number;
}

/** Compares a text with one template, the slow way. */
function fit({ literals, blanks }: Template<unknown>, text: string, from: number): Fit | null {
  const starts: number[] = [];
  let at = from;
  for (const [i, literal] of literals.entries()) {
    if (!text.startsWith(literal, at)) return null;
    at += literal.length;
    if (i === blanks.length) break;
    starts.push(at);
    at = valueEnd(text, at, blanks[i]!);
    if (at < 0) return null;
  }
  return { starts, end: at };
}

const letters = fc.string({ unit: fc.constantFrom("a", "b", ",", "é"), maxLength: 4 });
const template = (kinds: readonly number[]): fc.Arbitrary<Template<symbol>> =>
  fc.array(fc.constantFrom(...kinds), { maxLength: 3 }).chain((blanks) =>
    fc
      .array(letters, { minLength: blanks.length + 1, maxLength: blanks.length + 1 })
      .map((parts) => {
        // Two values do not touch, and no record is empty.
        const literals = parts.map((part, i) => (i === 0 && blanks.length > 0 ? part : `${part},`));
        return { literals, blanks, content: Symbol(JSON.stringify([literals, blanks])) };
      }),
  );
const value = fc.constantFrom("", "0", "17", "a", "b1", "aé");
const digits = fc.constantFrom("1", "0", "17");

function written(one: Template<unknown>, values: readonly string[]): string {
  return one.literals
    .map((literal, i) => literal + (i < one.blanks.length ? values[i % values.length]! : ""))
    .join("");
}

describe("the tree of templates", () => {
  it("finds only what fits, and where", () => {
    let found = 0;
    fc.assert(
      fc.property(
        fc.array(template([DIGITS, SOME_DIGITS, ANYTHING]), { minLength: 1, maxLength: 8 }),
        fc.array(value, { minLength: 3, maxLength: 3 }),
        fc.constantFrom("", "x", ",a"),
        (templates, values, before) => {
          const tree = new TemplateTree<symbol>(valueEnd);
          for (const one of templates) tree.add(one);
          for (const one of templates) {
            const text = `${before}${written(one, values)}b`;
            const content = tree.find(text, before.length);
            if (content === null) continue;
            found++;
            const taken = templates.findLast((other) => String(other.content) === String(content))!;
            const { starts, end } = tree;
            expect({ starts, end }).to.deep.equal(fit(taken, text, before.length));
          }
        },
      ),
      { seed: 31, numRuns: 2000 },
    );
    expect(found).to.be.above(1000);
  });

  it("finds whatever fits, however many others begin alike", () => {
    fc.assert(
      fc.property(
        fc.array(template([DIGITS, SOME_DIGITS, ANYTHING]), { minLength: 1, maxLength: 6 }),
        fc.array(fc.oneof(value, digits), { minLength: 3, maxLength: 3 }),
        (templates, values) => {
          const tree = new TemplateTree<symbol>(valueEnd);
          for (const one of templates) tree.add(one);
          for (const one of templates) {
            const text = written(one, values);
            // Found often enough, its letters are compared by other means.
            for (let round = 0; round < 40; round++) {
              const is = tree.find(text, 0) !== null;
              expect(is, text).to.equal(templates.some((other) => fit(other, text, 0)));
            }
          }
        },
      ),
      { seed: 32, numRuns: 500 },
    );
  });

  it("gives the content that came last for the same template", () => {
    const tree = new TemplateTree<string>(valueEnd);
    tree.add({ literals: ["a", "b"], blanks: [DIGITS], content: "first" });
    tree.add({ literals: ["a", "b"], blanks: [DIGITS], content: "second" });
    expect(tree.find("a12b", 0)).to.equal("second");
  });

  it("forgets everything when there are too many", () => {
    const tree = new TemplateTree<number>(valueEnd);
    for (let i = 0; i < 60_000; i++)
      tree.add({ literals: [`<${i.toString(36)}>`], blanks: [], content: i });
    expect(tree.find("<0>", 0)).to.equal(null);
    expect(tree.find(`<${(59_999).toString(36)}>`, 0)).to.equal(59_999);
  });

  it("gives up a record in which too many ways lead nowhere", () => {
    const tree = new TemplateTree<number>(valueEnd);
    const parts = Array.from({ length: 30 }, () => ",");
    for (let bits = 0; bits < 1 << 10; bits++) {
      // Of ten values each is in some templates a value and in others a letter.
      const literals = [""];
      const blanks: number[] = [];
      for (let i = 0; i < parts.length; i++)
        if (i < 10 && bits & (1 << i)) literals[literals.length - 1] += "a,";
        else {
          blanks.push(ANYTHING);
          literals.push(",");
        }
      literals[literals.length - 1] += `${bits}!`;
      tree.add({ literals, blanks, content: bits });
    }
    expect(tree.find(`${"a,".repeat(30)}x!`, 0)).to.equal(null);
  });
});
