/**
 * Returns a text of several lines in which no CI system finds a command: GitHub takes lines that
 * begin with `::`, white space aside, and `##[` anywhere; Azure takes `##vso[`, TeamCity
 * `##teamcity[`. A space is put in between; nothing is taken away.
 *
 * @see GitHub Actions runner, ActionCommand.TryParseV2 and TryParse
 */
export function defused(text: string): string {
  return text.replace(/^(\s*):(?=:)/gm, "$1: ").replace(/##(?=\w*\[)/g, "# #");
}
