import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { loadRules } from "../../../harness/languages/load.ts";
import { readPlaceholders } from "../../../harness/languages/sigma/placeholder-file.ts";

describe("files of placeholders", () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "firedrill-placeholders-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  function read(text: string): ReturnType<typeof readPlaceholders> {
    writeFileSync(join(folder, "values.yml"), text);
    return readPlaceholders(join(folder, "values.yml"));
  }

  it("are maps of names to values, one or several", () => {
    const { placeholders, diagnostics } = read("admins: [root, 12]\nhost: DC-01\nnone: []\n");
    expect(diagnostics).to.deep.equal([]);
    expect(placeholders).to.deep.equal({ admins: ["root", "12"], host: ["DC-01"], none: [] });
  });

  const rows: readonly (readonly [string, string, string])[] = [
    ["no map", "[a]", "rule/placeholders 1"],
    ["a value that is none", "a: [x]\nb: [{c: 1}]\n", "rule/placeholders 2"],
    ["null", "a:\n", "rule/placeholders 1"],
    ["no YAML", "a: [\n", "yaml/syntax 2"],
  ];
  for (const [why, text, expected] of rows)
    it(`give an error: ${why}`, () => {
      const found = read(text).diagnostics.map(
        ({ code, place }) => `${code} ${place?.kind === "text" ? place.line : 0}`,
      );
      expect(found).to.deep.equal([expected]);
    });

  it("give an error where they are missing", () => {
    const { diagnostics } = readPlaceholders(join(folder, "nowhere.yml"));
    expect(diagnostics.map(({ code }) => code)).to.deep.equal(["file/not-found"]);
  });

  it("give rules their values", () => {
    const { placeholders } = read("admins: [root]\n");
    const rule =
      "title: P\nlogsource: {product: windows}\ndetection: {s: {User|expand: '%admins%'}, condition: s}\n";
    writeFileSync(join(folder, "rule.yml"), rule);
    const path = join(folder, "rule.yml");
    expect(loadRules([path]).broken.length).to.equal(1);
    expect(loadRules([path], { sigma: { placeholders } }).rules.length).to.equal(1);
  });
});
