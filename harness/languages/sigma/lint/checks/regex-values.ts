/** Regular expressions that another modifier says as well, or that read like wildcards. */
import { keyTarget } from "../../modifiers/modifier-chain.ts";
import { quote } from "../../../common/quote.ts";
import type { Check, Finding } from "../check.ts";
import { valuePath, type LintedItem, type LintedRule } from "../linted-rule.ts";

/** A text of letters and escaped signs: what an expression without any operator is. */
const PLAIN = /^(?:[^\\^$.|?*+()[\]{}]|\\[^A-Za-z0-9])+$/;
const FLAGS = /^\(\?[imsx-]+\)/;

function* regexes({ items }: LintedRule): Generator<readonly [LintedItem, number, string]> {
  for (const item of items) {
    if (item.modifiers[0] !== "re") continue;
    for (const [i, value] of item.values.entries())
      if (typeof value === "string") yield [item, i, value];
  }
}

function* plainRegexes({ items }: LintedRule): Generator<Finding> {
  for (const item of items) {
    if (item.modifiers[0] !== "re") continue;
    const instead = item.values.map((value) =>
      typeof value === "string" ? placeOf(value) : undefined,
    );
    const [place] = instead;
    if (place === undefined || instead.some((one) => one !== place)) continue;
    const ignores =
      item.modifiers.some((name) => name === "i" || name === "ignorecase") ||
      item.values.every((value) => /^\(\?[msx]*i/.test(String(value)));
    const message = `The regular ${item.values.length > 1 ? "expressions have" : "expression has"} no operator.`;
    const chain = [place, ...(ignores ? [] : ["cased"])].filter((name) => name !== "");
    const key = [item.field ?? "", ...chain].join("|");
    yield {
      message,
      hint: `"${key}" says the same.`,
      target: keyTarget(item, {
        name: "re",
        start: item.key.indexOf("re", item.field?.length ?? 0),
      }),
    };
  }
}

/** Returns the modifier that says the same as a plain expression; undefined if there is none. */
function placeOf(source: string): string | undefined {
  const bare = source.replace(FLAGS, "");
  const inner = bare.replace(/^(?:\^|\.\*)/, "").replace(/(?:(?<!\\)\$|(?<!\\)\.\*)$/, "");
  if (!PLAIN.test(inner)) return undefined;
  const [start, end] = [bare.startsWith("^"), /(?<!\\)\$$/.test(bare)];
  return start && end ? "" : start ? "startswith" : end ? "endswith" : "contains";
}

function* wildcards(rule: LintedRule): Generator<Finding> {
  for (const [item, i, source] of regexes(rule)) {
    // "\\*" is any number of backslashes; between two names it was a wildcard's place.
    const at = /[\w:]\\\\\*(?:\\\\|\.[a-z]|[a-z])/i.exec(source);
    if (!at) continue;
    yield {
      message: `${quote(source)} has a "*" after a backslash, where it means any number of backslashes.`,
      hint: 'In a regular expression any text is ".*".',
      target: { path: valuePath(item, i), part: "value" },
    };
  }
}

export const REGEX_CHECKS: readonly Check[] = [
  { code: "lint/plain-regex", severity: "note", check: plainRegexes },
  { code: "lint/wildcard-in-regex", severity: "warning", check: wildcards },
];
