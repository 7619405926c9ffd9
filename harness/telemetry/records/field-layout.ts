import { BoundedCache } from "../../caches/bounded-cache.ts";

/**
 * The field names of a record in their order, and where each one stands. Layouts are interned: records
 * with the same names share one array of them, whatever format they come from.
 */
export interface FieldLayout {
  readonly fields: readonly string[];
  readonly indexOf: ReadonlyMap<string, number>;
}

/** What the cached layouts may take, and what one takes for each name, in UTF-16 units. */
const [MAX_UNITS, UNITS_PER_NAME] = [16_000_000, 32];

/** By the names of their fields. */
const layouts = new BoundedCache<string, FieldLayout>(10_000, MAX_UNITS);

/** Returns the one layout with these names, of which none repeats. */
export function fieldLayoutOf(names: readonly string[]): FieldLayout {
  const key = names.join("\0");
  const known = layouts.get(key);
  if (known) return known;
  const fields = Object.freeze(names.map(asKey));
  const indexOf = new Map(fields.map((name, index) => [name, index]));
  return layouts.add(key, { fields, indexOf }, key.length + UNITS_PER_NAME * names.length);
}

/** Names as the engine keeps keys of objects: they are compared by address, not letter by letter. */
const keys = new BoundedCache<string, string>(10_000, MAX_UNITS);

function asKey(name: string): string {
  return keys.get(name) ?? keys.add(name, Object.keys({ [name]: 0 })[0]!, name.length);
}
