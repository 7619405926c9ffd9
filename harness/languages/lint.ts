import type { Diagnostic } from "../text/diagnostic.ts";
import { LANGUAGES } from "./language.ts";
import { byFileAndPlace, type LoadOptions } from "./load.ts";
import { readRuleSources, sourcesByLanguage } from "./rule-sources.ts";

/**
 * Returns what may be wrong with the rules under the given paths beyond what loading them says, sorted by
 * file and place. A language without lint has nothing to say.
 */
export function lintRules(
  paths: readonly string[],
  { languages = LANGUAGES, ...options }: Omit<LoadOptions, "cache"> = {},
): readonly Diagnostic[] {
  const { sources } = readRuleSources(paths, languages);
  const { of } = sourcesByLanguage(sources, languages);
  return Array.from(of)
    .flatMap(([language, own]) => language.lint?.(own, options) ?? [])
    .toSorted(byFileAndPlace);
}
