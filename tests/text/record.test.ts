import { expect } from "chai";
import { isRecord } from "../../harness/text/record.ts";

describe("isRecord", () => {
  const ROWS: readonly (readonly [value: unknown, is: boolean])[] = [
    [{}, true],
    [{ a: 1 }, true],
    [Object.create(null), true],
    [null, false],
    [undefined, false],
    [[], false],
    ["text", false],
    [4, false],
  ];
  for (const [value, is] of ROWS)
    it(`${JSON.stringify(value)}: ${is}`, () => expect(isRecord(value)).to.equal(is));
});
