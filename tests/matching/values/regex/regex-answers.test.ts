import { expect } from "chai";
import {
  RegexAnswers,
  type Answers,
} from "../../../../harness/matching/values/regex/regex-answers.ts";

describe("the answers of regular expressions", () => {
  it("are kept for each expression", () => {
    const all = new RegexAnswers(2, 9);
    const [one, other]: Answers[] = [new Map(), new Map()];
    all.add(one!, "x", true);
    all.add(other!, "x", false);
    expect([one!.get("x"), other!.get("x"), all.size]).to.deep.equal([true, false, 2]);
  });

  it("of one expression are forgotten when it has too many", () => {
    const all = new RegexAnswers(2, 9);
    const [one, other]: Answers[] = [new Map(), new Map()];
    all.add(other!, "x", true);
    for (const text of ["a", "b", "c"]) all.add(one!, text, true);
    expect([...one!.keys()]).to.deep.equal(["c"]);
    expect([...other!.keys()]).to.deep.equal(["x"]);
    expect(all.size).to.equal(2);
  });

  it("of all expressions are forgotten when there are too many together", () => {
    const all = new RegexAnswers(9, 3);
    const expressions = Array.from({ length: 4 }, (): Answers => new Map());
    for (const answers of expressions) all.add(answers, "x", true);
    expect(expressions.map(({ size }) => size)).to.deep.equal([0, 0, 0, 1]);
    expect(all.size).to.equal(1);
  });
});
