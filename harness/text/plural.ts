/** Returns a number with its noun: `1 match`, `2 matches`, `0 events`. */
export function plural(number: number, noun: string): string {
  const ending = number === 1 ? "" : /(?:s|x|z|ch|sh)$/.test(noun) ? "es" : "s";
  return `${number} ${noun}${ending}`;
}
