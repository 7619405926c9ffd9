import { expect } from "chai";
import { printDiagnostic } from "../../harness/text/print-diagnostic.ts";
import { decodeText, isSourceText, readText } from "../../harness/text/read-text.ts";
import { fileURLToPath } from "node:url";

const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, "utf16le");
const latin = (text: string): Buffer => Buffer.from(text, "latin1");

describe("texts of files", () => {
  const texts: [name: string, bytes: Buffer, text: string][] = [
    ["UTF-8", Buffer.from("é😀\r\n"), "é😀\r\n"],
    ["UTF-8 with a byte order mark", Buffer.from("\ufeffé"), "é"],
    ["UTF-16, little-endian", utf16("é😀\n"), "é😀\n"],
    ["UTF-16, big-endian", utf16("é😀\n").swap16(), "é😀\n"],
    ["nothing", Buffer.from(""), ""],
    ["nothing but a mark", utf16(""), ""],
    ["a replacement character that is written", Buffer.from("\ufffd"), "\ufffd"],
    ["a mark within the text", Buffer.from("a\ufeffb"), "a\ufeffb"],
  ];
  for (const [name, bytes, text] of texts)
    it(`are read: ${name}`, () =>
      expect(decodeText("f", bytes)).to.deep.equal({ path: "f", text }));

  const faults: [name: string, bytes: Buffer, printed: string][] = [
    [
      "Latin-1",
      latin("title: x\nby: Ren\xe9 and Zo\xeb\n"),
      'f:2:8  file/not-text|  The byte 0xE9 is no text in UTF-8.|  In Windows-1252 (Latin-1) it is "é". Save the file as UTF-8.||2 | by: Ren\\xE9 and Zo\\xEB|           ^^^^',
    ],
    [
      "Latin-1 behind UTF-8",
      Buffer.concat([Buffer.from("\ufeffé😀 "), latin("\xe9")]),
      'f:1:5  file/not-text|  The byte 0xE9 is no text in UTF-8.|  In Windows-1252 (Latin-1) it is "é". Save the file as UTF-8.||1 | é😀 \\xE9|        ^^^^',
    ],
    [
      "a character that is cut off",
      Buffer.from("a😀").subarray(0, 3),
      'f:1:2  file/not-text|  The byte 0xF0 is no text in UTF-8.|  In Windows-1252 (Latin-1) it is "ð". Save the file as UTF-8.||1 | a\\xF0\\x9F|     ^^^^',
    ],
    [
      "half of a surrogate pair in UTF-8",
      latin("a\xed\xa0\x80"),
      'f:1:2  file/not-text|  The byte 0xED is no text in UTF-8.|  In Windows-1252 (Latin-1) it is "í". Save the file as UTF-8.||1 | a\\xED\\xA0\\x80|     ^^^^',
    ],
    [
      "a form that is too long",
      latin("\xc0\xaf"),
      'f:1:1  file/not-text|  The byte 0xC0 is no text in UTF-8.|  In Windows-1252 (Latin-1) it is "À". Save the file as UTF-8.||1 | \\xC0\\xAF|    ^^^^',
    ],
    [
      "a NUL",
      Buffer.from("title: x\nlevel: \0high\n"),
      "f:2:8  file/not-text|  There is a NUL here, which no text has.|  Remove it, and look for other damage to the file.||2 | level: ␀high|           ^",
    ],
    [
      "UTF-16 without a mark",
      utf16("title\n").subarray(2),
      "f:1:2  file/not-text|  There is a NUL here, which no text has.|  It looks like UTF-16 without a byte order mark: save the file as UTF-8.||1 | t␀i␀t␀l␀e␀|     ^",
    ],
    [
      "UTF-16 behind UTF-8",
      Buffer.concat([
        Buffer.from("title: x\nlevel: high, and more of it\n"),
        utf16("a").subarray(2),
      ]),
      "f:3:2  file/not-text|  There is a NUL here, which no text has.|  Remove it, and look for other damage to the file.||3 | a␀|     ^",
    ],
    [
      "UTF-16 that ends within a character",
      utf16("title").subarray(0, -1),
      "f:1:5  file/not-text|  The file is UTF-16, and ends in the middle of a character.|  Save the file as UTF-8.||1 | titl|        ^",
    ],
    [
      "half of a surrogate pair in UTF-16",
      utf16("a\nb\ud83dc").swap16(),
      "f:2:2  file/not-text|  The file is UTF-16, and 0xD83D is half of a character there.|  Save the file as UTF-8.||2 | b\\uD83Dc|     ^^^^^^",
    ],
  ];
  for (const [name, bytes, printed] of faults)
    it(`are none: ${name}`, () => {
      const read = decodeText("f", bytes);
      expect(isSourceText(read) ? read.text : printDiagnostic(read).replaceAll("\n", "|")).to.equal(
        printed,
      );
      expect(JSON.stringify(read)).to.not.include("\ufffd");
    });

  it("are quick to refuse, however long the line", function () {
    this.timeout(2000);
    expect(isSourceText(decodeText("f", Buffer.alloc(5_000_000, 0xe9)))).to.equal(false);
  });

  it("are told where there is no such file, or it is none", () => {
    const folder = fileURLToPath(new URL(".", import.meta.url));
    const codes = [`${folder}nowhere`, folder].map((path) => {
      const read = readText(path);
      return isSourceText(read) ? "text" : read.code;
    });
    expect(codes).to.deep.equal(["file/not-found", "file/unreadable"]);
  });
});
