import type { TextPattern } from "../../../matching/model/pattern.ts";
import { compileRegex } from "../../../matching/values/regex/regex.ts";
import type { RegexRefusal } from "../../../matching/values/regex/regex-escape.ts";
import type { Span } from "../../../text/source.ts";
import type { Expression } from "../syntax/ast.ts";
import { translateLuceneRegex } from "./lucene-regex.ts";
import { fail, type Scope } from "./scope.ts";
import { wildcardPattern } from "./wildcard-pattern.ts";

/** One of the texts behind `:`, `like` or `regex`. */
export interface WrittenPattern {
  readonly pattern: TextPattern;
  readonly span: Span;
}

/** Returns the patterns of a text operator. A regular expression that is refused is a fault. */
export function textPatterns(
  { operator, patterns }: Extract<Expression, { kind: "match" }>,
  scope: Scope,
): readonly WrittenPattern[] {
  const cased = operator === "like" || operator === "regex";
  const isRegex = operator.startsWith("regex");
  return patterns.flatMap((one) => {
    if (one.kind !== "text") throw new Error(`a pattern is a text, not ${one.kind}`);
    const { value, span } = one;
    const pattern = isRegex
      ? regexPattern(value, span, cased, scope)
      : wildcardPattern(value, cased);
    return pattern ? [{ pattern, span }] : [];
  });
}

function regexPattern(text: string, span: Span, cased: boolean, scope: Scope): TextPattern | null {
  const translated = translateLuceneRegex(text);
  if ("error" in translated) return refuse(translated, text, span, scope);
  const flags = { ignoreCase: !cased, multiline: false, dotAll: true };
  const compiled = compileRegex(translated.source, flags);
  if ("error" in compiled) {
    const whole = { start: 0, end: text.length };
    return refuse({ ...compiled, span: whole }, text, span, scope);
  }
  const tooMuch = scope.regexes.spend(compiled);
  if (tooMuch !== null) return fail(scope, "eql/costly-regex", tooMuch, span);
  return { kind: "regex", source: translated.source, flags };
}

function refuse(refusal: RegexRefusal, text: string, span: Span, scope: Scope): null {
  const place = pieceOf(refusal.span, text, span, scope);
  if (refusal.reason === "costly") return fail(scope, "eql/costly-regex", refusal.error, place);
  const code = refusal.reason === "malformed" ? "eql/malformed-regex" : "eql/unsupported-regex";
  const hint =
    'The dialect is Lucene\'s: . ? + * {1,3} | () [] \\ "…" # @ <1-254>, for the whole value.';
  return fail(scope, code, refusal.error, place, hint);
}

/** Returns where a piece of a text stands; of a text with escapes the whole. */
function pieceOf(piece: Span, value: string, span: Span, { text }: Scope): Span {
  const at = text.slice(span.start, span.end).indexOf(value);
  if (at < 0 || value === "") return span;
  return { start: span.start + at + piece.start, end: span.start + at + piece.end };
}
