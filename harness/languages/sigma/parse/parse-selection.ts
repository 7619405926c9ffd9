import { ANY_FIELD } from "../../../events/vocabularies/sigma/any-field.ts";
import type { YamlPath } from "../../../text/yaml.ts";
import type { Item, Scalar, Selection } from "./ast.ts";
import { quote } from "../../common/quote.ts";
import type { Report } from "../report.ts";

/**
 * Reads what stands under a search identifier.
 *
 *     selection := map | list | scalar
 *     map       := (field ("|" modifier)* ":" (scalar | list of scalars))+      all of them
 *     list      := scalar+ | selection+                                         any of them
 *
 * A scalar that is no value of a field is a keyword.
 *
 * @returns null if anything is wrong with it, which is then in the report
 */
export function parseSelection(written: unknown, path: YamlPath, report: Report): Selection | null {
  if (isScalar(written)) return keywords([written], path, false);
  if (Array.isArray(written)) return parseList(written, path, report);
  if (written !== null && typeof written === "object") return parseMap(written, path, report);
  throw new Error(`YAML gave a ${typeof written}`);
}

function parseList(written: readonly unknown[], path: YamlPath, report: Report): Selection | null {
  if (written.length === 0)
    return empty("The list is empty, and so holds for nothing.", path, report);
  if (written.every(isScalar)) return keywords(written, path, true);
  const parsed = written.map((element, i) => parseSelection(element, [...path, i], report));
  const of = parsed.filter((element) => element !== null);
  return of.length === parsed.length ? { kind: "any", of } : null;
}

function parseMap(written: object, path: YamlPath, report: Report): Selection | null {
  const entries = Object.entries(written) as [string, unknown][];
  if (entries.length === 0) return empty("The map is empty, and so asks nothing.", path, report);
  const of: Item[] = [];
  for (const [key, value] of entries) {
    const item = parseItem(key, value, [...path, key], report);
    if (item) of.push(item);
  }
  return of.length === entries.length ? { kind: "all", of } : null;
}

function parseItem(key: string, value: unknown, path: YamlPath, report: Report): Item | null {
  const [field = "", ...modifiers] = key.split("|");
  if (field === ANY_FIELD) {
    const message = `A field cannot be called "${ANY_FIELD}": the name stands for all fields.`;
    report.error(
      "sigma/reserved-field",
      message,
      { path, part: "key" },
      "Keywords are written as a list.",
    );
    return null;
  }
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (values.length === 0) {
    const hint = "Write null for a field without value.";
    report.error(
      "sigma/empty-selection",
      `${quote(key)} has an empty list of values.`,
      { path, part: "key" },
      hint,
    );
    return null;
  }
  let sound = true;
  for (const [i, one] of values.entries()) {
    if (isScalar(one)) continue;
    const at = Array.isArray(value) ? [...path, i] : path;
    const message = `${quote(key)} has ${quote(one)} where a text, a number, true, false or null is expected.`;
    report.error("sigma/wrong-value", message, { path: at, part: "value" });
    sound = false;
  }
  if (!sound) return null;
  return {
    kind: "item",
    key,
    path,
    field: field === "" ? null : field,
    modifiers,
    values: values as readonly Scalar[],
    isList: Array.isArray(value),
  };
}

function keywords(values: readonly Scalar[], path: YamlPath, isList: boolean): Item {
  return { kind: "item", key: "", path, field: null, modifiers: [], values, isList };
}

function empty(message: string, path: YamlPath, report: Report): null {
  report.error("sigma/empty-selection", message, { path, part: "key" });
  return null;
}

function isScalar(value: unknown): value is Scalar {
  return value === null || ["string", "number", "bigint", "boolean"].includes(typeof value);
}
