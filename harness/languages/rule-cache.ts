import { createHash } from "node:crypto";
import type { RuleSource, RuleSet } from "./compilation.ts";
import type { Language, LanguageOptions } from "./language.ts";

/**
 * A cache of compiled rule sets by a digest of their files. Since rules refer to each other across
 * files, a set is cached as a whole or not at all. A rule set is plain data, so it can be stored as
 * JSON.
 */
export interface RuleCache {
  /** Returns the rule set of a key, if it is known. */
  get(key: string): RuleSet | undefined;
  set(key: string, rules: RuleSet): void;
}

/**
 * Returns the key of a rule set: a digest of its files' paths, names and texts, of the languages, and of the
 * options of these.
 */
export function cacheKey(
  files: readonly RuleSource[],
  languages: readonly Language[],
  options: LanguageOptions,
): string {
  const names = languages.map(({ name }) => name);
  const hash = createHash("sha256").update(JSON.stringify([names, options]));
  for (const { source, name } of files)
    hash.update(`\0${source.path}\0${name}\0${source.text.length}\0`).update(source.text);
  return hash.digest("hex");
}
