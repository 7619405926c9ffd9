import { expect } from "chai";
import { lintSigma } from "../../../harness/languages/sigma/lint/lint.ts";
import { growthOf, LINEAR } from "../../growth.ts";

function list(count: number, item: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => item(i)).join("");
}

/** What there is much of in one rule: the smaller number of them, and the selection. */
const ROWS: Readonly<Record<string, readonly [size: number, selection: (n: number) => string]>> = {
  "different values": [500, (n) => `    CommandLine:\n${list(n, (i) => `      - v${i}\n`)}`],
  "equal values": [500, (n) => `    CommandLine:\n${list(n, () => "      - v\n")}`],
  "pieces of values": [
    500,
    (n) => `    CommandLine|contains:\n${list(n, (i) => `      - value${i}\n`)}`,
  ],
  "paths with a slash": [500, (n) => `    Image:\n${list(n, (i) => `      - c:/d${i}/e.exe\n`)}`],
  "fields that no sensor has": [300, (n) => list(n, (i) => `    Field${i}: v\n`)],
};

describe("the growth of linting a rule", () => {
  for (const [what, [size, selection]] of Object.entries(ROWS))
    it(`is linear in ${what}`, () => {
      const textOf = (n: number): string =>
        `title: Long\nlogsource: {product: windows, category: process_creation}\ndetection:\n  s:\n${selection(n)}\n  condition: s\n`;
      // A source of its own each time, so that nothing is remembered of it.
      const lint = (text: string): void => void lintSigma([{ path: "r.yml", text }]);
      expect(lintSigma([{ path: "r.yml", text: textOf(2) }])).to.not.be.empty;
      expect(growthOf(size, textOf, lint)).to.be.below(LINEAR);
    }).timeout(60_000);
});
