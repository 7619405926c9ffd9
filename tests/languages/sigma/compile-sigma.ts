import type { Compilation } from "../../../harness/languages/compilation.ts";
import { compileSigmaFiles } from "../../../harness/languages/sigma/compile-files.ts";
import type { Placeholders } from "../../../harness/languages/sigma/modifiers/placeholders.ts";
import type { SourceText } from "../../../harness/text/source.ts";

/**
 * Compiles one file of Sigma rules, which refer only to each other.
 *
 * @param name by which scenarios call the rules of the file
 */
export function compileSigma(
  source: SourceText,
  name: string,
  placeholders: Placeholders = {},
): Compilation {
  return compileSigmaFiles([{ source, name }], { placeholders });
}
