import {
  ANY_CHARACTER,
  ANY_TEXT,
  type WildcardPart,
  type TextPattern,
} from "../../../matching/model/pattern.ts";

/**
 * Returns the simplest pattern for a text in which `*` stands for any characters and `?` for one. No
 * other character is special, the backslash included.
 */
export function wildcardPattern(text: string, cased: boolean): TextPattern {
  const plain = /^(\*?)([^*?]*)(\*?)$/.exec(text.replace(/\*+/g, "*"));
  if (plain && plain[2] !== "") {
    const [, before, literal = "", after] = plain;
    const kind = before ? (after ? "contains" : "endswith") : after ? "startswith" : "equals";
    return { kind, text: literal, cased };
  }
  if (text === "") return { kind: "equals", text, cased };
  const parts = text
    .split(/(\*+|\?)/)
    .filter((part) => part !== "")
    .map((part): WildcardPart => {
      if (part === "?") return ANY_CHARACTER;
      return part.startsWith("*") ? ANY_TEXT : part;
    });
  return { kind: "wildcard", parts, cased };
}
