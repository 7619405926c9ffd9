import { expect } from "chai";
import {
  locateInKey,
  locateInString,
  locateYaml,
  readYaml,
  readYamlDocuments,
  type YamlPath,
} from "../../harness/text/yaml.ts";
import type { Diagnostic } from "../../harness/text/diagnostic.ts";
import type { TextPlace } from "../../harness/text/source.ts";

const source = (text: string) => ({ path: "file.yml", text });
const marked = ({ line, column, endColumn, lineText }: TextPlace) =>
  `${line}: ${lineText.slice(0, column - 1)}[${lineText.slice(column - 1, endColumn - 1)}]${lineText.slice(endColumn - 1)}`;

describe("readYaml", () => {
  it("reads one document", () => {
    expect(readYaml(source("a: 1\nb: [x, null, true]\n"))).to.deep.equal({
      value: { a: 1, b: ["x", null, true] },
      diagnostics: [],
    });
  });

  it("keeps all digits of whole numbers", () => {
    const numbers = "[9007199254740993, -9007199254740993, 9007199254740991, 0xFFFFFFFFFFFFFFFF]";
    const expected = [
      9007199254740993n,
      -9007199254740993n,
      9007199254740991,
      18446744073709551615n,
    ];
    expect(readYaml(source(numbers)).value).to.deep.equal(expected);
    expect(readYaml(source(`&a ${numbers}`)).value).to.deep.equal(expected);
  });

  it("follows aliases and merges", () => {
    const { value } = readYaml(source("a: &x {b: 1}\nc: *x\nd: {<<: *x, e: 2}\n"));
    expect(value).to.deep.equal({ a: { b: 1 }, c: { b: 1 }, d: { b: 1, e: 2 } });
  });

  for (const [text, name] of [
    ["&a [x, *a]\n", "a"],
    ["k: &b\n  <<: *b\n  c: 1\n", "b"],
    ["- &a 1\n- &a {k: [*a]}\n", "a"],
  ] as const)
    it(`refuses an alias that stands in what it refers to: ${JSON.stringify(text)}`, () => {
      const [document] = readYamlDocuments({ path: "a.yml", text });
      expect(document!.value).to.equal(undefined);
      expect(document!.diagnostics.map(({ code, message }) => [code, message])).to.deep.equal([
        ["yaml/syntax", `The alias "*${name}" stands in what it refers to.`],
      ]);
    });

  it("refuses a repeated key beside anchors", () => {
    const [document] = readYamlDocuments({ path: "a.yml", text: "a: &x 1\nb: *x\na: 2\n" });
    expect(document!.diagnostics.map(({ message, place }) => [message, place])).to.deep.equal([
      [
        "Map keys must be unique.",
        { kind: "text", line: 3, column: 1, endColumn: 2, lineText: "a: 2" },
      ],
    ]);
  });

  it("refuses aliases that expand to more than anyone writes", () => {
    const levels = Array.from(
      { length: 12 },
      (_, i) => `l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`).join(",")}]`,
    );
    const { value, diagnostics } = readYaml(source(["l0: &l0 x", ...levels].join("\n")));
    expect(value).to.equal(undefined);
    expect(diagnostics.map(({ code }) => code)).to.deep.equal(["yaml/syntax"]);
  });

  for (const [what, text, place] of [
    ["a repeated key", "a: 1\na: 2\n", "2: [a]: 2"],
    ["a repeated key beside an anchor", "x: &x 1\na: 1\na: 2\n", "3: [a]: 2"],
    ["what is not well-formed", "a: [1\nb: 2\n", "2: [b]: 2"],
  ] as const) {
    it(`points at ${what}`, () => {
      const { value, diagnostics } = readYaml(source(text));
      expect(value).to.equal(undefined);
      expect(diagnostics.map(({ code }) => code)).to.deep.equal(["yaml/syntax"]);
      expect(marked(diagnostics[0]!.place as TextPlace)).to.equal(place);
    });
  }

  it("refuses several documents", () => {
    for (const text of ["a: 1\n---\nb: 2\n", "a: &x 1\n---\nb: 2\n"])
      expect(readYaml(source(text)).diagnostics.map(({ message }) => message)[0]).to.match(
        /several YAML documents/,
      );
  });

  it("refuses what is nested without end", () => {
    expect(readYaml(source("[".repeat(10_000))).diagnostics.length).to.equal(1);
    expect(readYaml(source(`&a ${"[".repeat(10_000)}`)).diagnostics.length).to.equal(1);
  });
});

describe("readYamlDocuments", () => {
  const values = (text: string) => readYamlDocuments(source(text)).map(({ value }) => value);

  it("reads all documents", () => {
    expect(values("a: 1\n---\nb: 2\n")).to.deep.equal([{ a: 1 }, { b: 2 }]);
    expect(values("a: &x 1\n---\nb: 2\n")).to.deep.equal([{ a: 1 }, { b: 2 }]);
    expect(values("")).to.deep.equal([]);
    expect(values("---\na: 1\n---\n")).to.deep.equal([{ a: 1 }, null]);
  });

  it("keeps the others if one is broken", () => {
    const documents = readYamlDocuments(source("a: 1\n---\nb: [\n---\nc: 3\n"));
    expect(documents.map(({ value }) => value)).to.deep.equal([{ a: 1 }, undefined, { c: 3 }]);
    expect(documents.map(({ diagnostics }) => diagnostics.length)).to.deep.equal([0, 1, 0]);
  });

  it("says where in the text a broken document is wrong", () => {
    for (const text of [
      "a: 1\n---\nb: 2\nb: 3\n---\nc: 3\n",
      "a: &x 1\n---\nb: 2\nb: 3\n---\nc: 3\n",
    ]) {
      const [, { diagnostics }] = readYamlDocuments(source(text)) as [
        unknown,
        { diagnostics: Diagnostic[] },
      ];
      expect(diagnostics.map(({ place }) => marked(place as TextPlace))).to.deep.equal([
        "4: [b]: 3",
      ]);
    }
  });

  it("locates in documents before and after a broken one", () => {
    const text = source("a: 1\n---\nb: [\n---\nc: 3\n");
    expect(marked(locateYaml(text, ["a"], "value", 0))).to.equal("1: a: [1]");
    expect(marked(locateYaml(text, ["c"], "value", 2))).to.equal("5: c: [3]");
  });

  it("keeps the others if aliases of one expand to too much", () => {
    const bomb = Array.from(
      { length: 12 },
      (_, i) => `l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`).join(",")}]`,
    );
    const text = `a: 1\n---\nl0: &l0 x\n${bomb.join("\n")}\n---\nb: 2\n`;
    expect(values(text)).to.deep.equal([{ a: 1 }, undefined, { b: 2 }]);
  });

  it("reports one broken document once", () => {
    const documents = readYamlDocuments(source("a: [\n"));
    expect(documents.map(({ diagnostics }) => diagnostics.length)).to.deep.equal([1]);
  });
});

