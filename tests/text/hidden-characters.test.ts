import { expect } from "chai";
import { terminalText } from "../../harness/cli/output/terminal-text.ts";
import { defused } from "../../harness/text/ci-command.ts";
import { printableJson } from "../../harness/text/hidden-characters.ts";
import { visible } from "../../harness/text/print-diagnostic.ts";

const ROWS: readonly (readonly [name: string, text: string, visible: string, json: string])[] = [
  ["words", "Bücher, 東京, 🚒", "Bücher, 東京, 🚒", "Bücher, 東京, 🚒"],
  [
    "joiners",
    "👩\u200d🚒 می\u200cخواهم ❤\ufe0f",
    "👩\u200d🚒 می\u200cخواهم ❤\ufe0f",
    "👩\u200d🚒 می\u200cخواهم ❤\ufe0f",
  ],
  ["a tab and line breaks", "a\tb\r\nc", "a b␍␊c", "a\\tb\\r\\nc"],
  ["ESC", "\u001b[31m", "␛[31m", "\\u001b[31m"],
  ["DEL", "\u007f", "␡", "\\u007f"],
  ["CSI of C1", "\u009b31m", "�31m", "\\u009b31m"],
  ["separators", "\u2028\u2029", "��", "\\u2028\\u2029"],
  ["directions", "\u202e\u2067\u200f\u061c", "����", "\\u202e\\u2067\\u200f\\u061c"],
  ["a tag, which is two units", "\u{e0041}", "�", "\\udb40\\udc41"],
  ["fillers", "\u3164\u200b\ufeff\u00ad", "����", "\\u3164\\u200b\\ufeff\\u00ad"],
  [
    "commands in a line",
    "a ##[b] ##vso[c] ##x",
    "a # #[b] # #vso[c] ##x",
    "a \\u0023#[b] \\u0023#vso[c] ##x",
  ],
  ["a command after a backslash", "\\##[b]", "\\# #[b]", "\\\\\\u0023#[b]"],
];

describe("hidden characters", () => {
  for (const [name, text, seen, json] of ROWS) {
    it(`are visible: ${name}`, () => expect(visible(text)).to.equal(seen));
    it(`are escaped in JSON: ${name}`, () => {
      const written = printableJson(JSON.stringify({ [text]: [text] }, null, 2));
      expect(written).to.equal(`{\n  "${json}": [\n    "${json}"\n  ]\n}`);
      expect(JSON.parse(written)).to.deep.equal({ [text]: [text] });
    });
  }
});

describe("commands of CI systems", () => {
  for (const [text, expected] of [
    ["::error::a", ": :error::a"],
    ["a\n \t::error::a\n\n::b", "a\n \t: :error::a\n\n: :b"],
    ["address ::1", "address ::1"],
    ["a: b", "a: b"],
  ] as const)
    it(`are none in ${JSON.stringify(expected)}`, () => expect(defused(text)).to.equal(expected));
});

describe("terminalText", () => {
  for (const [name, text, expected] of [
    ["leaves colours", "\u001b[1m\u001b[31m✖\u001b[39m\u001b[22m a\tb\n", null],
    ["leaves what takes the progress line away", "\r\u001b[K 10 %", null],
    ["leaves JSON as it is", '{"a":"::b"}\n', null],
    ["shows any other sequence", "\u001b]0;a\u0007\u001b[2J\r", "␛]0;a␇␛[2J␍"],
    ["shows no command behind a colour", "\u001b[1m##vso[a]", "\u001b[1m# #vso[a]"],
    ["shows no command at the start of a line", "a\n::b", "a\n: :b"],
  ] as const)
    it(name, () => expect(terminalText(text)).to.equal(expected ?? text));
});
