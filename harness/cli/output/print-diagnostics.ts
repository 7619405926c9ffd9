import type { RuleSet } from "../../languages/load.ts";
import { plural } from "../../scenario/count.ts";
import type { Diagnostic } from "../../text/diagnostic.ts";
import { printDiagnostic } from "../../text/print-diagnostic.ts";
import type { World } from "../environment.ts";

/** Diagnostics of recordings and rules that are printed before the rest is only counted. */
const MOST = 20;

/** Prints diagnostics on stderr; of many, the first ones and how many more there are. */
export function tell(diagnostics: readonly Diagnostic[], world: World, most = MOST): void {
  for (const diagnostic of diagnostics.slice(0, most))
    world.err(`${printDiagnostic(diagnostic)}\n\n`);
  const more = diagnostics.length - most;
  if (more > 0) world.err(`… and ${plural(more, "more diagnostic")}\n\n`);
}

/**
 * Tells what is wrong with the rules of a set: paths that do not exist and broken rules that were
 * named themselves in full, broken rules in folders as a count.
 *
 * @returns whether anything that was asked for is unusable
 */
export function tellRules(
  rules: RuleSet,
  paths: readonly string[],
  strict: boolean,
  world: World,
): boolean {
  const missing = rules.diagnostics.filter(
    ({ code }) => code === "file/not-found" || code === "file/unreadable",
  );
  const named = rules.broken.filter(({ path }) =>
    paths.some((given) => given.replaceAll("\\", "/") === path),
  );
  const shown = strict ? rules.broken : named;
  tell([...missing, ...shown.flatMap(({ diagnostics }) => diagnostics)], world);
  const others = rules.broken.length - shown.length;
  if (others > 0)
    world.err(
      `warning: ${plural(others, "rule file")} cannot be used; \`firedrill lint ${paths.join(" ")}\` says why\n`,
    );
  return missing.length > 0 || shown.length > 0;
}
