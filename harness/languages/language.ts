import { extname } from "node:path";
import type { Origin } from "../matching/model/predicate.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import type { SourceText, Span } from "../text/source.ts";
import type { Compilation, RuleSource } from "./compilation.ts";
import { compileEqlFiles } from "./eql/compile-files.ts";
import { recognisesEql } from "./eql/recognise.ts";
import { compileSigmaFiles, type SigmaOptions } from "./sigma/compile-files.ts";
import { locateInSigma } from "./sigma/compile/origins.ts";
import { lintSigma } from "./sigma/lint/lint.ts";
import { recognisesSigma } from "./sigma/recognise.ts";

/** A rule language: which files hold it, what they mean, and what may be wrong with them. */
export interface Language {
  /** As `DetectionRule.language` says it. */
  readonly name: string;
  /** Of files in a folder, with the dot, in lower case. Several languages may have one. */
  readonly extensions: readonly string[];
  /**
   * Whether a text is of this language, however broken. Asked where the extension does not say: several
   * languages have it, or none.
   */
  recognises(source: SourceText): boolean;
  /** Compiles all files of the language: rules may refer to rules of other files. */
  compile(sources: readonly RuleSource[], options: LanguageOptions): Compilation;
  /**
   * Returns where in a text the test with an origin was written; null if the text has changed so that
   * nothing is there.
   */
  locate(origin: Origin, source: SourceText): Span | null;
  /** Returns what may be wrong with rules that can be compiled, beyond what compiling them says. */
  lint?(sources: readonly RuleSource[], options: LanguageOptions): readonly Diagnostic[];
}

/** The options of each language, by its name: plain data, since compiled rules are cached by them. */
export interface LanguageOptions {
  readonly sigma?: SigmaOptions;
}

const SIGMA: Language = {
  name: "sigma",
  extensions: [".yml", ".yaml"],
  recognises: recognisesSigma,
  compile: (sources, { sigma }) => compileSigmaFiles(sources, sigma),
  locate: locateInSigma,
  lint: (sources) => lintSigma(sources.map(({ source }) => source)),
};

const EQL: Language = {
  name: "eql",
  extensions: [".eql", ".toml"],
  recognises: recognisesEql,
  compile: (sources) => compileEqlFiles(sources),
  locate: ([start, end], { text }) => (end <= text.length ? { start, end } : null),
};

/** The table of languages. Their order says nothing. */
export const LANGUAGES: readonly Language[] = [SIGMA, EQL];

/** Whether the extension of a file is that of a language. */
export function hasRuleExtension(path: string, languages: readonly Language[]): boolean {
  return withExtensionOf(path, languages).length > 0;
}

/**
 * Returns the language of a file: the one with its extension; of several, or of all if none has it, the
 * one that recognises the content.
 *
 * @returns a diagnostic if none does, or more than one
 */
export function languageOf(
  source: SourceText,
  languages: readonly Language[],
): Language | Diagnostic {
  const named = withExtensionOf(source.path, languages);
  const [only] = named;
  if (only && named.length === 1) return only;
  const candidates = only ? named : languages;
  const recognised = candidates.filter((language) => language.recognises(source));
  const [found] = recognised;
  if (found && recognised.length === 1) return found;
  return unknownLanguage(source.path, only ? named : [], recognised, candidates);
}

function withExtensionOf(path: string, languages: readonly Language[]): readonly Language[] {
  const extension = extname(path).toLowerCase();
  return languages.filter(({ extensions }) => extensions.includes(extension));
}

function unknownLanguage(
  path: string,
  named: readonly Language[],
  recognised: readonly Language[],
  candidates: readonly Language[],
): Diagnostic {
  const names = (of: readonly Language[], join: string) => of.map(({ name }) => name).join(join);
  const shared =
    named.length > 0
      ? `"${extname(path)}" is the extension of ${names(named, " and ")}`
      : `"${extname(path)}" is the extension of no rule language`;
  const found =
    recognised.length === 0
      ? `the content is recognised as none of ${names(candidates, ", ")}`
      : `the content is recognised as ${names(recognised, " and ")}`;
  return {
    code: "rule/unknown-language",
    severity: "error",
    message: `${shared}, and ${found}.`,
    hint: "If it holds no rule, move it out of the folder of rules.",
    file: path,
  };
}
