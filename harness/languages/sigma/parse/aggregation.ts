/**
 * Counting conditions of Sigma 1: `selection | count(field) by group > 5` with a `timeframe`. They
 * are refused, with the correlation that does the same.
 *
 * @see Sigma correlation rules specification, "Correlation Types"
 */
const AGGREGATION =
  /\|\s*(count|sum|avg|min|max)\s*\(\s*([^)]*?)\s*\)\s*(?:by\s+(.+?)\s*)?(<=|>=|==?|<|>)\s*(\S+)\s*$/i;
const NEAR = /\|\s*near\s+(.+?)\s*$/i;

/** Of a condition that is taken apart: the expressions above are not linear. */
const MAX_LENGTH = 1000;

const TYPES: Readonly<Record<string, string>> = { sum: "value_sum", avg: "value_avg" };
const OPERATORS: Readonly<Record<string, string>> = {
  "<": "lt",
  "<=": "lte",
  ">": "gt",
  ">=": "gte",
  "=": "eq",
  "==": "eq",
};

/** Other keys of a rule of Sigma 1 that its correlation needs. */
export interface Legacy {
  readonly timeframe: string | undefined;
  /** The name or id of the rule. */
  readonly rule: string | undefined;
}

/** Returns what to write instead of a counting condition: the correlation can be pasted. */
export function replacementOf(condition: string, { timeframe, rule }: Legacy): string | undefined {
  if (condition.length > MAX_LENGTH) return undefined;
  const timespan = `timespan: ${timeframe ?? "…"}`;
  const near = NEAR.exec(condition);
  if (near)
    return `Make a rule of each selection, and a document of them all: correlation: {type: temporal, rules: […], ${timespan}}`;
  const found = AGGREGATION.exec(condition);
  const [, call = "", field = "", group, operator = ">", number = "…"] = found ?? [];
  const name = call.toLowerCase();
  if (name === "min" || name === "max") return `Correlations have nothing like "${name}".`;
  const type = TYPES[name] ?? (field === "" ? "event_count" : "value_count");
  const by = group === undefined ? "" : `, group-by: [${group.split(/\s*,\s*/).join(", ")}]`;
  const ofField = field === "" ? "" : `field: ${field}, `;
  const when = `condition: {${ofField}${OPERATORS[operator]}: ${number}}`;
  const rules = `rules: [${rule ?? "its id or name"}]`;
  return `Write the rule without it, and another document: correlation: {type: ${type}, ${rules}${by}, ${timespan}, ${when}}`;
}
