/** Values of a list that stand twice, or that another value of the list makes superfluous. */
import { fold } from "../../../../matching/values/fold.ts";
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
      const key = isCased ? written : fold(written);
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
  return texts.flatMap((text, index) => {
    const beside = texts.findIndex((other, i) => {
      if (i === index || other === text) return false;
      return isAll ? isWithin(other, text, place) : isWithin(text, other, place);
    });
    return beside < 0 ? [] : [{ index, beside }];
  });
}

/** Returns the text of a value without wildcards, as it is compared; null for any other value. */
function plainForm(value: LintedItem["values"][number], { modifiers }: LintedItem): string | null {
  if (typeof value !== "string") return null;
  const text = parseSigmaString(value);
  if (hasWildcards(text) || value === "") return null;
  return modifiers.includes("cased") ? plainText(text) : fold(plainText(text));
}

/** Whether every value of the field that holds `longer` holds `shorter`, too. */
function isWithin(
  longer: string | null,
  shorter: string | null,
  place: (typeof PLACES)[number],
): boolean {
  if (longer === null || shorter === null || longer.length <= shorter.length) return false;
  if (place === "contains") return longer.includes(shorter);
  return place === "startswith" ? longer.startsWith(shorter) : longer.endsWith(shorter);
}

export const REPETITION_CHECKS: readonly Check[] = [
  { code: "lint/duplicate-value", severity: "warning", check: duplicates },
  { code: "lint/superfluous-value", severity: "note", check: superfluous },
];
