/** Placeholders: names between `%` signs under the modifier `expand`, which stand for lists of values. */
import type { Item, Selection, SigmaRule } from "../parse/ast.ts";
import type { Report } from "../report.ts";

/** Values by the name of the placeholder. They may have wildcards, as if they were written in the rule. */
export type Placeholders = Readonly<Record<string, readonly string[]>>;

/** pySigma takes only letters, digits and `_`; SigmaHQ has names with hyphens, which are no texts either. */
export const PLACEHOLDER = /(?<!\\)%([\p{L}\p{N}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_])?)%/gu;

/** Texts that are made of one value: lists of hosts are long, products of lists longer. */
const MAX_FORMS = 100_000;

/** Returns selections with the values of placeholders put in; those without values are left. */
export function fillPlaceholders(
  selections: SigmaRule["selections"],
  placeholders: Placeholders,
  report: Report,
): SigmaRule["selections"] {
  if (Object.keys(placeholders).length === 0) return selections;
  return new Map(
    Array.from(selections, ([name, selection]) => [
      name,
      selection && fillSelection(selection, placeholders, report),
    ]),
  );
}

function fillSelection(
  selection: Selection,
  placeholders: Placeholders,
  report: Report,
): Selection {
  if (selection.kind === "item") return fillItem(selection, placeholders, report);
  const of = selection.of.map((part) => fillSelection(part, placeholders, report));
  return { ...selection, of };
}

function fillItem(item: Item, placeholders: Placeholders, report: Report): Item {
  if (!item.modifiers.includes("expand")) return item;
  const forms = new Map<number, readonly string[]>();
  for (const [i, value] of item.values.entries()) {
    const filled = typeof value === "string" ? fill(value, placeholders) : null;
    if (filled === "too many") {
      const message = `The placeholders of "${String(value)}" make more than ${MAX_FORMS} texts of it.`;
      report.error("sigma/too-many-variants", message, { path: item.path, part: "value" });
    } else if (filled) forms.set(i, filled);
  }
  return forms.size === 0 ? item : { ...item, forms };
}

/** Returns a text with every choice of values, or null if none of its placeholders has values. */
function fill(text: string, placeholders: Placeholders): string[] | "too many" | null {
  const found = [...text.matchAll(PLACEHOLDER)].filter(
    ({ 1: name = "" }) => Object.hasOwn(placeholders, name) && placeholders[name]!.length > 0,
  );
  if (found.length === 0) return null;
  let forms = [""];
  let at = 0;
  for (const { 0: whole, 1: name = "", index } of found) {
    const before = text.slice(at, index);
    // What is put in has no placeholders itself: its percent signs are signs.
    const values = placeholders[name]!.map((value) => value.replaceAll("%", "\\%"));
    if (forms.length * values.length > MAX_FORMS) return "too many";
    forms = forms.flatMap((form) => values.map((value) => form + before + value));
    at = index + whole.length;
  }
  return forms.map((form) => form + text.slice(at));
}