describe("locateYaml", () => {
  const text = "title: T\nlist:\n  - one\n  - {a: b}\n'quoted': x\n1: y\n---\nsecond: z\n";
  const rows: readonly (readonly [YamlPath, "key" | "value", number, string])[] = [
    [["title"], "key", 0, "1: [title]: T"],
    [["title"], "value", 0, "1: title: [T]"],
    [["list", 0], "value", 0, "3:   - [one]"],
    [["list", 1, "a"], "key", 0, "4:   - {[a]: b}"],
    [["list", 1, "a"], "value", 0, "4:   - {a: [b]}"],
    [["quoted"], "key", 0, "5: ['quoted']: x"],
    [["1"], "value", 0, "6: 1: [y]"],
    [["list", 7], "value", 0, "2: [list]:"],
    [["nowhere"], "key", 0, "1: [t]itle: T"],
    [[], "value", 0, "1: [t]itle: T"],
    [["second"], "key", 1, "8: [second]: z"],
    [["second"], "value", 9, "1: [t]itle: T"],
  ];
  for (const [path, part, document, place] of rows) {
    it(`finds the ${part} of ${JSON.stringify(path)} in document ${document}`, () => {
      expect(marked(locateYaml(source(text), path, part, document))).to.equal(place);
    });
  }
});

describe("locateInString", () => {
  const words = (text: string, word: string, value: string) =>
    marked(locateInString(source(text), ["a"], value.indexOf(word), word.length));

  it("finds a piece however the string is written", () => {
    expect(words("a: one two\n", "two", "one two")).to.equal("1: a: one [two]");
    expect(words("a: 'one two'\n", "two", "one two")).to.equal("1: a: 'one [two]'");
    expect(words('a: "one two"\n', "two", "one two")).to.equal('1: a: "one [two]"');
    expect(words("a: 'it''s two'\n", "two", "it's two")).to.equal("1: a: 'it''s [two]'");
    expect(words("a: one\n  two\n", "two", "one two")).to.equal("2:   [two]");
    expect(words("a: |\n  one\n  two\n", "two", "one\ntwo\n")).to.equal("3:   [two]");
    expect(words("a: >-\n  one\n  two three\n", "three", "one two three")).to.equal(
      "3:   two [three]",
    );
    expect(words("a: one two\r\n", "two", "one two")).to.equal("1: a: one [two]");
  });

  it("points at the whole where escapes are in the way", () => {
    expect(words('a: "\\x6fne two"\n', "two", "one two")).to.equal('1: a: ["\\x6fne two"]');
  });
});

describe("locateInKey", () => {
  it("finds a piece of a key", () => {
    const at = (text: string, key: string) => marked(locateInKey(source(text), [key], 2, 3));
    expect(at("A|all: x\n", "A|all")).to.equal("1: A|[all]: x");
    expect(at("'A|all': x\n", "A|all")).to.equal("1: 'A|[all]': x");
    expect(at('"\\x41|all": x\n', "A|all")).to.equal('1: ["\\x41|all"]: x');
  });
});
