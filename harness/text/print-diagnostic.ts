import { defused, splitHashes } from "./ci-command.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { replaceHidden, signOf } from "./hidden-characters.ts";
import type { TextPlace } from "./source.ts";

/** The widest piece of a source line that is shown; a longer line is cut around the fault. */
const WIDTH = 100;

/**
 * Returns a diagnostic as the terminal shows it: place and code, message and hint, and the line
 * with its fault underlined. Control characters of the source are made visible, so that a hostile
 * file cannot write to the terminal, nor give orders to a CI system.
 */
export function printDiagnostic(diagnostic: Diagnostic): string {
  const lines = [
    `${placeOnScreen(diagnostic)}  ${diagnostic.code}${diagnostic.severity === "note" ? " (note)" : ""}`,
    `  ${visible(diagnostic.message)}`,
  ];
  if (diagnostic.hint) lines.push(`  ${visible(diagnostic.hint)}`);
  if (diagnostic.place?.kind === "text") lines.push(...codeFrame(diagnostic.place));
  return defused(lines.join("\n"));
}

/** Returns where something is wrong, in the form that terminals make clickable: `a.yml:3:17`, `b.evtx@0x00012a40`. */
export function placeOnScreen({ file, place }: Diagnostic): string {
  switch (place?.kind) {
    case "text":
      return `${visible(file)}:${place.line}:${place.column}`;
    case "byte":
      return `${visible(file)}@0x${place.offset.toString(16).padStart(8, "0")}`;
    case undefined:
      return visible(file);
  }
}

/** Of a place of several lines, the first is shown. */
function codeFrame(place: TextPlace): string[] {
  const { line, column, lineText } = place;
  const endColumn = place.endLine === undefined ? place.endColumn : lineText.length + 1;
  const from = column <= WIDTH - 20 ? 0 : column - 40;
  const shown = lineText.slice(from, from + WIDTH);
  const gutter = `${line} | `;
  const length = Math.max(1, Math.min(endColumn - column, shown.length - (column - 1 - from)));
  return [
    "",
    gutter + visible(shown),
    " ".repeat(gutter.length + column - 1 - from) + "^".repeat(length),
  ];
}

/**
 * Returns the text of a stranger as it is safe to print: one line, with a visible sign for each character
 * that a terminal would obey or hide, and without `##[` and the like, which CI systems obey anywhere in a
 * line. What they obey at the start of a line, whoever prints the line must see to (`defused`).
 */
export function visible(text: string): string {
  return splitHashes(replaceHidden(text, signOf).replaceAll("\n", "\u240a"), "# #");
}
