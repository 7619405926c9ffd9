/** Whether the name of a selection fits the pattern of a selector: `them`, or a name in which only `*` is special. */
export function fitsPattern(name: string, pattern: string): boolean {
  if (pattern === "them") return true;
  const [first = "", ...rest] = pattern.split("*");
  const last = rest.pop();
  if (last === undefined) return name === first;
  const end = name.length - last.length;
  if (!name.startsWith(first) || !name.endsWith(last)) return false;
  let at = first.length;
  for (const piece of rest) {
    const found = name.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return at <= end;
}

/** Whether the name of a selection is hidden from selectors. */
export function isHidden(name: string): boolean {
  return name.startsWith("_");
}
