import type { Run } from "../scenario/run.ts";
import { compareCodeUnits } from "../text/code-units.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import { printableJson } from "../text/hidden-characters.ts";
import { isRecord } from "../text/record.ts";

/** The version of `run.json` that this build writes and reads. */
const VERSION = 1 satisfies Run["schema"];

/** Returns a run as the text of `run.json`: two spaces, keys sorted, a newline at the end. */
export function printRunJson(run: Run): string {
  return `${printableJson(JSON.stringify(sorted(run), null, 2))}\n`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => compareCodeUnits(a, b));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

/**
 * Reads the text of a `run.json`. Its version is checked and that it has the parts of a run; what
 * is in them is believed.
 *
 * @param path the file, for diagnostics
 * @returns the run, or `null` and why it cannot be used
 */
export function parseRunJson(
  text: string,
  path: string,
): { run: Run | null; diagnostics: Diagnostic[] } {
  const refuse = (code: Diagnostic["code"], message: string, hint: string) => ({
    run: null,
    diagnostics: [{ code, severity: "error" as const, message, hint, file: path }],
  });
  const again = 'Write it anew with "firedrill run".';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return refuse(
      "run/not-json",
      `The file is not well-formed JSON: ${(error as Error).message}.`,
      again,
    );
  }
  if (!isRecord(value) || !isRecord(value["tool"]) || value["tool"]["name"] !== "firedrill")
    return refuse("run/not-a-run", "The file is JSON, but not the result of a run.", again);
  if (value["schema"] !== VERSION) {
    const message = `The run has schema ${JSON.stringify(value["schema"])}; this build reads ${VERSION}.`;
    return refuse("run/unknown-version", message, again);
  }
  const missing = PARTS.filter((part) => typeof value[part] !== "object" || value[part] === null);
  if (missing.length > 0 || !Array.isArray(value["scenarios"]))
    return refuse(
      "run/not-a-run",
      `The run lacks ${missing.join(", ") || "a list of scenarios"}.`,
      again,
    );
  return { run: value as unknown as Run, diagnostics: [] };
}

const PARTS = ["rules", "scenarios", "counts"] as const satisfies readonly (keyof Run)[];
