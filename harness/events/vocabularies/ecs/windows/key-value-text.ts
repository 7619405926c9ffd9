/** Texts that hold fields of their own, as PowerShell's logs do: `Name = value`, one after another. */

/**
 * Returns what reads such texts; the last text's fields are remembered, for they are asked for one
 * after another. White space in names is dropped; of a name that comes again the first value counts.
 *
 * @param separator what stands between two fields
 * @param blank characters that do not belong to a value at its ends
 */
export function keyValueReader(
  separator: string,
  blank: string,
): (text: string) => ReadonlyMap<string, string> {
  const blanks = new Set(blank);
  let lastText = "";
  let lastFields: ReadonlyMap<string, string> = new Map();
  return (text) => {
    if (text === lastText) return lastFields;
    const fields = new Map<string, string>();
    for (const part of text.split(separator)) {
      const at = part.indexOf("=");
      if (at < 0) continue;
      const name = part.slice(0, at).replace(/\s+/g, "");
      const value = trimmed(part.slice(at + 1), blanks);
      if (name !== "" && value !== "" && !fields.has(name)) fields.set(name, value);
    }
    [lastText, lastFields] = [text, fields];
    return fields;
  };
}

function trimmed(text: string, blanks: ReadonlySet<string>): string {
  let start = 0;
  let end = text.length;
  while (start < end && blanks.has(text[start]!)) start++;
  while (end > start && blanks.has(text[end - 1]!)) end--;
  return text.slice(start, end);
}
