/** How a line begins, or what it holds, that a CI system takes from the output of a step as an order. */
const HASH_COMMAND = /##(?=\w*\[)/g;
const LINE_COMMAND = /^(\s*):(?=:)/gm;

/**
 * Returns a text of several lines in which no CI system finds a command: GitHub takes lines that
 * begin with `::`, white space aside, and `##[` anywhere; Azure takes `##vso[`, TeamCity
 * `##teamcity[`. A space is put in between; nothing is taken away.
 *
 * @see GitHub Actions runner, ActionCommand.TryParseV2 and TryParse
 */
export function defused(text: string): string {
  // Long texts of matches are looked at twice at the speed of memory, and then left alone.
  const lines = text.includes("::") ? text.replace(LINE_COMMAND, "$1: ") : text;
  return splitHashes(lines, "# #");
}

/** Returns a text with `inPlace` for each `##` that begins a command, wherever in a line it stands. */
export function splitHashes(text: string, inPlace: string): string {
  return text.includes("##") ? text.replace(HASH_COMMAND, inPlace) : text;
}
