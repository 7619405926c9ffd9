/** One item of a selection, `field|modifier: values`, as a predicate: a test for each value. */
import { ANY_FIELD, type Predicate } from "../../matching/predicate.ts";
import type { Pattern } from "../../matching/pattern.ts";
import { compileRegex } from "../../matching/regex.ts";
import type { Item, Scalar } from "./ast.ts";
import { bytesAsText } from "./encodings.ts";
import { modifierOf, type Modifier, type Problem } from "./modifiers.ts";
import { quote, type Report, type Target } from "./report.ts";
import { openTo, patternOf } from "./text-value.ts";
import { asText, describeKind, valueOf, writtenNumber, type Value } from "./value.ts";

/** A modifier, and where its name stands in the key. */
interface Link {
  readonly name: string;
  readonly modifier: Modifier;
  readonly start: number;
}

/**
 * Compiles one item. Values are alternatives, unless `all` stands among the modifiers; `neq` is the
 * opposite of all that, and so holds where the field is absent.
 *
 * @returns null if anything is wrong with it, which is then in the report
 */
export function compileItem(item: Item, report: Report): Predicate | null {
  const chain = linksOf(item, report);
  if (!chain || !checkChain(item, chain, report)) return null;
  const [isAll, isOpposite] = [item.modifiers.includes("all"), item.modifiers.includes("neq")];
  if (isAll && item.values.length === 1) warnOfLoneAll(item, chain, report);
  const tests: Predicate[] = [];
  for (const [i, scalar] of item.values.entries()) {
    const target = valueTarget(item, i);
    if (scalar === null && item.values.length > 1) warnOfNull(target, report);
    const value = applyChain(item, chain, scalar, target, report);
    if (value === "broken chain") return null;
    const test = value && testOf(value, item, scalar, target, report);
    if (test) tests.push(test);
  }
  if (tests.length < item.values.length) return null;
  const [only] = tests;
  const joined: Predicate =
    tests.length === 1 && only ? only : { kind: isAll ? "all" : "any", of: tests };
  return isOpposite ? { kind: "not", of: joined } : joined;
}

function linksOf(item: Item, report: Report): Link[] | null {
  const links: Link[] = [];
  let start = item.key.indexOf("|") + 1;
  for (const name of item.modifiers) {
    const modifier = modifierOf(name);
    if ("apply" in modifier) links.push({ name, modifier, start });
    else {
      const on = item.field === null ? "keywords" : quote(item.field);
      const message =
        name === ""
          ? `There is an empty modifier on ${on}.`
          : `Unknown modifier ${quote(name)} on ${on}.`;
      report.error(
        "sigma/unknown-modifier",
        message,
        keyTarget(item, { name, start }),
        modifier.hint,
      );
    }
    start += name.length + 1;
  }
  return links.length === item.modifiers.length ? links : null;
}

function checkChain(item: Item, chain: readonly Link[], report: Report): boolean {
  let sound = true;
  for (const [i, link] of chain.entries()) {
    const { name, modifier } = link;
    const before = chain.slice(0, i);
    const problem =
      modifier.first && i > 0
        ? `"${name}" must be the first modifier, and here "${chain[i - 1]!.name}" stands before it.`
        : modifier.afterRe && !before.some((other) => other.name === "re")
          ? `"${name}" stands after "re" only.`
          : modifier.field && item.field === null
            ? `"${name}" needs a field, and keywords have none.`
            : undefined;
    if (!problem) continue;
    report.error("sigma/misplaced-modifier", problem, keyTarget(item, link));
    sound = false;
  }
  return sound;
}

function warnOfLoneAll(item: Item, chain: readonly Link[], report: Report): void {
  const link = chain.find(({ name }) => name === "all")!;
  const message = `"all" stands on a single value, where it says nothing.`;
  report.warning(
    "sigma/all-of-one",
    message,
    keyTarget(item, link),
    'Leave "all" out, or give several values.',
  );
}

function warnOfNull(target: Target, report: Report): void {
  const message = "Null stands in a list of values, which the specification does not provide for.";
  report.warning("sigma/null-in-list", message, target, "It is taken as one value of several.");
}

