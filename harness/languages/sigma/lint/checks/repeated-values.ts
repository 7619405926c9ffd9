/** Values of a list that stand twice, or that another value of the list makes superfluous. */
import { foldCase } from "../../../../matching/values/case-fold.ts";
import { quote } from "../../../common/quote.ts";
import { hasWildcards, plainText, parseSigmaString } from "../../modifiers/sigma-string.ts";
import type { Check, Finding } from "../check.ts";
import { valuePath, type LintedItem, type LintedRule } from "../linted-rule.ts";

function* duplicates({ items }: LintedRule): Generator<Finding> {
  for (const item of items) {
    const isCased = item.modifiers.some((name) => CASED.has(name));
    const seen = new Map<string, string>();
    for (const [i, value] of item.values.entries()) {
      const written = String(value);
      const key = isCased ? written : foldCase(written);
      const first = seen.get(key);
      if (first === undefined) {
        seen.set(key, written);
        continue;
      }
      const message =
        first === written
          ? `The value ${quote(written)} stands twice in the list.`
          : `The value ${quote(written)} differs from ${quote(first)} in letter case only, which does not count.`;
      yield { message, target: { path: valuePath(item, i), part: "value" } };
    }
  }
}

/** Modifiers under which letter case counts. */
const CASED = new Set([
  "re",
  "cased",
  "base64",
  "base64offset",
  "utf16",
  "utf16le",
  "utf16be",
  "wide",
]);

const PLACES = ["contains", "startswith", "endswith"] as const;
const UNDERSTOOD = new Set<string>([...PLACES, "all", "windash", "cased"]);

/** One finding per list, on its first such value. */
function* superfluous({ items }: LintedRule): Generator<Finding> {
  for (const item of items) {
    const place = PLACES.find((name) => item.modifiers.includes(name));
    const understood = item.modifiers.every((name) => UNDERSTOOD.has(name));
    if (!understood || (!place && item.field !== null)) continue;
    const isAll = item.modifiers.includes("all");
    const [first, ...others] = superfluousValues(item, place ?? "contains", isAll);
    if (!first) continue;
    const [own, its] = [first.index, first.beside].map((i) => quote(item.values[i!]));
    const why = isAll ? "which holds only where it does" : "which holds wherever it does";
    const more =
      others.length > 0
        ? `; so ${others.length === 1 ? "is" : "are"} ${others.length} more of the list`
        : "";
    const message = `The value ${own} is superfluous beside ${its}, ${why}${more}.`;
    yield { message, target: { path: valuePath(item, first.index), part: "value" } };
  }
}

function superfluousValues(
  item: LintedItem,
  place: (typeof PLACES)[number],
  isAll: boolean,
): { readonly index: number; readonly beside: number }[] {
  const texts = item.values.map((value) => plainForm(value, item));
  const beside = new Map<string, number>();
  for (const [longer, shorter] of containments(texts, place)) {
    const [text, other] = isAll ? [texts[shorter]!, longer] : [texts[longer]!, shorter];
    beside.set(text, Math.min(other, beside.get(text) ?? Infinity));
  }
  return texts.flatMap((text, index) => {
    const other = text === null ? undefined : beside.get(text);
    return other === undefined ? [] : [{ index, beside: other }];
  });
}

/** Pieces of values that are looked up in one list: what a long one has beyond that is not looked for. */
const MAX_LOOKED_UP = 5_000_000;

/** Returns which values hold shorter ones, as pairs of indices; of equal values the first stands for all. */
function* containments(
  texts: readonly (string | null)[],
  place: (typeof PLACES)[number],
): Generator<readonly [longer: number, shorter: number]> {
  const first = new Map<string, number>();
  for (const [i, text] of texts.entries())
    if (text !== null && !first.has(text)) first.set(text, i);
  const lengths = [...new Set(Array.from(first.keys(), (text) => text.length))].sort(
    (a, b) => a - b,
  );
  let left = MAX_LOOKED_UP;
  for (const [text, longer] of first)
    for (const length of lengths) {
      if (length >= text.length) break;
      const last = text.length - length;
      const [from, to] =
        place === "contains" ? [0, last] : place === "startswith" ? [0, 0] : [last, last];
      for (let at = from; at <= to; at++) {
        // Units that are hashed count, too.
        left -= 1 + length / 64;
        if (left < 0) return;
        const shorter = first.get(text.slice(at, at + length));
        if (shorter !== undefined) yield [longer, shorter];
      }
    }
}

/** Returns the text of a value without wildcards, as it is compared; null for any other value. */
function plainForm(value: LintedItem["values"][number], { modifiers }: LintedItem): string | null {
  if (typeof value !== "string") return null;
  const text = parseSigmaString(value);
  if (hasWildcards(text) || value === "") return null;
  return modifiers.includes("cased") ? plainText(text) : foldCase(plainText(text));
}

export const REPETITION_CHECKS: readonly Check[] = [
  { code: "lint/duplicate-value", severity: "warning", check: duplicates },
  { code: "lint/superfluous-value", severity: "note", check: superfluous },
];
