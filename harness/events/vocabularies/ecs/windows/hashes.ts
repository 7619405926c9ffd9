/** Sysmon's hashes: `SHA1=…,MD5=…,IMPHASH=…`. One of zeroes only is none. */
import { keepingLast } from "../../../../caches/last-answer.ts";

/** Returns the hashes by algorithm, both in lower case. */
export const hashesOf = keepingLast((text): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  for (const part of text.split(",")) {
    const at = part.indexOf("=");
    const value = part.slice(at + 1).trim();
    if (at > 0 && !/^0*$/.test(value))
      found.set(part.slice(0, at).trim().toLowerCase(), value.toLowerCase());
  }
  return found;
});
