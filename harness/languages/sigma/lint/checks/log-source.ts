/** Log sources that no table knows, and such as no channel records. */
import { KNOWN_PRODUCTS, knownNames } from "../../../../events/log-sources/known-log-sources.ts";
import { WINDOWS_CATEGORIES } from "../../../../events/log-sources/windows-categories.ts";
import { didYouMean } from "../../../../text/suggest.ts";
import { quote } from "../../../common/quote.ts";
import type { Check, Finding } from "../check.ts";
import type { LintedRule } from "../linted-rule.ts";

function* unknownNames({ rule }: LintedRule): Generator<Finding> {
  if (!rule) return;
  const { product, category, service } = rule.logSource;
  const at = (key: string) => ({ path: ["logsource", key], part: "value" }) as const;
  if (product !== undefined && knownNames(product, "category") === undefined) {
    const hint = didYouMean(product, KNOWN_PRODUCTS);
    // A product that nobody else has rules for is no mistake; one that nearly is another one is.
    if (hint)
      yield {
        message: `The product ${quote(product)} is none that is known.`,
        hint,
        target: at("product"),
      };
    return;
  }
  for (const [key, name] of [
    ["category", category],
    ["service", service],
  ] as const) {
    if (name === undefined) continue;
    const known = knownNames(product, key) ?? [];
    if (known.includes(name.toLowerCase())) continue;
    const near = didYouMean(name, known);
    const isWindows = product?.toLowerCase() === "windows";
    if (!near && !isWindows) continue;
    const elsewhere = knownNames(undefined, key)?.includes(name.toLowerCase());
    const of = product === undefined ? "" : ` of ${quote(product)}`;
    const message = `The ${key} ${quote(name)}${of} is none that is known${isWindows ? ", and takes no events" : ""}.`;
    const hint = near ?? (elsewhere ? `It is a ${key} of another product.` : undefined);
    yield hint === undefined ? { message, target: at(key) } : { message, hint, target: at(key) };
  }
}

function* unrecorded({ rule }: LintedRule): Generator<Finding> {
  const { product = "windows", category = "" } = rule?.logSource ?? {};
  const key = category.toLowerCase();
  if (product.toLowerCase() !== "windows" || !Object.hasOwn(WINDOWS_CATEGORIES, key)) return;
  if (WINDOWS_CATEGORIES[key]!.length > 0) return;
  yield {
    message: `No channel of Windows records the category ${quote(category)}, which comes from kernel tracing only.`,
    hint: "The rule is blind on every event log.",
    target: { path: ["logsource", "category"], part: "value" },
  };
}

export const LOG_SOURCE_CHECKS: readonly Check[] = [
  { code: "lint/unknown-log-source", severity: "warning", check: unknownNames },
  { code: "lint/unrecorded-log-source", severity: "warning", check: unrecorded },
];
