import type { LoadOptions } from "../../languages/load.ts";
import type { RuleCache } from "../../languages/rule-cache.ts";
import { readPlaceholders } from "../../languages/sigma/placeholder-file.ts";
import { printDiagnostic } from "../../text/print-diagnostic.ts";
import { ruleCache } from "../cache/rule-cache-folder.ts";
import { UsageError, type Environment } from "../environment.ts";

/** What the command line says of loading rules. */
export interface LoadFlags {
  /** A file of values. */
  readonly placeholders?: string | undefined;
  /** Whether compiled rules are cached for the next time. */
  readonly cache?: boolean;
}

/** Returns how rules are to be loaded; a file of placeholders that cannot be used is wrong usage. */
export function loadOptions(
  { placeholders: path, cache: isCached }: LoadFlags,
  environment: Environment,
  cache: RuleCache = ruleCache(environment),
): LoadOptions {
  const cached = isCached ? { cache } : {};
  if (path === undefined) return cached;
  const { placeholders, diagnostics } = readPlaceholders(path);
  if (diagnostics.length > 0) throw new UsageError(diagnostics.map(printDiagnostic).join("\n\n"));
  return { ...cached, sigma: { placeholders } };
}
