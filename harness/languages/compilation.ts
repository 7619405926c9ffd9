import type { CompiledRule } from "../matching/model/rule.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import type { SourceText } from "../text/source.ts";

/** A file to be compiled, with the name by which scenarios call its rules. */
export interface RuleSource {
  readonly source: SourceText;
  readonly name: string;
}

/** The rules of files. One broken rule does not hide the others. */
export interface Compilation {
  readonly rules: readonly CompiledRule[];
  readonly broken: readonly BrokenRule[];
  /** All of them, those of the broken rules and warnings included. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A rule that cannot be used, with its id and title if they can be read. */
export interface BrokenRule {
  readonly path: string;
  readonly name: string;
  readonly id: string | null;
  readonly title: string | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** The rules of a set of files. */
export interface RuleSet {
  /** Sorted by path. */
  readonly rules: readonly CompiledRule[];
  /** Rules and files that cannot be used, with what is wrong; sorted by path. */
  readonly broken: readonly BrokenRule[];
  /** Everything that was found, warnings included, sorted by file and place. */
  readonly diagnostics: readonly Diagnostic[];
  /** The number of files in folders that hold no rules, and of folders that are not entered. */
  readonly skippedFiles: number;
}
