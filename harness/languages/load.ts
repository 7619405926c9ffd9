/**
 * Loads rules: finds their files, reads and compiles them. Of `languages/`, only this file,
 * `find-rule-files.ts` and `placeholder-file.ts` touch the disk.
 */
import type { CompiledRule } from "../matching/model/rule.ts";
import { compareCodeUnits } from "../text/code-units.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import { isSourceText, readText } from "../text/read-text.ts";
import { placeOf, type SourceText } from "../text/source.ts";
import type { Compilation, RuleSource, RuleSet } from "./compilation.ts";
import { findRuleFiles, type RuleFile } from "./find-rule-files.ts";
import { LANGUAGES, languageOf, type Language } from "./language.ts";
import { cacheKey, type RuleCache } from "./rule-cache.ts";
import type { Placeholders } from "./sigma/modifiers/placeholders.ts";

export type { BrokenRule } from "./compilation.ts";

export interface LoadOptions {
  /** Lists of values that rules refer to by name (Sigma's modifier `expand`). */
  readonly placeholders?: Placeholders;
  /** The cache of compiled rule sets. A set with files that cannot be read is not cached. */
  readonly cache?: RuleCache;
}

/**
 * Loads rules from files and folders. In a folder the extension decides what is a rule; hidden
 * files and folders and `node_modules` are skipped. A file that was named itself is always
 * tried. A file that is reached twice is loaded once. Rules may refer to each other across files.
 */
export function loadRules(
  paths: readonly string[],
  { placeholders = {}, cache }: LoadOptions = {},
): RuleSet {
  const { files, diagnostics, skippedFiles } = findRuleFiles(paths, isRuleFile);
  const read = files.map(readFile);
  const sources = read.filter((file) => "source" in file);
  const unread = read.filter((file) => "broken" in file);
  const isWhole = unread.length === 0 && diagnostics.length === 0;
  const key = cache && isWhole ? cacheKey(sources, placeholders) : null;
  const known = key === null ? undefined : cache!.get(key);
  if (known) return { ...known, skippedFiles };
  const rules = compileFiles(sources, unread, diagnostics, placeholders);
  if (key !== null) cache!.set(key, { ...rules, skippedFiles });
  return { ...rules, skippedFiles };
}

function compileFiles(
  sources: readonly RuleSource[],
  unread: readonly Compilation[],
  diagnostics: readonly Diagnostic[],
  placeholders: Placeholders,
): Omit<RuleSet, "skippedFiles"> {
  const compiled = LANGUAGES.map((language) => {
    const own = sources.filter(({ source }) => languageFor(source.path) === language);
    return language.compile(own, placeholders);
  });
  const rules = compiled.flatMap((one) => one.rules);
  const broken = [...unread, ...compiled].flatMap((one) => one.broken);
  const found = [
    diagnostics,
    duplicateIds(rules, sources),
    ...[...unread, ...compiled].map((one) => one.diagnostics),
  ].flat();
  return {
    rules: rules.toSorted((a, b) => compareCodeUnits(a.rule.path, b.rule.path)),
    broken: broken.toSorted((a, b) => compareCodeUnits(a.path, b.path)),
    diagnostics: found.toSorted(byFileAndPlace),
  };
}

/** Returns the texts of the files that `loadRules` loads, as far as they can be read. */
export function readRuleSources(paths: readonly string[]): SourceText[] {
  const read = findRuleFiles(paths, isRuleFile).files.map(readFile);
  return read.flatMap((file) => ("source" in file ? [file.source] : []));
}

/** Scenarios are YAML, too, and may lie beside rules. */
function isRuleFile(path: string): boolean {
  return languageOf(path) !== undefined && !/\.scenario\.ya?ml$/.test(path);
}

function languageFor(path: string): Language {
  return languageOf(path) ?? LANGUAGES[0]!;
}

/** Returns a file's text, or what there is to say of one that is none. */
function readFile({ path, name }: RuleFile): RuleSource | Compilation {
  // Thousands of files of a few kilobytes: read one by one they take a tenth of the time.
  const source = readText(path);
  if (isSourceText(source)) return { source, name };
  const diagnostics = [source];
  return { rules: [], broken: [{ path, name, id: null, title: null, diagnostics }], diagnostics };
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
