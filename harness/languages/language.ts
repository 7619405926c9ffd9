import { extname } from "node:path";
import type { SourceText } from "../text/source.ts";
import type { Compilation } from "./compilation.ts";
import { compileSigma } from "./sigma/compile.ts";

/** A rule language: which files hold it, and what they mean. */
export interface Language {
  /** As `DetectionRule.language` says it. */
  readonly name: string;
  /** Of files in a folder, with the dot, in lower case. */
  readonly extensions: readonly string[];
  /** @param name by which scenarios call the rules of the file */
  compile(source: SourceText, name: string): Compilation;
}

const SIGMA: Language = { name: "sigma", extensions: [".yml", ".yaml"], compile: compileSigma };

/** The table of languages. */
export const LANGUAGES: readonly Language[] = [SIGMA];

/** Returns the language that a file's extension says it holds, if any. */
export function languageOf(path: string): Language | undefined {
  const extension = extname(path).toLowerCase();
  return LANGUAGES.find(({ extensions }) => extensions.includes(extension));
}
