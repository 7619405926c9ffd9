/**
 * The chain of modifiers of an item: whether they are known, whether they may stand so, and what
 * they make of a value.
 */
import type { Item, Scalar } from "../parse/ast.ts";
import type { Modifier, Problem, ReportProblem } from "./modifier.ts";
import { modifierOf } from "./modifiers.ts";
import { quote } from "../../common/quote.ts";
import type { Report, Target } from "../report.ts";
import { describeKind, valueOf, type Value } from "./value.ts";
import { MAX_VARIANTS } from "./windash.ts";

/** A modifier, and where its name stands in the key. */
export interface Link {
  readonly name: string;
  readonly modifier: Modifier;
  readonly start: number;
}

/** Of all forms of a value together, in UTF-16 units: encodings within encodings grow fast. */
const MAX_SIZE = 1_000_000;

/** Returns the modifiers of an item, or null after reporting what is wrong with them. */
export function readChain(item: Item, report: Report): readonly Link[] | null {
  const chain = linksOf(item, report);
  return chain && isInOrder(item, chain, report) ? chain : null;
}

function linksOf(item: Item, report: Report): Link[] | null {
  const links: Link[] = [];
  let start = item.key.indexOf("|") + 1;
  for (const name of item.modifiers) {
    const modifier = modifierOf(name);
    if ("apply" in modifier) links.push({ name, modifier, start });
    else {
      const on = item.field === null ? "keywords" : quote(item.field);
      const what = name === "" ? "There is an empty modifier" : `Unknown modifier ${quote(name)}`;
      const target = keyTarget(item, { name, start });
      report.error("sigma/unknown-modifier", `${what} on ${on}.`, target, modifier.hint);
    }
    start += name.length + 1;
  }
  return links.length === item.modifiers.length ? links : null;
}

function isInOrder(item: Item, chain: readonly Link[], report: Report): boolean {
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
  { name, modifier }: Link,
  before: readonly Link[],
): string | undefined {
  const last = before.at(-1);
  if (modifier.first && last)
    return `"${name}" must be the first modifier, and here "${last.name}" stands before it.`;
  if (modifier.afterRe && before.every((link) => link.name !== "re"))
    return `"${name}" stands after "re" only.`;
  if (modifier.field && field === null) return `"${name}" needs a field, and keywords have none.`;
  return undefined;
}

/** Returns the changed value, or null if this value does not do, or that none would do. */
export function applyChain(
  item: Item,
  chain: readonly Link[],
  scalar: Scalar,
  target: Target,
  report: Report,
): Value | null | "broken chain" {
  if (typeof scalar === "number" && !Number.isFinite(scalar)) {
    const message = `${String(scalar)} is no number that a field can have.`;
    report.error("sigma/wrong-value", message, target);
    return null;
  }
  const told = new Set<string>();
  let failed = false;
  const tell: ReportProblem = ({ code, severity, message, hint, piece }) => {
    failed ||= severity === "error";
    if (told.has(message)) return;
    told.add(message);
    report[severity](code, message, piece ? { ...target, piece } : target, hint);
  };
  let value = valueOf(scalar);
  const plain = value.kind;
  for (const [i, { name, modifier, start }] of chain.entries()) {
    const changed = applyOne(modifier, value, tell);
    if (changed && isTooLarge(changed)) tell(tooLarge());
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
  return value;
}

function hintForQuotes(scalar: Scalar, { takes }: Modifier): string | undefined {
  const isNumber =
    takes.includes("number") && typeof scalar === "string" && /^-?\d+(?:\.\d+)?$/.test(scalar);
  const isBoolean = takes.includes("true") && (scalar === "true" || scalar === "false");
  return isNumber || isBoolean ? "Write it without quotes." : undefined;
}

/** Applies a modifier to a value, or to each form of it; stops when there are too many. */
function applyOne(modifier: Modifier, value: Value, tell: ReportProblem): Value | undefined {
  if (value.kind !== "variants") return modifier.apply(value, tell);
  const changed: Value[] = [];
  for (const variant of value.of) {
    const one = applyOne(modifier, variant, tell);
    if (!one) return undefined;
    changed.push(...(one.kind === "variants" ? one.of : [one]));
    if (changed.length > MAX_VARIANTS) break;
  }
  return { kind: "variants", of: changed };
}

function isTooLarge(value: Value): boolean {
  if (value.kind !== "variants") return sizeOf(value) > MAX_SIZE;
  const size = value.of.reduce((sum, variant) => sum + sizeOf(variant), 0);
  return value.of.length > MAX_VARIANTS || size > MAX_SIZE;
}

function sizeOf(value: Value): number {
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

/** Returns what points at a modifier in the key of its item. */
export function keyTarget({ path }: Item, { name, start }: Pick<Link, "name" | "start">): Target {
  return { path, part: "key", piece: { start, end: start + name.length } };
}
