/** References of XML 1.0 in a text: the five that it names and those to characters. */

const REFERENCE = /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([\da-fA-F]{1,6}));|&[^;\s<&]{0,40};?/g;
/** A reference that `resolved` takes, unless its number is too long to be looked at here. */
const SURE = /&(?:amp|lt|gt|quot|apos|#\d{1,6}|#x[\da-fA-F]{1,5});/y;
const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};
const LAST_CODE_POINT = 0x10ffff;

/** Thrown at a reference that XML does not know. */
export class BadReference extends Error {
  readonly reference: string;

  constructor(reference: string) {
    super(`unknown reference "${reference}"`);
    this.reference = reference;
  }
}

/** Replaces the references that XML knows; throws `BadReference` at every other. */
export function resolved(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(REFERENCE, (found, name?: string, decimal?: string, hex?: string) => {
    if (name !== undefined) return ENTITIES[name]!;
    const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hex ?? "", 16);
    if (Number.isNaN(code) || code > LAST_CODE_POINT) throw new BadReference(found);
    return String.fromCodePoint(code);
  });
}

/** Whether the ampersand at an offset begins a reference that can be resolved for sure. */
export function isResolvable(text: string, at: number): boolean {
  SURE.lastIndex = at;
  return SURE.test(text);
}

/** Whether that is so of every ampersand between two offsets. */
export function areResolvable(text: string, from: number, to: number): boolean {
  for (let at = text.indexOf("&", from); at >= 0 && at < to; at = text.indexOf("&", at + 1))
    if (!isResolvable(text, at)) return false;
  return true;
}
