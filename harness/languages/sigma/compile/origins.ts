/**
 * Where in a file of Sigma the test of a value was written. To say so in two small numbers, the documents of
 * a file are counted (as its collections resolve them), and the values of each; the place of a value is
 * looked up when it is asked for, since only then is it worth reading the text with positions.
 */
import type { Origin } from "../../../matching/model/predicate.ts";
import { isRecord } from "../../../text/record.ts";
import type { SourceText, Span } from "../../../text/source.ts";
import { readYamlDocuments, spanOfYaml } from "../../../text/yaml.ts";
import type { Item, Selection } from "../parse/ast.ts";
import { documentKind } from "../parse/document-kind.ts";
import { parseSelections } from "../parse/parse.ts";
import { resolveActions } from "../parse/rule-collection.ts";
import { createReport } from "../report.ts";

/** Gives the origin of the n-th value of an item. */
export type OriginOf = (item: Item, value: number) => Origin;

/** Returns the origins of the values of selections, which stand in the n-th document of a file. */
export function originsIn(document: number, selections: Iterable<Selection | null>): OriginOf {
  const first = new Map<Item, number>();
  let count = 0;
  for (const item of itemsIn(selections)) {
    first.set(item, count);
    count += item.values.length;
  }
  return (item, value) => [document, first.get(item)! + value];
}

/** Returns where the value of an origin is written; null if the text has no such value. */
export function locateInSigma([document, value]: Origin, source: SourceText): Span | null {
  const values = readYamlDocuments(source).map((one) => one.value);
  const resolved = resolveActions(values)[document];
  if (!resolved || !isRecord(resolved.value)) return null;
  const key = documentKind(resolved.value) === "filter" ? "filter" : "detection";
  const report = createReport({ source, path: [] });
  const { selections } = parseSelections(resolved.value, key, report);
  let before = 0;
  for (const item of itemsIn(selections.values())) {
    const index = value - before;
    before += item.values.length;
    if (index >= item.values.length) continue;
    const path = item.isList ? [...item.path, index] : item.path;
    return spanOfYaml(source, path, resolved.documentOf(path));
  }
  return null;
}

/** Returns the items of selections, in the order of the text. */
function itemsIn(selections: Iterable<Selection | null>, items: Item[] = []): readonly Item[] {
  for (const selection of selections) {
    if (selection?.kind === "item") items.push(selection);
    else if (selection) itemsIn(selection.of, items);
  }
  return items;
}
