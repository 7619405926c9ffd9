import { expect } from "chai";
import { elementsOf } from "../../../../harness/matching/evaluate/expression/elements.ts";
import type { Scalar } from "../../../../harness/matching/values/typed-values.ts";

const FRAME = JSON.stringify({
  symbol_info: "c:\\windows\\ntdll.dll!Nt+0x14",
  size: 4096,
  trusted: false,
  nothing: null,
  names: ["a", null, ["b", "a"]],
  module: { hash: { sha256: "ff" } },
  "module.path": "c:\\x",
  parts: [{ name: "x" }, { name: "y" }, 5],
  constructor: "own",
});

describe("an element of a list", () => {
  const rows: readonly (readonly [Scalar, path: string, values: readonly Scalar[]])[] = [
    [FRAME, "symbol_info", ["c:\\windows\\ntdll.dll!Nt+0x14"]],
    [FRAME, "size", [4096]],
    [FRAME, "trusted", [false]],
    [FRAME, "nothing", []],
    [FRAME, "names", ["a", "b"]],
    [FRAME, "module.hash.sha256", ["ff"]],
    [FRAME, "module.path", ["c:\\x"]],
    [FRAME, "module", ['{"hash":{"sha256":"ff"}}']],
    [FRAME, "parts.name", ["x", "y"]],
    [FRAME, "constructor", ["own"]],
    [FRAME, "toString", []],
    [FRAME, "absent", []],
    [FRAME, "size.of", []],
    [FRAME, "", [FRAME]],
    ["a text", "a", []],
    ["a text", "", ["a text"]],
    [5, "a", []],
    [true, "", [true]],
    ["{", "a", []],
    ['[{"a":1}]', "a", []],
    [' {"a":1} ', "a", [1]],
    [`{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`, "a", []],
  ];
  for (const [scalar, path, values] of rows)
    it(`${JSON.stringify(scalar).slice(0, 30)} has ${values.length} at "${path}"`, () =>
      expect(elementsOf([scalar])[0]!.values(path)).to.deep.equal(values));

  it("is made once for each list", () => {
    const list = [FRAME];
    expect(elementsOf(list)).to.equal(elementsOf(list));
    expect(elementsOf([])).to.deep.equal([]);
  });
});
