/** Reads the lists of values that rules refer to by name. Of Sigma, only this file touches the disk. */
import type { Diagnostic } from "../../text/diagnostic.ts";
import { isSourceText, readText } from "../../text/read-text.ts";
import { isRecord } from "../../text/record.ts";
import type { SourceText } from "../../text/source.ts";
import { locateYaml, readYaml, type YamlPath } from "../../text/yaml.ts";
import type { Placeholders } from "./modifiers/placeholders.ts";

/**
 * Reads a YAML file of names and their values: one, or a list. Numbers are taken as texts.
 *
 * @returns what could be read, and errors for what could not
 */
export function readPlaceholders(path: string): {
  readonly placeholders: Placeholders;
  readonly diagnostics: readonly Diagnostic[];
} {
  const source = readText(path);
  return isSourceText(source)
    ? parsePlaceholders(source)
    : { placeholders: {}, diagnostics: [source] };
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
