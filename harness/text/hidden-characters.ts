/** Characters that nobody sees, or that a terminal obeys: what comes from strangers is never printed with them. */
import { splitHashes } from "./ci-command.ts";

/**
 * Controls (C0 and C1, so ESC and CSI too), separators of lines and paragraphs, and whatever Unicode says
 * to show nothing for: directions of writing, tags, fillers. Joiners and the two selectors of how an emoji
 * looks are no secret: words of several scripts are written with them. A line break is left, too.
 *
 * @see Unicode, DerivedCoreProperties.txt, Default_Ignorable_Code_Point
 */
const HIDDEN =
  /(?!\n|\u200c|\u200d|\ufe0e|\ufe0f)[\p{Cc}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu;

/** Most texts hold nothing else, and of that it is found out ten times as fast. */
const PLAIN = /^[\n -~]*$/;

/** Returns the text with what `instead` gives for each hidden character; line breaks are left. */
export function replaceHidden(text: string, instead: (character: string) => string): string {
  return PLAIN.test(text) ? text : text.replace(HIDDEN, instead);
}

/** Returns one visible sign for a hidden character. */
export function signOf(character: string): string {
  if (character === "\t") return " ";
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? "\u2421" : "\ufffd";
}

/**
 * Returns JSON that says the same, and in which no terminal and no CI system finds anything to obey:
 * hidden characters, and a `#` that would begin a command, are written as `\u` and four digits.
 *
 * @param json as `JSON.stringify` writes it
 */
export function printableJson(json: string): string {
  return splitHashes(replaceHidden(json, escapeUnits), "\\u0023#");
}

function escapeUnits(character: string): string {
  return [...Array(character.length).keys()]
    .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`)
    .join("");
}
