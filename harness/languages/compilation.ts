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
