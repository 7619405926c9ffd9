/**
 * Fields of a JSON document by their dotted paths. A key may itself hold dots; a path goes through
 * arrays and then gives a list; an object is given as its JSON text.
 */
import type { FieldValue } from "../../events/field-value.ts";
import { isObject, type JsonObject, jsonText } from "./json-value.ts";

/** Below this many levels nothing is looked at; the reader of files refuses such documents. */
const MAX_LEVELS = 200;

/** Returns what stands at a path below a value; `undefined` if nothing does. */
export function find(value: unknown, path: string, level: number): FieldValue | undefined {
  if (level > MAX_LEVELS) return undefined;
  if (Array.isArray(value)) {
    const found = value
      .map((each) => find(each, path, level + 1))
      .filter((each) => each !== undefined);
    return found.length === 0 ? undefined : found.flatMap((each) => each);
  }
  if (!isObject(value)) return undefined;
  if (Object.hasOwn(value, path)) return fieldValue(value[path], level + 1);
  // A key may itself hold dots, so each head of the path is tried, the longest first.
  for (let dot = path.lastIndexOf("."); dot > 0; dot = path.lastIndexOf(".", dot - 1)) {
    const head = path.slice(0, dot);
    if (!Object.hasOwn(value, head)) continue;
    const found = find(value[head], path.slice(dot + 1), level + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function fieldValue(value: unknown, level: number): FieldValue | undefined {
  if (Array.isArray(value))
    return level > MAX_LEVELS ? [] : value.map((each) => fieldValue(each, level + 1) ?? null);
  if (isObject(value)) return jsonText(value);
  return value as FieldValue | undefined;
}

/**
 * Dotted paths of everything that is no object, each once.
 *
 * @param withObjects also the paths of objects, and of lists that hold them
 */
export function leafPaths(value: JsonObject, withObjects = false): Set<string> {
  const paths = new Set<string>();
  collectPaths(value, "", 0, paths, withObjects);
  return paths;
}

function collectPaths(
  value: unknown,
  path: string,
  level: number,
  paths: Set<string>,
  withObjects: boolean,
): void {
  if (level > MAX_LEVELS) return;
  if (Array.isArray(value) && value.some(isObject)) {
    if (withObjects) paths.add(path);
    for (const each of value) collectPaths(each, path, level + 1, paths, withObjects);
  } else if (isObject(value) && (level === 0 || Object.keys(value).length > 0)) {
    if (withObjects && level > 0) paths.add(path);
    for (const key of Object.keys(value))
      collectPaths(value[key], path === "" ? key : `${path}.${key}`, level + 1, paths, withObjects);
  } else paths.add(path);
}
