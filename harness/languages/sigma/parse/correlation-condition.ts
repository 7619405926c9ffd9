import type { Alternative, Comparison } from "../../../matching/model/correlation.ts";
import { didYouMean } from "../../../text/suggest.ts";
import type { YamlPath } from "../../../text/yaml.ts";
import type { Condition, CorrelationCondition, CorrelationType, RuleReference } from "./ast.ts";
import { isRecord } from "../../../text/record.ts";
import { parseCondition } from "./parse-condition.ts";
import { quote } from "../../common/quote.ts";
import type { Report, Target } from "../report.ts";

const OPERATORS = ["gt", "gte", "lt", "lte", "eq", "neq"] as const;
const PATH: YamlPath = ["correlation", "condition"];
const KEY: Target = { path: PATH, part: "key" };

const NO_LEGACY = { timeframe: undefined, rule: undefined };

/** Conjunctions in the disjunctive normal form of a condition: more than anyone writes. */
const MAX_ALTERNATIVES = 200;

/** Of a value_percentile that names none: the median, as others have it. */
const DEFAULT_PERCENTILE = 50;

/**
 * Reads a condition.
 *
 * @returns `condition` is absent if there is none, which temporal correlations need not have; null
 *   after an error
 */
export function parseCorrelationCondition(
  written: unknown,
  type: CorrelationType,
  report: Report,
): { readonly condition?: CorrelationCondition } | null {
  const isTemporal = type === "temporal" || type === "temporal_ordered";
  if (written === undefined || written === null) {
    if (isTemporal) return {};
    const message = `A correlation of the type ${type} needs a condition.`;
    const hint = "A condition is a map of an operator to a number: {gte: 10}.";
    report.error("sigma/missing-key", message, { path: ["correlation"], part: "key" }, hint);
    return null;
  }
  if (typeof written === "string") return parseText(written, isTemporal, type, report);
  if (isRecord(written)) {
    const condition = parseNumbers(written, type, report);
    return condition && { condition };
  }
  const message = `The condition is ${quote(written)}, and must be a map or a text.`;
  report.error("sigma/wrong-type", message, KEY);
  return null;
}

function parseText(
  text: string,
  isTemporal: boolean,
  type: CorrelationType,
  report: Report,
): { readonly condition: CorrelationCondition } | null {
  if (!isTemporal) {
    const message = `The condition is about rules, and ${type} compares numbers.`;
    const hint = "Conditions over rules are for temporal and temporal_ordered.";
    report.error("sigma/correlation-condition", message, { path: PATH, part: "value" }, hint);
    return null;
  }
  const condition = parseCondition(text, PATH, { has: () => false }, NO_LEGACY, report);
  if (!condition || !namesOnly(condition, report)) return null;
  return { condition: { kind: "rules", condition } };
}

function namesOnly(condition: Condition, report: Report): boolean {
  switch (condition.kind) {
    case "selection":
      return true;
    case "not":
      return namesOnly(condition.of, report);
    case "and":
    case "or":
      return condition.of.every((part) => namesOnly(part, report));
    case "selector": {
      const message = "Rules in the condition of a correlation are named one by one.";
      const target: Target = { path: PATH, part: "value", piece: condition.span };
      report.error("sigma/correlation-condition", message, target);
      return false;
    }
  }
}

function parseNumbers(
  written: Readonly<Record<string, unknown>>,
  type: CorrelationType,
  report: Report,
): CorrelationCondition | null {
  const comparisons: Comparison[] = [];
  let sound = true;
  const fail = (message: string, target: Target, hint?: string): void => {
    report.error("sigma/correlation-condition", message, target, hint);
    sound = false;
  };
  for (const [key, value] of Object.entries(written)) {
    const operator = OPERATORS.find((known) => known === key);
    const at = [...PATH, key];
    if (operator && typeof value === "number" && Number.isFinite(value))
      comparisons.push({ operator, number: value });
    else if (operator)
      fail(`"${key}" compares with a number, and ${quote(value)} is none.`, {
        path: at,
        part: "value",
      });
    else if (key !== "field" && key !== "percentile") {
      const known = [...OPERATORS, "field", "percentile"];
      const hint = didYouMean(key, known) ?? `Keys are ${known.join(", ")}.`;
      fail(
        `${quote(key)} says nothing in the condition of a correlation.`,
        { path: at, part: "key" },
        hint,
      );
    }
  }
  if (sound && comparisons.length === 0)
    fail("The condition compares with no number.", KEY, `Operators are ${OPERATORS.join(", ")}.`);
  const fields = readFields(written["field"], type, fail);
  const percentile = readPercentile(written["percentile"], type, report, fail);
  return sound ? { kind: "numbers", comparisons, fields, percentile } : null;
}

type Fail = (message: string, target: Target, hint?: string) => void;

