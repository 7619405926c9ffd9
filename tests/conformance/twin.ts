import { readFile } from "node:fs/promises";

/** A value of a document, under the name by which events give it. */
export interface Leaf {
  readonly name: string;
  readonly text: string;
}

/**
 * Reads a JSON twin of a recording without the harness's own reader, so that the two can be
 * compared: one document, a list of them, one per line, or several pretty-printed one after another.
 */
export async function readTwin(path: string): Promise<unknown[]> {
  const text = (await readFile(path, "utf8")).replace(/^\ufeff/, "");
  try {
    return [JSON.parse(text) as unknown].flat();
  } catch {
    const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
    if (lines.every((line) => line.startsWith("{") && line.endsWith("}")))
      return lines.map((line) => JSON.parse(line) as unknown);
    return text
      .split(/(?<=^\})\s*?$/m)
      .filter((part) => part.trim() !== "")
      .map((part) => JSON.parse(part) as unknown);
  }
}

/** Returns every value of an `evtx_dump` document that is neither null nor a namespace. */
export function leavesOf(document: unknown): Leaf[] {
  const { Event: event } = document as { Event: Readonly<Record<string, unknown>> };
  return Object.entries(event)
    .filter(([part]) => !part.startsWith("#"))
    .flatMap(([part, value]) => leaves(value, [part]));
}

function leaves(value: unknown, path: readonly string[]): Leaf[] {
  if (value === null) return [];
  if (Array.isArray(value)) return value.flatMap((one) => leaves(one, path));
  if (typeof value !== "object")
    return [{ name: nameOf(path), text: String(value as string | number | boolean) }];
  return Object.entries(value)
    .filter(([key]) => key !== "xmlns")
    .flatMap(([key, inner]) => leaves(inner, [...path, key]));
}

/** `Element`, or `Element_Attribute`; text beside attributes is the element's. No spaces. */
function nameOf(path: readonly string[]): string {
  const named = path.filter((key) => key !== "#text");
  const marker = named.indexOf("#attributes");
  const name = marker > 0 ? `${named[marker - 1]}_${named[marker + 1]}` : named.at(-1)!;
  return name.replaceAll(" ", "");
}
