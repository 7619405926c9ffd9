/**
 * Letter case. Texts are compared in folded form: every UTF-16 unit is replaced by its lower case
 * if that is a single unit, so that folding keeps the length and offsets of a text. This is simple
 * case folding: `K` (Kelvin) is `k`, the final sigma is a sigma, and `ß` is not `ss`.
 */
const BEYOND_ASCII = /[\u0080-\uffff]/;
const FINAL_SIGMA = "\u03c2";
const SIGMA = "\u03c3";

/** Units beyond ASCII in folded form; there are no more than 65,408 of them. */
const foldedUnits = new Map<string, string>();

/** Returns the text in the form in which letter case does not count. */
export function foldCase(text: string): string {
  if (!BEYOND_ASCII.test(text)) return text.toLowerCase();
  let result = "";
  for (let i = 0; i < text.length; i++) {
    const unit = text[i]!;
    result += unit < "\x80" ? unit.toLowerCase() : foldUnit(unit);
  }
  return result;
}

function foldUnit(unit: string): string {
  let known = foldedUnits.get(unit);
  if (known === undefined) {
    const lower = unit.toLowerCase();
    known = lower === FINAL_SIGMA ? SIGMA : lower.length === 1 ? lower : unit;
    foldedUnits.set(unit, known);
  }
  return known;
}
