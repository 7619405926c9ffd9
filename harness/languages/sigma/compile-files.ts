import type { Compilation, RuleSource } from "../compilation.ts";
import {
  isBroken,
  readUnlinkedDocuments,
  type UnlinkedDocument,
} from "./compile/unlinked-document.ts";
import { link } from "./link/link.ts";
import type { Placeholders } from "./modifiers/placeholders.ts";

/** What may be said of Sigma rules beside their files. */
export interface SigmaOptions {
  /** Lists of values that rules refer to by name (the modifier `expand`). */
  readonly placeholders?: Placeholders;
}

/**
 * Compiles files of Sigma rules: YAML of one or several documents, each a rule on single events, a
 * correlation or a filter. Correlations and filters refer to rules of all the files.
 */
export function compileSigmaFiles(
  files: readonly RuleSource[],
  { placeholders = {} }: SigmaOptions = {},
): Compilation {
  const unlinkedRules = files.flatMap(({ source, name }) =>
    readUnlinkedDocuments(source, name, placeholders),
  );
  const linked = link(unlinkedRules);
  return {
    rules: unlinkedRules.flatMap((unlinked) =>
      isBroken(unlinked) ? [] : (linked.get(unlinked) ?? []),
    ),
    broken: unlinkedRules.filter(isBroken).map((unlinked) => {
      const { path, name, id, title } = unlinked;
      return { path, name, id, title, diagnostics: diagnosticsOf(unlinked) };
    }),
    diagnostics: unlinkedRules.flatMap(diagnosticsOf),
  };
}

function diagnosticsOf({ syntax, report }: UnlinkedDocument): Compilation["diagnostics"] {
  return [...syntax, ...report.diagnostics];
}
