import { readFileSync } from "node:fs";
import { expect } from "chai";
import { parse } from "smol-toml";
import { tomlPlaces, type TomlPath } from "../../../../harness/languages/eql/files/toml-places.ts";
import { tomlStringOffsets } from "../../../../harness/languages/eql/files/toml-string.ts";
import { filesBelow } from "../../../conformance/walk.ts";
import { CORPORA, needsCorpus } from "../../../corpora.ts";

/** Every way to write a string, a key and a table. */
const TEXT = `# a comment "with" 'quotes' [and] = signs
a.b = "x\\ty\\\\" # behind
"q k" = '''
l'i''t\\n'''
escapes = """\\
  a\\u00e9\\U0001F600b\\x41 \\

   c"d""\\""""
list = [ "a", # c ]
 [ 'b', "c,]" ], { x = "1", y.z = '2' }, [], {} ]
number = 0x1f
[t . "u v"]
time = 1979-05-27T07:32:00Z
four = ''''two'''''
empty = [ "", '', """""", '''''' ]
[[arr]]
k = "0"
[[arr.in]]
k = "00"
[[arr]]
k = "1"
[arr.sub]
k="1s"
[[arr.in]]
k = "10"
[[arr.in]]
k = "11"
returns = """a\r
b\r
"""
`;

/** Checks the place of every string below a value; returns how many there are. */
function check(
  text: string,
  value: unknown,
  path: TomlPath,
  at: ReturnType<typeof tomlPlaces>,
): number {
  if (typeof value === "string") {
    const { start, end } = at(path)!.value;
    expect(parse(`x = ${text.slice(start, end)}`)["x"], path.join(".")).to.equal(value);
    const offsets = tomlStringOffsets(text, { start, end });
    expect(offsets).to.have.length(value.length + 1);
    const isThere = (unit: string, i: number) => [unit, "\\"].includes(text[offsets[i]!]!);
    expect(
      value.split("").findIndex((unit, i) => !isThere(unit, i)),
      path.join("."),
    ).to.equal(-1);
    return 1;
  }
  if (typeof value !== "object" || value === null || value instanceof Date) return 0;
  return Object.entries(value)
    .map(([key, inner]) => check(text, inner, [...path, Array.isArray(value) ? +key : key], at))
    .reduce((sum, count) => sum + count, 0);
}

describe("places in TOML", () => {
  it("are those of all strings, however they are written", () => {
    expect(check(TEXT, parse(TEXT), [], tomlPlaces(TEXT))).to.equal(20);
  });

  it("are those of keys and tables", () => {
    const at = tomlPlaces(TEXT);
    const written = (path: TomlPath, part: "key" | "value") => {
      const place = at(path)?.[part];
      return place && TEXT.slice(place.start, place.end);
    };
    expect(written(["a", "b"], "key")).to.equal("a.b");
    expect(written(["number"], "value")).to.equal("0x1f");
    expect(written(["t", "u v"], "value")).to.equal('[t . "u v"]');
    expect(written(["arr", 1, "in", 1], "key")).to.equal("[[arr.in]]");
    expect(written(["list", 2, "y", "z"], "key")).to.equal("y.z");
  });

  it("are those of what is above where there is nothing", () => {
    const at = tomlPlaces(TEXT);
    expect(at(["arr", 0, "nothing", 3])).to.equal(at(["arr", 0]));
    expect(at(["nothing"])).to.equal(undefined);
    expect(tomlPlaces("")(["rule"])).to.equal(undefined);
  });

  it("are those of all strings in Elastic's rules", async function () {
    this.timeout(20_000);
    needsCorpus(this, "eql/endpoint-rules");
    const files = await filesBelow(`${CORPORA}/eql/endpoint-rules`, (name) =>
      name.endsWith(".toml"),
    );
    const counts = files.map((file) => {
      const text = readFileSync(file, "utf8");
      return check(text, parse(text), [], tomlPlaces(text));
    });
    expect(counts).to.not.be.empty;
    expect(Math.min(...counts)).to.be.greaterThan(8);
  });
});
