import type { RuleSet } from "../languages/compilation.ts";
import { loadRules as load } from "../languages/load.ts";
import type { Placeholders } from "../languages/sigma/modifiers/placeholders.ts";

/** How to load rules. */
export interface RuleOptions {
  /** Lists of values that Sigma rules refer to by name (the modifier `expand`). */
  readonly placeholders?: Placeholders;
}

/**
 * Loads the rules of files and folders, of all languages. In a folder the extension of a file decides
 * what is a rule; hidden files and folders and `node_modules` are skipped.
 *
 * @returns rules that are ready to be used, those that are broken, and what was wrong with them: nothing
 * that a rule file may hold throws
 */
export function loadRules(
  paths: string | readonly string[],
  { placeholders }: RuleOptions = {},
): RuleSet {
  return load([paths].flat(), placeholders ? { sigma: { placeholders } } : {});
}