function readFields(written: unknown, type: CorrelationType, fail: Fail): string[] {
  const needed = type.startsWith("value_");
  const at: Target = { path: [...PATH, "field"], part: "value" };
  if (written === undefined || written === null) {
    if (needed) fail(`A correlation of the type ${type} needs a "field" in its condition.`, KEY);
    return [];
  }
  const list: readonly unknown[] = Array.isArray(written) ? written : [written];
  const fields = list.filter((one) => typeof one === "string" && one !== "") as string[];
  if (fields.length < list.length || fields.length === 0)
    fail('"field" must be the name of a field, or a list of names.', at);
  else if (!needed)
    fail(`A correlation of the type ${type} looks at no field.`, at, "Leave it out.");
  else if (fields.length > 1 && type !== "value_count")
    fail(`${type} is computed of one field, and these are ${fields.length}.`, at);
  return fields;
}

function readPercentile(
  written: unknown,
  type: CorrelationType,
  report: Report,
  fail: Fail,
): number {
  const at: Target = { path: [...PATH, "percentile"], part: "value" };
  if (type !== "value_percentile") {
    if (written !== undefined) fail(`A correlation of the type ${type} has no percentile.`, at);
    return DEFAULT_PERCENTILE;
  }
  if (written === undefined) {
    const message = `The condition names no percentile, and is taken to mean the ${DEFAULT_PERCENTILE}th.`;
    report.warning("sigma/correlation-condition", message, KEY, 'Write it down: "percentile: 95".');
    return DEFAULT_PERCENTILE;
  }
  if (typeof written === "number" && written > 0 && written <= 100) return written;
  fail(`${quote(written)} is no percentile.`, at, "A percentile is a number above 0, up to 100.");
  return DEFAULT_PERCENTILE;
}

/** Returns the rules that a condition names, each once, in the order of the condition. */
export function referencesOf(condition: Condition): RuleReference[] {
  const found = new Map<string, RuleReference>();
  const walk = (one: Condition): void => {
    if (one.kind === "and" || one.kind === "or") one.of.forEach(walk);
    else if (one.kind === "not") walk(one.of);
    else if (one.kind === "selection" && !found.has(one.name))
      found.set(one.name, { written: one.name, path: PATH, piece: one.span });
  };
  walk(condition);
  return [...found.values()];
}

/**
 * Returns the disjunctive normal form of a condition over rules: the alternatives in which it holds.
 *
 * @param names of the rules, in their order
 * @returns null if it can never hold, or without any event, or in too many ways: that is in the report
 */
export function alternativesOf(
  condition: Condition,
  names: readonly string[],
  report: Report,
): readonly Alternative[] | null {
  const target: Target = { path: PATH, part: "value" };
  const conjunctions = conjunctionsOf(condition, true);
  if (!conjunctions) {
    const message = `The condition can hold in more than ${MAX_ALTERNATIVES} ways.`;
    report.error(
      "sigma/correlation-condition",
      message,
      target,
      "Make several correlations of it.",
    );
    return null;
  }
  const indices = (wanted: ReadonlySet<string>): number[] =>
    [...names.keys()].filter((i) => wanted.has(names[i]!));
  const sound = conjunctions.filter(
    ({ needs, without }) => ![...needs].some((name) => without.has(name)),
  );
  const message =
    sound.length === 0
      ? "The condition can never hold."
      : sound.some(({ needs }) => needs.size === 0)
        ? "The condition holds where nothing happens."
        : null;
  if (message === null)
    return sound.map(({ needs, without }) => ({
      needs: indices(needs),
      without: indices(without),
    }));
  const hint = "At least one rule must be wanted wherever another is not.";
  report.error("sigma/correlation-condition", message, target, hint);
  return null;
}

interface Conjunction {
  readonly needs: ReadonlySet<string>;
  readonly without: ReadonlySet<string>;
}

/**
 * Returns the disjunctive normal form of a condition, or of its negation; null if it has too many
 * conjunctions.
 */
function conjunctionsOf(condition: Condition, positive: boolean): readonly Conjunction[] | null {
  switch (condition.kind) {
    case "selection": {
      const [some, none] = [new Set([condition.name]), new Set<string>()];
      return [positive ? { needs: some, without: none } : { needs: none, without: some }];
    }
    case "not":
      return conjunctionsOf(condition.of, !positive);
    case "selector":
      throw new Error("a selector was refused when the condition was read");
    case "and":
    case "or": {
      let conjunctions: readonly Conjunction[] = [];
      const isProduct = (condition.kind === "and") === positive;
      for (const [i, part] of condition.of.entries()) {
        const found = conjunctionsOf(part, positive);
        if (!found) return null;
        conjunctions =
          isProduct && i > 0
            ? conjunctions.flatMap((one) => found.map((other) => conjoined(one, other)))
            : [...conjunctions, ...found];
        if (conjunctions.length > MAX_ALTERNATIVES) return null;
      }
      return conjunctions;
    }
  }
}

function conjoined(a: Conjunction, b: Conjunction): Conjunction {
  return {
    needs: new Set([...a.needs, ...b.needs]),
    without: new Set([...a.without, ...b.without]),
  };
}
