import type { LoadOptions } from "../languages/load.ts";
import { readPlaceholders } from "../languages/placeholder-file.ts";
import { printDiagnostic } from "../text/print-diagnostic.ts";
import { UsageError } from "./world.ts";

/** Reads the file of `--placeholders`, if it was given; one that cannot be used is wrong usage. */
export function placeholdersOf(path: string | undefined): LoadOptions {
  if (path === undefined) return {};
  const { placeholders, diagnostics } = readPlaceholders(path);
  if (diagnostics.length > 0) throw new UsageError(diagnostics.map(printDiagnostic).join("\n\n"));
  return { placeholders };
}
