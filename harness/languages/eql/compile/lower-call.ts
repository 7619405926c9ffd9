import { parseNetwork } from "../../../matching/values/network.ts";
import type { Expression } from "../syntax/ast.ts";
import type { Lower } from "./lower-condition.ts";
import { quoteSource } from "../../common/quote.ts";
import { FUNCTIONS, type FunctionSignature } from "../syntax/functions.ts";
import { lowerArraySearch } from "./lower-array-search.ts";
import { fail, written, type Scope } from "./scope.ts";
import {
  call,
  describeType,
  isNumeric,
  isSpecial,
  castDynamic,
  NULL,
  textOfSpecial,
  type TypedExpression,
  type ValueType,
} from "./typed-expression.ts";

type Call = Extract<Expression, { kind: "call" }>;

/** Lowers a call. The parser has checked that the function exists. */
export function lowerCall(expression: Call, scope: Scope, lower: Lower): TypedExpression {
  const signature = FUNCTIONS.get(expression.name)!;
  if (expression.name === "_arraysearch") return lowerArraySearch(expression, scope, lower);
  const values = expression.arguments.map((argument, i) => {
    const value = argumentOf(lower(argument, scope), i, signature, scope);
    if (value) return value;
    const wanted = WANTED[signature.parameters[i] ?? signature.parameters.at(-1)!];
    const found = describeType(lower(argument, scope).type);
    const message = `"${signature.name}" wants ${wanted} as argument ${i + 1}, and ${quoteSource(written(scope, argument.span))} is ${found}.`;
    fail(scope, "eql/wrong-type", message, argument.span);
    return NULL;
  });
  if (signature.name === "cidrMatch") checkBlocks(expression, values, scope);
  const name = `${signature.name}${expression.ignoreCase ? "~" : ""}`;
  return call(name, RETURNED[signature.returns], ...values);
}

const WANTED = { boolean: "true or false", text: "a text", number: "a number", any: "anything" };
const RETURNED = {
  boolean: "boolean",
  text: "keyword",
  number: "long",
  any: "keyword",
} as const satisfies Record<string, ValueType>;

/** Returns an argument with the type of the parameter; null if it cannot have it. */
function argumentOf(
  given: TypedExpression,
  index: number,
  { name, parameters }: FunctionSignature,
  { isEndpoint }: Scope,
): TypedExpression | null {
  const wanted = parameters[index] ?? parameters.at(-1)!;
  const value = wanted === "any" ? given : castDynamic(given, RETURNED[wanted]);
  const { expression, type } = value;
  if (type === "null") return value;
  if (name === "cidrMatch" && type === "ip") return value;
  const isRead = wanted === "any" || (wanted === "text" && isEndpoint);
  if (isRead && expression.kind === "field" && isSpecial(type)) return textOfSpecial(value);
  if (wanted === "any") return value;
  if (wanted === "number") return isNumeric(value) ? value : null;
  if (wanted === "boolean") return type === "boolean" ? value : null;
  if (type === "keyword") return value;
  return isEndpoint ? call("string", "keyword", value) : null;
}

function checkBlocks(
  { arguments: [, ...blocks] }: Call,
  values: readonly TypedExpression[],
  scope: Scope,
): void {
  for (const [i, { span }] of blocks.entries()) {
    const { expression } = values[i + 1]!;
    if (expression.kind !== "text" || parseNetwork(expression.value)) continue;
    const message = `${quoteSource(expression.value)} is no address, and no block of addresses.`;
    fail(
      scope,
      "eql/bad-network",
      message,
      span,
      "A block is written as in 10.0.0.0/8 or fe80::/10.",
    );
  }
}