/** Returns the changed value, or null if this value does not do, or that none would do. */
function applyChain(
  item: Item,
  chain: readonly Link[],
  scalar: Scalar,
  target: Target,
  report: Report,
): Value | null | "broken chain" {
  if (typeof scalar === "number" && !Number.isFinite(scalar)) {
    report.error(
      "sigma/wrong-value",
      `${String(scalar)} is no number that a field can have.`,
      target,
    );
    return null;
  }
  const told = new Set<string>();
  let failed = false;
  const tell = ({ code, severity, message, hint, piece }: Problem) => {
    failed ||= severity === "error";
    if (told.has(message)) return;
    told.add(message);
    report[severity](code, message, piece ? { ...target, piece } : target, hint);
  };
  let value = valueOf(scalar);
  for (const [i, link] of chain.entries()) {
    const changed = applyOne(link.modifier, value, tell);
    if (failed) return null;
    if (changed) {
      value = changed;
      continue;
    }
    const { name, modifier } = link;
    const found = describeKind(value);
    if (value.kind === "pattern" || value.kind === "absent") {
      const message = `"${name}" takes ${modifier.takes}, and after "${chain[i - 1]!.name}" the value is ${found}.`;
      report.error("sigma/misplaced-modifier", message, keyTarget(item, link));
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

function applyOne(
  modifier: Modifier,
  value: Value,
  tell: (problem: Problem) => void,
): Value | undefined {
  if (value.kind !== "variants") return modifier.apply(value, tell);
  const changed: Value[] = [];
  for (const variant of value.of) {
    const one = applyOne(modifier, variant, tell);
    if (!one) return undefined;
    changed.push(one);
  }
  return { kind: "variants", of: changed };
}

/** Returns the test of one value: forms of it are alternatives, even under `all`. */
function testOf(
  value: Value,
  item: Item,
  scalar: Scalar,
  target: Target,
  report: Report,
): Predicate | null {
  if (value.kind === "variants") {
    const tests = value.of.map((variant) => testOf(variant, item, scalar, target, report));
    return tests.some((test) => test === null) ? null : { kind: "any", of: tests as Predicate[] };
  }
  const test = (pattern: Pattern, label: string): Predicate => ({
    kind: "test",
    field: item.field ?? ANY_FIELD,
    pattern,
    label,
  });
  if (value.kind === "absent")
    return { kind: "not", of: test({ kind: "exists" }, labelOf(item, true)) };
  const pattern = finalPattern(value, item, target, report);
  return pattern && test(pattern, labelOf(item, scalar));
}

function finalPattern(value: Value, item: Item, target: Target, report: Report): Pattern | null {
  const plain = asText(value);
  switch (plain.kind) {
    case "text": {
      const text = plain.bytes ? bytesAsText(plain) : plain;
      if (text) return patternOf(item.field === null ? asKeyword(text, item) : text);
      const message = "The encoded text has bytes that stand in no text of a log.";
      report.error(
        "sigma/not-encodable",
        message,
        target,
        'Let "base64" or "base64offset" follow.',
      );
      return null;
    }
    case "null":
      if (item.field !== null) return { kind: "null" };
      report.error("sigma/wrong-value", "Null needs a field, and keywords have none.", target);
      return null;
    case "pattern":
      return checkPattern(plain.pattern, target, report) ? plain.pattern : null;
    default:
      throw new Error(`a value is still ${plain.kind} after its modifiers`);
  }
}

/** A keyword may stand anywhere in a value, unless a modifier gives it its place. */
function asKeyword(text: Parameters<typeof openTo>[0], { modifiers }: Item): typeof text {
  const isPlaced = modifiers.includes("startswith") || modifiers.includes("endswith");
  return isPlaced ? text : openTo(text, { before: true, after: true });
}

function checkPattern(pattern: Pattern, target: Target, report: Report): boolean {
  if (pattern.kind !== "regex") return true;
  const regex = compileRegex(pattern.source, pattern.flags);
  if (!("error" in regex)) return true;
  const code = regex.reason === "malformed" ? "sigma/malformed-regex" : "sigma/unsupported-regex";
  report.error(code, regex.error, { ...target, piece: regex.span });
  return false;
}

/** The test as the rule writes it; `neq` is left out, being said by the `not` around the tests. */
function labelOf({ key, field, modifiers }: Item, scalar: Scalar): string {
  const name = modifiers.includes("neq")
    ? [field ?? "", ...modifiers.filter((modifier) => modifier !== "neq")].join("|")
    : key;
  const value =
    typeof scalar === "string"
      ? `'${scalar}'`
      : typeof scalar === "number" || typeof scalar === "bigint"
        ? writtenNumber(scalar)
        : String(scalar);
  return `${field === null ? ANY_FIELD : ""}${name} ${value}`;
}

function keyTarget({ path }: Item, { name, start }: { name: string; start: number }): Target {
  return { path, part: "key", piece: { start, end: start + name.length } };
}

function valueTarget({ path, isList }: Item, i: number): Target {
  return { path: isList ? [...path, i] : path, part: "value" };
}
