import type { Match } from "../matching/model/match.ts";
import { printableJson } from "../text/hidden-characters.ts";
import { matchLine, matchRow } from "./match-lines.ts";
import { terminalPainter } from "./painter.ts";

export const MATCH_FORMATS = ["table", "ndjson", "json"] as const;
export type MatchFormat = (typeof MATCH_FORMATS)[number];

/** Returns what writes a match down as one line, without line break. */
export function lineOf(format: MatchFormat, colored: boolean): (match: Match) => string {
  if (format !== "table") return (match) => printableJson(matchLine(match));
  const painter = terminalPainter(colored);
  return (match) => matchRow(match, painter);
}

/** What stands around the lines of matches, so that all of them are one document. */
export interface Frame {
  /** Takes lines of matches, without the last line break; returns them as they are printed. */
  lines(lines: string): string;
  end(): string;
}

/** Returns the frame of one document. */
export function frameOf(format: MatchFormat): Frame {
  if (format !== "json") return { lines: (lines) => `${lines}\n`, end: () => "" };
  let isEmpty = true;
  return {
    lines(lines) {
      const before = isEmpty ? "[\n" : ",\n";
      isEmpty = false;
      return before + lines.replaceAll("\n", ",\n");
    },
    end: () => (isEmpty ? "[]\n" : "\n]\n"),
  };
}
