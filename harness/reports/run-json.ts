import type { z } from "zod";
import type { Run } from "../scenario/run.ts";
import { compareCodeUnits } from "../text/code-units.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import { printableJson } from "../text/hidden-characters.ts";
import { isRecord } from "../text/record.ts";
import { runSchema } from "./run-schema.ts";
import { fromVersion1 } from "./run-version-1.ts";

/** The version of `run.json` that this build writes. */
const VERSION = 2 satisfies Run["schema"];

/** A list of numbers, one to a line. Within a text of JSON there is no line break. */
const NUMBERS = /\[\n\s+(\d+(?:,\n\s+\d+)*)\n\s+\]/g;

/**
 * Returns a run as the text of `run.json`: two spaces, keys sorted, lists of numbers on one line, a
 * newline at the end.
 */
export function printRunJson(run: Run): string {
  const text = printableJson(JSON.stringify(sorted(run), null, 2));
  return `${text.replace(NUMBERS, (_, list: string) => `[${list.replace(/,\s+/g, ", ")}]`)}\n`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => compareCodeUnits(a, b));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

/**
 * Reads the text of a `run.json` of this version or an earlier one, and checks its form.
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
  if (value["schema"] !== VERSION && value["schema"] !== 1) {
    const message = `The run has schema ${JSON.stringify(value["schema"])}; this build reads 1 and ${VERSION}.`;
    return refuse("run/unknown-version", message, again);
  }
  const checked = runSchema.safeParse(value["schema"] === 1 ? fromVersion1(value) : value);
  if (checked.success) return { run: checked.data, diagnostics: [] };
  return refuse("run/not-a-run", `The run ${complaint(checked.error.issues[0]!)}.`, again);
}

function complaint(issue: z.core.$ZodIssue): string {
  const where = issue.path.map(String).join(".");
  if (issue.code === "unrecognized_keys")
    return `has ${issue.keys.map((key) => `"${key}"`).join(", ")} under "${where}", which no run has`;
  return `is not as a run is at "${where}": ${issue.message.replace(/^[A-Z]/, (letter) => letter.toLowerCase())}`;
}
