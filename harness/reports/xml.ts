import { stripVTControlCharacters } from "node:util";
import { splitHashes } from "../text/ci-command.ts";
import { replaceHidden, signOf } from "../text/hidden-characters.ts";

/** What XML 1.0 cannot hold, not even escaped: most control characters, lone surrogates, U+FFFE/F. */
const ILLEGAL = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;",
};

/**
 * Returns a text as the content of an element. Terminal sequences and characters that XML cannot
 * hold are dropped, hidden ones become a visible sign; every `<`, `>` and `&` is escaped, so that no mark-up
 * and no `]]>` is left, and so is what begins a command of a CI system.
 *
 * @see XML 1.0 (fifth edition), 2.2 Char and 2.4 CharData
 */
export function xmlText(text: string): string {
  const escaped = legal(text).replace(/[&<>\r]/g, (sign) => ESCAPES[sign]!);
  return withoutCommands(escaped).replace(/^(\s*):(?=:)/gm, "$1&#58;");
}

/** Returns attributes as they stand in a tag, each after a space. Those that are null are left out. */
export function xmlAttributes(
  attributes: Readonly<Record<string, string | number | null>>,
): string {
  return Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(
      ([name, value]) =>
        ` ${name}="${withoutCommands(legal(String(value)).replace(/[&<>"'\t\n\r]/g, (sign) => ESCAPES[sign]!))}"`,
    )
    .join("");
}

function withoutCommands(escaped: string): string {
  return splitHashes(escaped, "&#35;#");
}

function legal(text: string): string {
  const sound = stripVTControlCharacters(text).replace(ILLEGAL, "");
  return replaceHidden(sound, (sign) => (/[\t\r]/.test(sign) ? sign : signOf(sign)));
}
