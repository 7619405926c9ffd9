/** What begins with `<` and is no tag: how it begins and how it ends. */
export const SECTIONS = [
  { opens: "<!--", closes: "-->" },
  { opens: "<![CDATA[", closes: "]]>" },
  { opens: "<?", closes: "?>" },
] as const;

/** Returns where the text behind another one begins, or -1 if that has not come yet. */
export function behind(text: string, what: string, from: number): number {
  const at = from < 0 ? -1 : text.indexOf(what, from);
  return at < 0 ? -1 : at + what.length;
}

/** Returns the end of a tag, or -1 if it has not come yet; in its attributes `>` may stand between quotes. */
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
