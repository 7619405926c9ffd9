/**
 * Texts with wildcards. `*` stands for any text, `?` for one character; a backslash takes the
 * meaning from a wildcard or another backslash, and is itself anywhere else.
 *
 * @see Sigma specification, "Escaping"; pySigma, `SigmaString`
 */
import {
  ANY_CHARACTER,
  ANY_TEXT,
  type Pattern,
  type WildcardPart,
} from "../../../matching/model/pattern.ts";

/** A text of an item, at any stage of its chain of modifiers. Neighbouring parts are never both texts. */
export interface SigmaString {
  readonly kind: "text";
  readonly parts: readonly WildcardPart[];
  readonly cased: boolean;
  /** Whether each unit of the parts is a byte: the text has been encoded. */
  readonly bytes: boolean;
  /** The text before wildcards and escapes were read. */
  readonly written: string;
}

const SPECIAL = /[*?\\]/;

/** Returns the text with its wildcards and escapes read. */
export function parseSigmaString(written: string): SigmaString {
  return { kind: "text", parts: partsOf(written), cased: false, bytes: false, written };
}

function partsOf(written: string): WildcardPart[] {
  if (!SPECIAL.test(written)) return written === "" ? [] : [written];
  const parts: WildcardPart[] = [];
  let text = "";
  const flush = () => {
    if (text !== "") parts.push(text);
    text = "";
  };
  for (let i = 0; i < written.length; i++) {
    const unit = written[i]!;
    if (unit === "*" || unit === "?") {
      flush();
      parts.push(unit === "*" ? ANY_TEXT : ANY_CHARACTER);
    } else if (unit === "\\" && i + 1 < written.length && SPECIAL.test(written[i + 1]!)) {
      text += written[++i]!;
    } else text += unit;
  }
  flush();
  return parts;
}

/** Whether the text has wildcards. */
export function hasWildcards({ parts }: SigmaString): boolean {
  return parts.some((part) => typeof part !== "string");
}

/** Returns the text of a value without wildcards. */
export function plainText({ parts }: SigmaString): string {
  return parts.filter((part) => typeof part === "string").join("");
}

/** Returns the value with any text allowed before or after it. */
export function openTo(
  value: SigmaString,
  sides: { readonly before: boolean; readonly after: boolean },
): SigmaString {
  const open = (side: boolean): readonly WildcardPart[] => (side ? [ANY_TEXT] : []);
  return { ...value, parts: [...open(sides.before), ...value.parts, ...open(sides.after)] };
}

/** Returns the value with each of its texts replaced; wildcards stay. */
export function mapTexts(value: SigmaString, change: (text: string) => string): SigmaString {
  return {
    ...value,
    parts: value.parts.map((part) => (typeof part === "string" ? change(part) : part)),
  };
}

/**
 * Returns the cheapest pattern that is equivalent. `*` alone holds for every text, the empty one
 * included, and not where there is no value.
 */
export function patternOf({ parts: written, cased }: SigmaString): Pattern {
  const parts = written.filter((part, i) => part !== ANY_TEXT || written[i - 1] !== ANY_TEXT);
  const [before, after] = [parts[0] === ANY_TEXT, parts.length > 1 && parts.at(-1) === ANY_TEXT];
  const inner = parts.slice(before ? 1 : 0, after ? -1 : undefined);
  const [text = ""] = inner;
  if (inner.length > 1 || typeof text !== "string") return { kind: "wildcard", parts, cased };
  if (inner.length === 0 && before) return { kind: "contains", text: "", cased };
  const kind = before ? (after ? "contains" : "endswith") : after ? "startswith" : "equals";
  return { kind, text, cased };
}
