/** Nodes of YAML documents that were parsed with positions. */
import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  visit,
  type Alias,
  type Document,
  type Pair,
  type Scalar,
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

/** Merged maps may merge others, and by an alias even themselves. */
const MAX_MERGES = 16;

/** A key of the map itself stands before those that it merges; of several merged maps the first counts. */
function pairOf(
  map: YAMLMap,
  key: string | number,
  document: Document.Parsed,
  merges = MAX_MERGES,
): Pair | undefined {
  const own = ownPair(map, key);
  if (own || merges === 0) return own;
  for (const value of mergedInto(map)) {
    const merged = resolved(value, document);
    for (const one of isSeq(merged) ? merged.items : [merged]) {
      const source = resolved(one, document);
      const found = isMap(source) ? pairOf(source, key, document, merges - 1) : undefined;
      if (found) return found;
    }
  }
  return undefined;
}

/** What a map holds, by the texts of its keys. */
interface MapIndex {
  readonly pairs: ReadonlyMap<string, Pair>;
  /** Values of its merge keys. */
  readonly merged: readonly unknown[];
}

/** An entry goes with its document. */
const indexes = new WeakMap<YAMLMap, MapIndex>();

/** Returns the pair of a key that is written in the map itself. */
export function ownPair(map: YAMLMap, key: string | number): Pair | undefined {
  return indexOf(map).pairs.get(String(key));
}

function mergedInto(map: YAMLMap): readonly unknown[] {
  return indexOf(map).merged;
}

function indexOf(map: YAMLMap): MapIndex {
  const known = indexes.get(map);
  if (known) return known;
  const pairs = new Map<string, Pair>();
  const merged: unknown[] = [];
  for (const pair of map.items) {
    if (isMergeKey(pair.key)) merged.push(pair.value);
    else if (isScalar(pair.key)) {
      const text = String(pair.key.value);
      if (!pairs.has(text)) pairs.set(text, pair);
    }
  }
  const index = { pairs, merged };
  indexes.set(map, index);
  return index;
}

/** Returns the node at a path as it is written: aliases and merge keys are not followed. */
export function nodeAt(document: Document.Parsed, path: readonly (string | number)[]): unknown {
  let node: unknown = document.contents;
  for (const step of path) {
    if (isMap(node)) node = ownPair(node, step)?.value;
    else if (isSeq(node)) node = node.items[Number(step)];
    else return undefined;
  }
  return node;
}

/** Aliases that are looked at: each is looked for in all of the document. */
const MAX_LOOKED_AT = 200;

/** Returns the first alias that stands in what it refers to. */
export function aliasOfItself(document: Document.Parsed): Alias | null {
  let found: Alias | null = null;
  let count = 0;
  visit(document, {
    Alias(_, alias, path) {
      const target = alias.resolve(document);
      if (target && path.includes(target)) found = alias;
      return found || ++count > MAX_LOOKED_AT ? visit.BREAK : undefined;
    },
  });
  return found;
}

/** Returns the first key that repeats another of its map. */
export function repeatedKey(document: Document.Parsed): Scalar | null {
  let repeated: Scalar | null = null;
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key) || isMergeKey(key)) continue;
        if (seen.has(key.value)) {
          repeated = key;
          return visit.BREAK;
        }
        seen.add(key.value);
      }
      return undefined;
    },
  });
  return repeated;
}

/** Its value is a symbol. */
function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.type === "PLAIN" && key.source === "<<";
}
