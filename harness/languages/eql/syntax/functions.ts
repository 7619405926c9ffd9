/** The type of an expression, as far as it is known without a schema. A null is of any type. */
export type ValueType = "boolean" | "text" | "number" | "any";

export interface FunctionSignature {
  /** As the documentation writes it; calls are matched without regard to letter case. */
  readonly name: string;
  /** The types of its arguments in order; the last one holds for all that follow. */
  readonly parameters: readonly ValueType[];
  readonly minArguments: number;
  /** Infinite if there is no limit. */
  readonly maxArguments: number;
  readonly returns: ValueType;
  /** Whether `name~`, which ignores letter case, exists. */
  readonly hasTilde: boolean;
}

function define(
  name: string,
  parameters: readonly ValueType[],
  returns: ValueType,
  { minArguments = parameters.length, maxArguments = parameters.length, hasTilde = false } = {},
): [string, FunctionSignature] {
  return [name.toLowerCase(), { name, parameters, minArguments, maxArguments, returns, hasTilde }];
}

/**
 * The functions of a query by their names in lower case: Elasticsearch's, `wildcard` of its earlier
 * releases, and Elastic Endpoint's `_arraysearch(array, $variable, condition)`.
 *
 * @see Elasticsearch, "EQL function reference"
 */
export const FUNCTIONS: ReadonlyMap<string, FunctionSignature> = new Map([
  define("add", ["number", "number"], "number"),
  define("between", ["text", "text", "text", "boolean"], "text", {
    minArguments: 3,
    hasTilde: true,
  }),
  define("cidrMatch", ["text", "text"], "boolean", { maxArguments: Infinity }),
  define("concat", ["any"], "text", { maxArguments: Infinity }),
  define("divide", ["number", "number"], "number"),
  define("endsWith", ["text", "text"], "boolean", { hasTilde: true }),
  define("indexOf", ["text", "text", "number"], "number", { minArguments: 2, hasTilde: true }),
  define("length", ["text"], "number"),
  define("modulo", ["number", "number"], "number"),
  define("multiply", ["number", "number"], "number"),
  define("number", ["text", "number"], "number", { minArguments: 1 }),
  define("startsWith", ["text", "text"], "boolean", { hasTilde: true }),
  define("string", ["any"], "text"),
  define("stringContains", ["text", "text"], "boolean", { hasTilde: true }),
  define("substring", ["text", "number", "number"], "text", { minArguments: 2 }),
  define("subtract", ["number", "number"], "number"),
  define("wildcard", ["text", "text"], "boolean", { maxArguments: Infinity, hasTilde: true }),
  define("_arraysearch", ["any", "any", "boolean"], "boolean"),
]);

/** Functions of Endgame's language that Elasticsearch has not, and what to write instead. */
export const REMOVED_FUNCTIONS: ReadonlyMap<string, string> = new Map([
  ["match", 'Write `field regex "…"` or `field regex~ "…"`; it holds for the whole value.'],
  ["matchlite", 'Write `field regex "…"` or `field regex~ "…"`; it holds for the whole value.'],
  ["arraycontains", "A test on a field with several values holds if it holds for one of them."],
  ["arraysearch", "Elastic Endpoint has `_arraysearch(array, $entry, condition)`."],
  ["arraycount", "Nothing counts the values of a field."],
  ["safe", "Leave it out: what cannot be computed is null."],
]);
