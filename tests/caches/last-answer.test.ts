import { expect } from "chai";
import { keepingLast } from "../../harness/caches/last-answer.ts";

describe("a function that remembers its last answer", () => {
  const asked: string[] = [];
  const upper = keepingLast((text) => {
    asked.push(text);
    return text === "" ? undefined : text.toUpperCase();
  });
  const rows: readonly [text: string, answer: string | undefined, asked: number][] = [
    ["a", "A", 1],
    ["a", "A", 1],
    ["b", "B", 2],
    ["a", "A", 3],
    ["", undefined, 4],
    ["", undefined, 4],
  ];
  it("is asked again only for another text", () => {
    for (const [text, answer, times] of rows) {
      expect(upper(text)).to.equal(answer);
      expect(asked).to.have.length(times);
    }
  });
});
