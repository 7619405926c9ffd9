/** Loads rules: finds their files, reads them and has each language compile its own. */
import type { CompiledRule } from "../matching/model/rule.ts";
import { compareCodeUnits } from "../text/code-units.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import { placeOf } from "../text/source.ts";
import type { Compilation, RuleSource, RuleSet } from "./compilation.ts";
import { LANGUAGES, type Language, type LanguageOptions } from "./language.ts";
import { cacheKey, type RuleCache } from "./rule-cache.ts";
import { readRuleSources, sourcesByLanguage } from "./rule-sources.ts";

export type { BrokenRule } from "./compilation.ts";

export interface LoadOptions extends LanguageOptions {
  /** The cache of compiled rule sets. A set with files that cannot be read is not cached. */
  readonly cache?: RuleCache;
  /** The languages that rules may have; all that there are if absent. */
  readonly languages?: readonly Language[];
}

/**
 * Loads rules from files and folders. In a folder the extension decides what is a rule; hidden
 * files and folders and `node_modules` are skipped. A file that was named itself is always
 * tried. A file that is reached twice is loaded once. Rules may refer to each other across files.
 */
export function loadRules(
  paths: readonly string[],
  { cache, languages = LANGUAGES, ...options }: LoadOptions = {},
): RuleSet {
  const { sources, unreadable, diagnostics, skippedFiles } = readRuleSources(paths, languages);
  const isWhole = unreadable.broken.length === 0 && diagnostics.length === 0;
  const key = cache && isWhole ? cacheKey(sources, languages, options) : null;
  const known = key === null ? undefined : cache!.get(key);
  if (known) return { ...known, skippedFiles };
  const { of, unknown } = sourcesByLanguage(sources, languages);
  const compiled = Array.from(of, ([language, own]) => language.compile(own, options));
  const rules = {
    ...joined([unreadable, unknown, ...compiled], diagnostics, sources),
    skippedFiles,
  };
  if (key !== null) cache!.set(key, rules);
  return rules;
}

function joined(
  parts: readonly Compilation[],
  diagnostics: readonly Diagnostic[],
  sources: readonly RuleSource[],
): Omit<RuleSet, "skippedFiles"> {
  const rules = parts.flatMap((one) => one.rules);
  const found = [
    ...diagnostics,
    ...duplicateIds(rules, sources),
    ...parts.flatMap((one) => one.diagnostics),
  ];
  return {
    rules: rules.toSorted((a, b) => compareCodeUnits(a.rule.path, b.rule.path)),
    broken: parts.flatMap((one) => one.broken).toSorted((a, b) => compareCodeUnits(a.path, b.path)),
    diagnostics: found.toSorted(byFileAndPlace),
  };
}

/** Two rules with one id cannot be told apart by it. */
function duplicateIds(
  rules: readonly CompiledRule[],
  sources: readonly RuleSource[],
): Diagnostic[] {
  const first = new Map<string, CompiledRule>();
  const diagnostics: Diagnostic[] = [];
  for (const compiled of rules) {
    const { id, path } = compiled.rule;
    const other = id === null ? undefined : first.get(id.toLowerCase());
    if (id !== null && !other) first.set(id.toLowerCase(), compiled);
    if (!id || !other) continue;
    const { source } = sources.find((one) => one.source.path === path)!;
    const start = source.text.lastIndexOf(id);
    diagnostics.push({
      code: "rule/duplicate-id",
      severity: "warning",
      message: `The id "${id}" is also that of "${other.rule.title}" in ${other.rule.path}.`,
      hint: "A scenario can name neither rule by its id.",
      file: path,
      place: placeOf(source, { start, end: start + id.length }),
    });
  }
  return diagnostics;
}

/** The order in which findings in texts are listed. */
export function byFileAndPlace(a: Diagnostic, b: Diagnostic): number {
  const [left, right] = [a, b].map(({ place }) =>
    place?.kind === "text" ? [place.line, place.column] : [0, 0],
  );
  return compareCodeUnits(a.file, b.file) || left![0]! - right![0]! || left![1]! - right![1]!;
}
