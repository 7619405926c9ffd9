import type { WildcardPart } from "../../../matching/model/pattern.ts";
import type { SigmaString } from "./sigma-string.ts";

/**
 * The signs that Windows programs take for the dash of a switch: `-`, `/`, en dash, em dash, horizontal bar.
 * A rule may have been written with any of them, as it was copied from a web page or a command line.
 */
const DASHES = ["-", "/", "\u2013", "\u2014", "\u2015"] as const;

const IS_DASH: ReadonlySet<string> = new Set(DASHES);

/** The most variants that one value may stand for: five dashes give as many. */
export const MAX_VARIANTS = 3125;

const WORD = /[\p{L}\p{N}_]/u;

/**
 * Returns the value with each dash of a switch as each of the five signs, in all combinations. Such
 * a dash is one of the five that begins a word: none stands before it (pySigma: `\B[-/]\b`, which it
 * replaces by any of the five). A wildcard ends a text, so that a dash after it begins a word as well.
 *
 * @returns null if there are more than `MAX_VARIANTS`
 */
export function dashVariants(value: SigmaString): SigmaString[] | null {
  const cuts = value.parts.map((part) => (typeof part === "string" ? cutAtDashes(part) : part));
  const dashes = cuts.reduce<number>(
    (sum, cut) => sum + (Array.isArray(cut) ? cut.length - 1 : 0),
    0,
  );
  if (DASHES.length ** dashes > MAX_VARIANTS) return null;
  let variants: WildcardPart[][] = [[]];
  for (const cut of cuts) {
    const choices: WildcardPart[] = Array.isArray(cut) ? joinByDashes(cut) : [cut];
    variants = variants.flatMap((parts) =>
      choices.map((choice): WildcardPart[] => [...parts, choice]),
    );
  }
  return variants.map((parts) => ({ ...value, parts }));
}

/** Cuts a text at the dashes of switches, which are left out. */
function cutAtDashes(text: string): string[] {
  const pieces: string[] = [];
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    if (!IS_DASH.has(text[i]!)) continue;
    if (isWordBefore(text, i) || !WORD.test(String.fromCodePoint(text.codePointAt(i + 1) ?? 0)))
      continue;
    pieces.push(text.slice(from, i));
    from = i + 1;
  }
  return [...pieces, text.slice(from)];
}

function isWordBefore(text: string, at: number): boolean {
  const [last = ""] = Array.from(text.slice(Math.max(0, at - 2), at)).slice(-1);
  return WORD.test(last);
}

function joinByDashes([first, ...rest]: readonly string[]): string[] {
  return rest.reduce(
    (joined, piece) => joined.flatMap((text) => DASHES.map((dash) => text + dash + piece)),
    [first!],
  );
}
