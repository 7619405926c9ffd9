/**
 * Which selections `1 of PATTERN` and `all of PATTERN` mean.
 *
 * @see Sigma specification, "Condition"
 */

/** Returns the names that a selector's pattern selects, in their order; those with `_` in front never are. */
export function selectedBy(pattern: string, names: Iterable<string>): string[] {
  return [...names].filter((name) => !isHidden(name) && fitsPattern(name, pattern));
}

/** Whether selectors leave a selection out, because its name begins with `_`. */
function isHidden(name: string): boolean {
  return name.startsWith("_");
}

/** Whether a name fits a pattern, in which only `*` is special; `them` is every name. */
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
