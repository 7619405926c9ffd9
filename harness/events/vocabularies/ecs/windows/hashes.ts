/** Sysmon's hashes: `SHA1=…,MD5=…,IMPHASH=…`. One of zeroes only is none. */

let lastText = "";
let lastHashes: ReadonlyMap<string, string> = new Map();

/** Returns the hashes by algorithm, both in lower case. */
export function hashesOf(text: string): ReadonlyMap<string, string> {
  // All hashes of an event are asked for one after another.
  if (text === lastText) return lastHashes;
  const found = new Map<string, string>();
  for (const part of text.split(",")) {
    const at = part.indexOf("=");
    const value = part.slice(at + 1).trim();
    if (at > 0 && !/^0*$/.test(value))
      found.set(part.slice(0, at).trim().toLowerCase(), value.toLowerCase());
  }
  [lastText, lastHashes] = [text, found];
  return found;
}
