/** Nodes of YAML documents that were parsed with positions. */
import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Document,
  type Pair,
  type YAMLMap,
} from "yaml";

/**
 * Returns the range of the value at a path, in UTF-16 units of what was parsed; of a value that is written
 * as nothing, that of its key. Goes through aliases and merge keys to where a value is written.
 */
export function rangeAt(
  document: Document.Parsed,
  path: readonly (string | number)[],
): readonly [number, number] | null {
  let node: unknown = document.contents;
  let key: unknown;
  for (const step of path) {
    const at = resolved(node, document);
    if (isMap(at)) {
      const pair = pairOf(at, step, document);
      if (!pair) return null;
      [key, node] = [pair.key, pair.value];
    } else if (isSeq(at)) [key, node] = [undefined, at.items[Number(step)]];
    else return null;
  }
  return rangeOf(node) ?? rangeOf(key);
}

function rangeOf(node: unknown): readonly [number, number] | null {
  if (!isNode(node) || !node.range) return null;
  const [start, end] = node.range;
  return end > start ? [start, end] : null;
}

function resolved(node: unknown, document: Document.Parsed): unknown {
  return isAlias(node) ? node.resolve(document) : node;
}

/** A key of the map itself stands before those that it merges; of several merged maps the first counts. */
function pairOf(map: YAMLMap, key: string | number, document: Document.Parsed): Pair | undefined {
  const own = map.items.find(
    (pair) => isScalar(pair.key) && !isMergeKey(pair.key) && String(pair.key.value) === String(key),
  );
  if (own) return own;
  for (const { value } of map.items.filter((pair) => isMergeKey(pair.key))) {
    const merged = resolved(value, document);
    for (const one of isSeq(merged) ? merged.items : [merged]) {
      const source = resolved(one, document);
      const found = isMap(source) ? pairOf(source, key, document) : undefined;
      if (found) return found;
    }
  }
  return undefined;
}

/** Its value is a symbol. */
function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.type === "PLAIN" && key.source === "<<";
}
