/** Returns where a sign stands in a text from an offset on; `Infinity` if it does not. */
export function nextSign(text: string, sign: string, from: number): number {
  const at = text.indexOf(sign, from);
  return at < 0 ? Infinity : at;
}
