import type { Origin } from "../matching/model/predicate.ts";
import type { DetectionRule } from "../matching/model/rule.ts";
import type { SourceText, Span } from "../text/source.ts";
import { LANGUAGES, type Language } from "./language.ts";

/** A piece of a rule file's text. */
export interface RuleTextSpan {
  readonly source: SourceText;
  readonly span: Span;
}

/** Returns the path of the file in which a test of a rule was written: a filter's, or that of a base rule, if not the rule's own. */
export function pathOfOrigin({ path }: DetectionRule, origin: Origin): string {
  return origin[2] ?? path;
}

/**
 * Returns the text that a test of a rule came from.
 *
 * @param textOf gives the text of a rule file, as it was when the rule was compiled
 * @returns null if the text is not that text, or its language is not known
 */
export function locateTest(
  rule: DetectionRule,
  origin: Origin,
  textOf: (path: string) => SourceText,
  languages: readonly Language[] = LANGUAGES,
): RuleTextSpan | null {
  const source = textOf(pathOfOrigin(rule, origin));
  const language = languages.find(({ name }) => name === rule.language);
  const span = language?.locate(origin, source);
  return span ? { source, span } : null;
}
