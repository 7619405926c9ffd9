import { stripVTControlCharacters } from "node:util";
import pc from "picocolors";
import { visible } from "../text/print-diagnostic.ts";

/**
 * How a text is made fit for where it goes: colours, and what becomes of text that is not ours.
 * Whatever comes from recordings, rules or scenario files goes through `escapeUntrusted`.
 */
export interface Painter {
  readonly colors: ReturnType<typeof pc.createColors>;
  readonly escapeUntrusted: (text: string) => string;
}

/** Returns the painter of a terminal: control characters become visible signs. */
export function terminalPainter(colored: boolean): Painter {
  return { colors: pc.createColors(colored), escapeUntrusted: visible };
}

/** For files: without colours; terminal sequences are dropped, other controls become visible signs. */
export const FILE_PAINTER: Painter = {
  colors: pc.createColors(false),
  escapeUntrusted: (text) => visible(stripVTControlCharacters(text)),
};
