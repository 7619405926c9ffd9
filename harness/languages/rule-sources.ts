/** The texts of rule files, each given to its language. */
import type { Diagnostic } from "../text/diagnostic.ts";
import { isSourceText, readText } from "../text/read-text.ts";
import type { Compilation, RuleSource } from "./compilation.ts";
import { findRuleFiles, type RuleFile } from "./find-rule-files.ts";
import { isScenarioName } from "./scenario-name.ts";
import { hasRuleExtension, languageOf, type Language } from "./language.ts";

/** The files under some paths. */
export interface RuleSources {
  /** All that are texts. */
  readonly sources: readonly RuleSource[];
  /** Files that are no texts, as broken rules. */
  readonly unreadable: Compilation;
  /** Of paths that lead nowhere. */
  readonly diagnostics: readonly Diagnostic[];
  /** The number of files in folders that hold no rules, and of folders that are not entered. */
  readonly skippedFiles: number;
}

/**
 * Reads the rule files under the given paths: in a folder, those with the extension of a language.
 */
export function readRuleSources(
  paths: readonly string[],
  languages: readonly Language[],
): RuleSources {
  const isRuleFile = (path: string): boolean =>
    hasRuleExtension(path, languages) && !isScenarioName(path);
  const { files, diagnostics, skippedFiles } = findRuleFiles(paths, isRuleFile);
  const sources: RuleSource[] = [];
  const unreadable: (readonly [RuleFile, Diagnostic])[] = [];
  for (const file of files) {
    // Thousands of files of a few kilobytes: read one by one they take a tenth of the time.
    const source = readText(file.path);
    if (isSourceText(source)) sources.push({ source, name: file.name });
    else unreadable.push([file, source]);
  }
  return { sources, unreadable: broken(unreadable), diagnostics, skippedFiles };
}

/** Returns the sources of each language, and as broken rules those whose language is not known. */
export function sourcesByLanguage(
  sources: readonly RuleSource[],
  languages: readonly Language[],
): { readonly of: ReadonlyMap<Language, readonly RuleSource[]>; readonly unknown: Compilation } {
  const of = new Map<Language, RuleSource[]>(languages.map((language) => [language, []]));
  const unknown: (readonly [RuleFile, Diagnostic])[] = [];
  for (const one of sources) {
    const language = languageOf(one.source, languages);
    if ("compile" in language) of.get(language)!.push(one);
    else unknown.push([{ path: one.source.path, name: one.name }, language]);
  }
  return { of, unknown: broken(unknown) };
}

function broken(files: readonly (readonly [RuleFile, Diagnostic])[]): Compilation {
  return {
    rules: [],
    broken: files.map(([{ path, name }, diagnostic]) => ({
      path,
      name,
      id: null,
      title: null,
      diagnostics: [diagnostic],
    })),
    diagnostics: files.map(([, diagnostic]) => diagnostic),
  };
}
