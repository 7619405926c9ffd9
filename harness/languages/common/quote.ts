/** How messages quote what a rule file holds. */

const LONGEST_VALUE = 80;
const LONGEST_SOURCE = 60;

/** Returns a value of a rule file as a message quotes it: a text cut short, a list or a map by its kind. */
export function quote(found: unknown): string {
  return typeof found === "string" ? `"${shortened(found, LONGEST_VALUE)}"` : describeValue(found);
}

/** Returns a piece of a query as a message quotes it: cut short, on one line. A text has its own quotes. */
export function quoteSource(found: string): string {
  const short = shortened(found.replace(/\s+/g, " "), LONGEST_SOURCE);
  return short.startsWith('"') ? short : `"${short}"`;
}

/** Returns a value that is no text, as a message names it. */
export function describeValue(found: unknown): string {
  if (Array.isArray(found)) return "a list";
  return found !== null && typeof found === "object" ? "a map" : String(found);
}

function shortened(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest - 3)}…` : text;
}
