import type { Pattern } from "../model/pattern.ts";
import { indexForm } from "../values/index-form.ts";
import { regexLiterals } from "../values/regex/regex-literals.ts";
import type { TextLiteral } from "../model/stage.ts";

/**
 * Returns literals of which a value must hold at least one for the pattern to hold, or null if
 * nothing can be said. They may ask less than the pattern does (letter case, the rest of a wildcard),
 * never more.
 */
export function literalsOf(pattern: Pattern): readonly TextLiteral[] | null {
  switch (pattern.kind) {
    case "equals":
    case "contains":
    case "startswith":
    case "endswith":
      return [{ how: pattern.kind, text: indexForm(pattern.text) }];
    case "wildcard": {
      const pieces = pattern.parts.filter((part) => typeof part === "string");
      const longest = pieces.reduce((a, b) => (b.length > a.length ? b : a), "");
      return longest === "" ? null : [{ how: "contains", text: indexForm(longest) }];
    }
    case "regex":
      return regexLiterals(pattern.source, pattern.flags);
    default:
      return null;
  }
}
