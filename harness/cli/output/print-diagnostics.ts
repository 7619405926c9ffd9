import type { RuleSet } from "../../languages/compilation.ts";
import { plural } from "../../text/plural.ts";
import { isEmptyFolder } from "../../text/empty-folder.ts";
import type { Diagnostic } from "../../text/diagnostic.ts";
import { printDiagnostic, visible } from "../../text/print-diagnostic.ts";
import type { Environment } from "../environment.ts";

/** Diagnostics of recordings and rules that are printed before the rest is only counted. */
const MOST = 20;

/** Prints diagnostics on stderr; of many, the first ones and how many more there are. */
export function printDiagnostics(
  diagnostics: readonly Diagnostic[],
  environment: Environment,
  most = MOST,
): void {
  for (const diagnostic of diagnostics.slice(0, most))
    environment.err(`${printDiagnostic(diagnostic)}\n\n`);
  const more = diagnostics.length - most;
  if (more > 0) environment.err(`… and ${plural(more, "more diagnostic")}\n\n`);
}

/**
 * Prints what is wrong with the rules of a set: paths that do not exist or hold none, and broken rules that were
 * named themselves in full, broken rules in folders as a count.
 *
 * @returns the diagnostics of what was asked for and is unusable
 */
export function printRuleProblems(
  rules: RuleSet,
  paths: readonly string[],
  strict: boolean,
  environment: Environment,
): readonly Diagnostic[] {
  const missing = rules.diagnostics.filter(
    ({ code }) => code === "file/not-found" || code === "file/unreadable",
  );
  // Where there is no rule at all, the command says so.
  const empty = rules.rules.length > 0 ? rules.diagnostics.filter(isEmptyFolder) : [];
  const named = rules.broken.filter(({ path }) =>
    paths.some((given) => given.replaceAll("\\", "/") === path),
  );
  const shown = strict ? rules.broken : named;
  const unusable = [...missing, ...empty, ...shown.flatMap(({ diagnostics }) => diagnostics)];
  printDiagnostics(unusable, environment);
  const others = rules.broken.length - shown.length;
  if (others > 0)
    environment.err(
      `warning: ${plural(others, "rule file")} cannot be used; \`firedrill lint ${visible(paths.join(" "))}\` says why\n`,
    );
  return unusable;
}
