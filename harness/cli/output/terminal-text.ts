import { defused } from "../../text/ci-command.ts";
import { replaceHidden, signOf } from "../../text/hidden-characters.ts";

/**
 * Returns a text as it goes to stdout or stderr. Whoever prints text of strangers makes it visible, or
 * writes it as JSON; this is the last door, behind which no terminal and no CI system finds anything to
 * obey, even where that was forgotten. What this program itself says to a terminal is left: colours, and
 * that the progress line is taken away.
 */
export function terminalText(text: string): string {
  return defused(
    text
      .split(OWN_SEQUENCES)
      .map((piece, at) => (at % 2 ? piece : plain(piece)))
      .join(""),
  );
}

// eslint-disable-next-line no-control-regex -- they are what is looked for
const OWN_SEQUENCES = /(\x1b\[[\d;]*m|\r\x1b\[K)/;

function plain(text: string): string {
  return replaceHidden(text, (character) => (character === "\t" ? character : signOf(character)));
}
