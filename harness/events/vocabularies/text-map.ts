/** What a text becomes; `undefined` if it has no meaning there. */
export type TextMap = (text: string) => string | readonly string[] | undefined;

/** Returns the map that looks texts up in a table; one that is not there has no meaning. */
export function lookup(table: ReadonlyMap<string, string>): TextMap {
  return (text) => table.get(text);
}

/** Returns the map that looks texts up in a table; one that is not there stays as it is. */
export function lookupOrSame(table: ReadonlyMap<string, string>): TextMap {
  return (text) => table.get(text) ?? text;
}
