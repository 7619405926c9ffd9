/**
 * The field names of a record in their order, and where each one stands. Layouts are
 * interned: records with the same names share one array of them, whatever format they come from.
 */
export interface FieldLayout {
  readonly fields: readonly string[];
  readonly indexOf: ReadonlyMap<string, number>;
}

/** Names come from the recording: a hostile one must not make this table grow without end. */
const MAX_LAYOUTS = 10_000;

const interned = new Map<string, FieldLayout>();

/** Returns the one layout with these names, of which none repeats. */
export function fieldLayoutOf(names: readonly string[]): FieldLayout {
  const key = names.join("\0");
  let fieldLayout = interned.get(key);
  if (!fieldLayout) {
    if (interned.size >= MAX_LAYOUTS) interned.clear();
    const fields = Object.freeze(names.map(asKey));
    fieldLayout = { fields, indexOf: new Map(fields.map((name, index) => [name, index])) };
    interned.set(key, fieldLayout);
  }
  return fieldLayout;
}

/** Names as the engine keeps keys of objects: they are compared by address, not letter by letter. */
const keys = new Map<string, string>();

function asKey(name: string): string {
  let key = keys.get(name);
  if (key === undefined) {
    if (keys.size >= MAX_LAYOUTS) keys.clear();
    key = Object.keys({ [name]: 0 })[0]!;
    keys.set(key, key);
  }
  return key;
}
