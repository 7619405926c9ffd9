/** One item of a selection, `field|modifier: values`, as a predicate: a test for each value. */
import { ANY_FIELD } from "../../../events/vocabularies/sigma/any-field.ts";
import type { Origin, Predicate } from "../../../matching/model/predicate.ts";
import type { Pattern } from "../../../matching/model/pattern.ts";
import { compileRegex } from "../../../matching/values/regex/regex.ts";
import type { Item, Scalar } from "../parse/ast.ts";
import {
  applyChain,
  keyTarget,
  readChain,
  type ChainedModifier,
} from "../modifiers/modifier-chain.ts";
import { bytesAsText } from "../modifiers/encodings.ts";
import type { Report, Target } from "../report.ts";
import { openTo, patternOf } from "../modifiers/sigma-string.ts";
import type { OriginOf } from "./origins.ts";
import { asText, writtenNumber, type SigmaValue } from "../modifiers/sigma-value.ts";

/**
 * Compiles one item. Values are alternatives, unless `all` stands among the modifiers; `neq` is the
 * opposite of all that, and so holds where the field is absent.
 *
 * @param originOf where its values stand in the file of the rule; not given for what is no rule
 * @returns null if anything is wrong with it, which is then in the report
 */
export function compileItem(item: Item, report: Report, originOf?: OriginOf): Predicate | null {
  const chain = readChain(item, report);
  if (!chain) return null;
  const [isAll, isOpposite] = [item.modifiers.includes("all"), item.modifiers.includes("neq")];
  if (isAll && item.values.length === 1) warnOfLoneAll(item, chain, report);
  const tests: Predicate[] = [];
  for (const [i, scalar] of item.values.entries()) {
    const target = valueTarget(item, i);
    if (scalar === null && item.values.length > 1) warnOfNull(target, report);
    const forms: Predicate[] = [];
    const origin = originOf?.(item, i);
    const written = item.forms?.get(i) ?? [scalar];
    for (const form of written) {
      const value = applyChain(item, chain, form, target, report);
      if (value === "broken chain") return null;
      const test = value && testOf(value, item, form, origin, target, report);
      if (test) forms.push(test);
    }
    if (forms.length === written.length)
      tests.push(forms.length === 1 ? forms[0]! : { kind: "any", of: forms });
  }
  if (tests.length < item.values.length) return null;
  const [only] = tests;
  const joined: Predicate =
    tests.length === 1 && only ? only : { kind: isAll ? "all" : "any", of: tests };
  return isOpposite ? { kind: "not", of: joined } : joined;
}

function warnOfLoneAll(item: Item, chain: readonly ChainedModifier[], report: Report): void {
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

/** Returns the test of one value: forms of it are alternatives, even under `all`. */
function testOf(
  value: SigmaValue,
  item: Item,
  scalar: Scalar,
  origin: Origin | undefined,
  target: Target,
  report: Report,
): Predicate | null {
  if (value.kind === "variants") {
    const tests = value.of.map((variant) => testOf(variant, item, scalar, origin, target, report));
    return tests.some((test) => test === null) ? null : { kind: "any", of: tests as Predicate[] };
  }
  const field = item.field ?? ANY_FIELD;
  const test = (pattern: Pattern, label: string): Predicate =>
    origin
      ? { kind: "test", field, pattern, label, origin }
      : { kind: "test", field, pattern, label };
  if (value.kind === "absent")
    return { kind: "not", of: test({ kind: "exists" }, labelOf(item, true)) };
  const pattern = finalPattern(value, item, target, report);
  return pattern && test(pattern, labelOf(item, scalar));
}

function finalPattern(
  value: SigmaValue,
  item: Item,
  target: Target,
  report: Report,
): Pattern | null {
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
  if ("error" in regex) {
    const hint = regex.reason === "costly" ? COSTLY_HINT : undefined;
    report.error(CODES[regex.reason], regex.error, { ...target, piece: regex.span }, hint);
    return false;
  }
  const tooMuch = report.budgets.regexes.spend(regex);
  if (tooMuch === null) return true;
  report.error("sigma/costly-regex", tooMuch, target, COSTLY_HINT);
  return false;
}

const COSTLY_HINT = "Repeat less, or nothing that is repeated itself.";

const CODES = {
  malformed: "sigma/malformed-regex",
  unsupported: "sigma/unsupported-regex",
  costly: "sigma/costly-regex",
} as const;

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

function valueTarget({ path, isList }: Item, i: number): Target {
  return { path: isList ? [...path, i] : path, part: "value" };
}
