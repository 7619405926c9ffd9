import { extname } from "node:path";
import type { Compilation, RuleSource } from "./compilation.ts";
import { compileEqlFiles } from "./eql/compile-files.ts";
import { compileSigmaFiles } from "./sigma/compile-files.ts";
import type { Placeholders } from "./sigma/modifiers/placeholders.ts";

/** A rule language: which files hold it, and what they mean. */
export interface Language {
  /** As `DetectionRule.language` says it. */
  readonly name: string;
  /** Of files in a folder, with the dot, in lower case. */
  readonly extensions: readonly string[];
  /**
   * Compiles all files of the language: rules may refer to rules of other files.
   *
   * @param placeholders lists of values that rules refer to by name
   */
  compile(files: readonly RuleSource[], placeholders: Placeholders): Compilation;
}

const SIGMA: Language = {
  name: "sigma",
  extensions: [".yml", ".yaml"],
  compile: compileSigmaFiles,
};

const EQL: Language = {
  name: "eql",
  extensions: [".eql", ".toml"],
  compile: compileEqlFiles,
};

/** The table of languages. */
export const LANGUAGES: readonly Language[] = [SIGMA, EQL];

/** Returns the language that a file's extension says it holds, if any. */
export function languageOf(path: string): Language | undefined {
  const extension = extname(path).toLowerCase();
  return LANGUAGES.find(({ extensions }) => extensions.includes(extension));
}
