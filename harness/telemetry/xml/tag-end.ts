/** Returns where a tag ends, in whose attributes `>` may stand between quotes; -1 if it does not. */
export function tagEnd(text: string, at: number): number {
  let close = -1;
  for (let i = at + 1; ; i++) {
    // Looked for again only where it stood between quotes: there may be very many of those before it.
    if (close < i) close = text.indexOf(">", i);
    if (close < 0) return -1;
    const quote = text.slice(i, close).search(/["']/);
    if (quote < 0) return close + 1;
    i = text.indexOf(text[i + quote]!, i + quote + 1);
    if (i < 0) return -1;
  }
}
