/** Reads the lists of values that rules refer to by name. */
import { readFileSync } from "node:fs";
import type { Diagnostic } from "../text/diagnostic.ts";
import { isRecord } from "../text/record.ts";
import type { SourceText } from "../text/source.ts";
import { locateYaml, readYaml, type YamlPath } from "../text/yaml.ts";
import type { Placeholders } from "./sigma/modifiers/placeholders.ts";

/**
 * Reads a YAML file of names and their values: one, or a list. Numbers are taken as texts.
 *
 * @returns what could be read, and errors for what could not
 */
export function readPlaceholders(path: string): {
  readonly placeholders: Placeholders;
  readonly diagnostics: readonly Diagnostic[];
} {
  try {
    return parsePlaceholders({ path, text: readFileSync(path, "utf8") });
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    const isMissing = error.code === "ENOENT";
    const code = isMissing ? "file/not-found" : "file/unreadable";
    const message = isMissing
      ? `There is no file "${path}".`
      : `"${path}" cannot be opened: ${error.message}.`;
    return { placeholders: {}, diagnostics: [{ code, severity: "error", message, file: path }] };
  }
}

function parsePlaceholders(source: SourceText): ReturnType<typeof readPlaceholders> {
  const { value, diagnostics } = readYaml(source);
  if (value === undefined) return { placeholders: {}, diagnostics };
  const wrong = (message: string, path: YamlPath): void => {
    const place = locateYaml(source, path, "value");
    diagnostics.push({
      code: "rule/placeholders",
      severity: "error",
      message,
      hint: "The file is a map of names to lists of values.",
      file: source.path,
      place,
    });
  };
  const placeholders: Record<string, readonly string[]> = {};
  if (!isRecord(value)) wrong("The file holds no map.", []);
  else
    for (const [name, written] of Object.entries(value)) {
      const list: readonly unknown[] = Array.isArray(written) ? written : [written];
      const known = list.filter(isText).map(String);
      if (known.length === list.length) placeholders[name] = known;
      else wrong(`"${name}" has a value that is neither a text nor a number.`, [name]);
    }
  return { placeholders, diagnostics };
}

function isText(value: unknown): value is string | number | bigint {
  return ["string", "number", "bigint"].includes(typeof value);
}
