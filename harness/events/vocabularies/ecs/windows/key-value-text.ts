/** Texts that hold fields of their own, as PowerShell's logs do: `Name = value`, one after another. */
import { keepingLast } from "../../../../caches/last-answer.ts";

/**
 * Returns what reads such texts. White space in names is dropped; of a name that comes again the first value counts.
 *
 * @param separator what stands between two fields
 * @param blank characters that do not belong to a value at its ends
 */
export function keyValueReader(
  separator: string,
  blank: string,
): (text: string) => ReadonlyMap<string, string> {
  const blanks = new Set(blank);
  return keepingLast((text) => {
    const fields = new Map<string, string>();
    for (const part of text.split(separator)) {
      const at = part.indexOf("=");
      if (at < 0) continue;
      const name = part.slice(0, at).replace(/\s+/g, "");
      const value = trimmed(part.slice(at + 1), blanks);
      if (name !== "" && value !== "" && !fields.has(name)) fields.set(name, value);
    }
    return fields;
  });
}

function trimmed(text: string, blanks: ReadonlySet<string>): string {
  let start = 0;
  let end = text.length;
  while (start < end && blanks.has(text[start]!)) start++;
  while (end > start && blanks.has(text[end - 1]!)) end--;
  return text.slice(start, end);
}
