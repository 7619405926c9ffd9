import type { CompiledRule } from "../matching/model/rule.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import type { SourceText } from "../text/source.ts";

/** A file to be compiled, with the name by which scenarios call its rules. */
export interface RuleSource {
  readonly source: SourceText;
  readonly name: string;
}

/** What came of files. One broken rule does not hide the others. */
export interface Compilation {
  readonly rules: readonly CompiledRule[];
  readonly broken: readonly BrokenRule[];
  /** All of them, those of the broken rules and warnings included. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A rule that cannot be used, as far as it can be told which one it is. */
export interface BrokenRule {
  readonly path: string;
  readonly name: string;
  readonly id: string | null;
  readonly title: string | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** What a set of rule files holds. */
export interface RuleSet {
  /** Sorted by path. */
  readonly rules: readonly CompiledRule[];
  /** Rules and files that cannot be used, with what is wrong; sorted by path. */
  readonly broken: readonly BrokenRule[];
  /** Everything that was found, warnings included, sorted by file and place. */
  readonly diagnostics: readonly Diagnostic[];
  /** Files in folders that hold no rules, and folders that are not walked. */
  readonly skippedFiles: number;
}
