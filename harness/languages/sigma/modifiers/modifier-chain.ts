/**
 * The chain of modifiers of an item: checks that they are known and in a valid order, and applies
 * them to values.
 */
import type { Item, Scalar } from "../parse/ast.ts";
import type { Modifier, Problem, ReportProblem } from "./modifier.ts";
import { modifierOf } from "./modifiers.ts";
import { quote } from "../../common/quote.ts";
import type { Report, Target } from "../report.ts";
import { describeKind, valueOf, type SigmaValue } from "./sigma-value.ts";
import { MAX_VARIANTS_OF_FILE } from "./variant-budget.ts";
import { MAX_VARIANTS } from "./windash.ts";

/** A modifier, and where its name stands in the key. */
export interface ChainedModifier {
  readonly name: string;
  readonly modifier: Modifier;
  readonly start: number;
}

/** Of all variants of a value together, in UTF-16 units: nested encodings grow fast. */
const MAX_SIZE = 1_000_000;

/** There are some thirty modifiers, and none has to stand twice. */
const MAX_MODIFIERS = 100;

/** Returns the modifiers of an item, or null after reporting what is wrong with them. */
export function readChain(item: Item, report: Report): readonly ChainedModifier[] | null {
  const chain = modifiersOf(item, report);
  return chain && isInOrder(item, chain, report) ? chain : null;
}

function modifiersOf(item: Item, report: Report): ChainedModifier[] | null {
  const modifiers: ChainedModifier[] = [];
  const count = item.modifiers.length;
  if (count > MAX_MODIFIERS) {
    const message = `The field has ${count} modifiers; the limit is ${MAX_MODIFIERS}.`;
    report.error("sigma/misplaced-modifier", message, { path: item.path, part: "key" });
    return null;
  }
  let start = item.key.indexOf("|") + 1;
  for (const name of item.modifiers) {
    const modifier = modifierOf(name);
    if ("apply" in modifier) modifiers.push({ name, modifier, start });
    else {
      const on = item.field === null ? "keywords" : quote(item.field);
      const what = name === "" ? "There is an empty modifier" : `Unknown modifier ${quote(name)}`;
      const target = keyTarget(item, { name, start });
      report.error("sigma/unknown-modifier", `${what} on ${on}.`, target, modifier.hint);
    }
    start += name.length + 1;
  }
  return modifiers.length === item.modifiers.length ? modifiers : null;
}

function isInOrder(item: Item, chain: readonly ChainedModifier[], report: Report): boolean {
  let sound = true;
  for (const [i, link] of chain.entries()) {
    const problem = misplacement(item, link, chain.slice(0, i));
    if (!problem) continue;
    report.error("sigma/misplaced-modifier", problem, keyTarget(item, link));
    sound = false;
  }
  return sound;
}

function misplacement(
  { field }: Item,
  { name, modifier }: ChainedModifier,
  before: readonly ChainedModifier[],
): string | undefined {
  const last = before.at(-1);
  if (modifier.first && last)
    return `"${name}" must be the first modifier, and here "${last.name}" stands before it.`;
  if (modifier.afterRe && before.every((link) => link.name !== "re"))
    return `"${name}" stands after "re" only.`;
  if (modifier.field && field === null) return `"${name}" needs a field, and keywords have none.`;
  return undefined;
}

/** Returns the changed value; null if this value is wrong, "broken chain" if every value would be. */
export function applyChain(
  item: Item,
  chain: readonly ChainedModifier[],
  scalar: Scalar,
  target: Target,
  report: Report,
): SigmaValue | null | "broken chain" {
  if (typeof scalar === "number" && !Number.isFinite(scalar)) {
    const message = `${String(scalar)} is no number that a field can have.`;
    report.error("sigma/wrong-value", message, target);
    return null;
  }
  const reported = new Set<string>();
  let failed = false;
  const reportOnce: ReportProblem = ({ code, severity, message, hint, piece }) => {
    failed ||= severity === "error";
    if (reported.has(message)) return;
    reported.add(message);
    report[severity](code, message, piece ? { ...target, piece } : target, hint);
  };
  let value = valueOf(scalar);
  const plain = value.kind;
  for (const [i, { name, modifier, start }] of chain.entries()) {
    const changed = applyOne(modifier, value, reportOnce);
    if (changed && isTooLarge(changed)) reportOnce(tooLarge());
    if (failed) return null;
    if (changed) {
      value = changed;
      continue;
    }
    const found = describeKind(value);
    if (value.kind !== plain && value.kind !== "text") {
      const message = `"${name}" takes ${modifier.takes}, and after "${chain[i - 1]!.name}" the value is ${found}.`;
      report.error("sigma/misplaced-modifier", message, keyTarget(item, { name, start }));
      return "broken chain";
    }
    const message = `"${name}" takes ${modifier.takes}, and ${quote(scalar)} is ${found}.`;
    report.error("sigma/modifier-value", message, target, hintForQuotes(scalar, modifier));
    return null;
  }
  if (value.kind !== "variants" || report.budgets.variants.spend(value.of.length)) return value;
  reportOnce(tooManyOfFile());
  return null;
}

function hintForQuotes(scalar: Scalar, { takes }: Modifier): string | undefined {
  const isNumber =
    takes.includes("number") && typeof scalar === "string" && /^-?\d+(?:\.\d+)?$/.test(scalar);
  const isBoolean = takes.includes("true") && (scalar === "true" || scalar === "false");
  return isNumber || isBoolean ? "Write it without quotes." : undefined;
}

/** Applies a modifier to a value, or to each variant of it; stops when there are too many. */
function applyOne(
  modifier: Modifier,
  value: SigmaValue,
  reportOnce: ReportProblem,
): SigmaValue | undefined {
  if (value.kind !== "variants") return modifier.apply(value, reportOnce);
  const changed: SigmaValue[] = [];
  for (const variant of value.of) {
    const one = applyOne(modifier, variant, reportOnce);
    if (!one) return undefined;
    changed.push(...(one.kind === "variants" ? one.of : [one]));
    if (changed.length > MAX_VARIANTS) break;
  }
  return { kind: "variants", of: changed };
}

function isTooLarge(value: SigmaValue): boolean {
  if (value.kind !== "variants") return sizeOf(value) > MAX_SIZE;
  const size = value.of.reduce((sum, variant) => sum + sizeOf(variant), 0);
  return value.of.length > MAX_VARIANTS || size > MAX_SIZE;
}

function sizeOf(value: SigmaValue): number {
  if (value.kind !== "text") return 0;
  return value.parts.reduce<number>(
    (sum, part) => sum + (typeof part === "string" ? part.length : 1),
    0,
  );
}

function tooLarge(): Problem {
  return {
    code: "sigma/too-many-variants",
    severity: "error",
    message: `The modifiers make more than ${MAX_VARIANTS} texts of the value, or ${MAX_SIZE} characters.`,
    hint: "Leave out the modifiers that stand twice.",
  };
}

function tooManyOfFile(): Problem {
  return {
    code: "sigma/too-many-variants",
    severity: "error",
    message: `With this value the modifiers of the file make more than ${MAX_VARIANTS_OF_FILE} texts.`,
    hint: "Write values with fewer switches, or spread them over several files.",
  };
}

/** Returns what points at a modifier in the key of its item. */
export function keyTarget(
  { path }: Item,
  { name, start }: Pick<ChainedModifier, "name" | "start">,
): Target {
  return { path, part: "key", piece: { start, end: start + name.length } };
}
