import { didYouMean } from "../../../text/suggest.ts";
import type { Expression } from "../syntax/ast.ts";
import { quoteSource } from "../../common/quote.ts";
import { addFault, type Fault } from "../fault.ts";
import {
  FUNCTIONS,
  REMOVED_FUNCTIONS,
  type FunctionSignature,
  type ValueType,
} from "../syntax/functions.ts";

type Call = Extract<Expression, { kind: "call" }>;

interface Check {
  /** The query. */
  readonly text: string;
  readonly faults: Fault[];
  /** Variables of the `_arraysearch`es around, with their `$`. */
  readonly variables: readonly string[];
}

/**
 * Checks what the grammar leaves open of the condition of a filter, as far as that is possible
 * without a schema: that it is a condition at all, that functions exist and get the arguments they
 * want, that variables belong to an `_arraysearch`.
 */
export function checkCondition(condition: Expression, text: string, faults: Fault[]): void {
  checkBoolean(condition, { text, faults, variables: [] }, "The condition of a filter");
}

/** As `checkCondition`, for an expression of any type. */
export function checkExpression(expression: Expression, text: string, faults: Fault[]): void {
  typeOf(expression, { text, faults, variables: [] });
}

function checkBoolean(expression: Expression, check: Check, what: string): void {
  const type = typeOf(expression, check);
  if (type === "boolean" || type === "any") return;
  const message = `${what} must be true or false, and is a ${type}.`;
  addFault(
    check.faults,
    "eql/not-a-condition",
    message,
    expression.span,
    "Compare it with something.",
  );
}

function checkType(expression: Expression, check: Check, wanted: ValueType, what: string): void {
  const type = typeOf(expression, check);
  if (wanted === "any" || type === "any" || type === wanted) return;
  const message = `${what} must be a ${wanted}, and is a ${type}.`;
  addFault(check.faults, "eql/wrong-type", message, expression.span);
}

/** Checks an expression and returns its type. */
function typeOf(expression: Expression, check: Check): ValueType {
  switch (expression.kind) {
    case "null":
      return "any";
    case "boolean":
      return "boolean";
    case "text":
      return "text";
    case "integer":
    case "decimal":
      return "number";
    case "field":
      checkVariable(expression.name, expression, check);
      return "any";
    case "and":
    case "or":
      for (const one of expression.of) checkBoolean(one, check, `A side of "${expression.kind}"`);
      return "boolean";
    case "not":
      checkBoolean(expression.of, check, 'What "not" denies');
      return "boolean";
    case "comparison":
      typeOf(expression.left, check);
      typeOf(expression.right, check);
      return "boolean";
    case "match":
      checkType(expression.of, check, "text", `What "${expression.operator}" looks at`);
      return "boolean";
    case "in":
      typeOf(expression.of, check);
      for (const value of expression.values) typeOf(value, check);
      return "boolean";
    case "arithmetic":
      for (const side of [expression.left, expression.right])
        checkType(side, check, "number", `A side of "${expression.operator}"`);
      return "number";
    case "negative":
      checkType(expression.of, check, "number", 'What "-" stands before');
      return "number";
    case "call":
      return typeOfCall(expression, check);
    case "ancestry":
      // Its filter was checked when it was read.
      return "boolean";
  }
}

function typeOfCall(call: Call, check: Check): ValueType {
  const signature = FUNCTIONS.get(call.name);
  if (!signature) {
    for (const argument of call.arguments) typeOf(argument, check);
    failUnknown(call, check);
    return "any";
  }
  if (call.ignoreCase && !signature.hasTilde) failTilde(call, signature, check);
  checkCount(call, signature, check);
  const variables = variablesOf(call, check);
  const inner = { ...check, variables };
  call.arguments.forEach((argument, i) => {
    const wanted = signature.parameters[i] ?? signature.parameters.at(-1)!;
    checkType(argument, inner, wanted, `Argument ${i + 1} of "${signature.name}"`);
  });
  return signature.returns;
}

function failUnknown({ name, nameSpan }: Call, { text, faults }: Check): void {
  const written = text.slice(nameSpan.start, nameSpan.end);
  const removed = REMOVED_FUNCTIONS.get(name);
  if (removed) {
    const message = `The function ${quoteSource(written)} is Endgame's, and does not exist here.`;
    addFault(faults, "eql/removed-function", message, nameSpan, removed);
    return;
  }
  const names = Array.from(FUNCTIONS.values(), (known) => known.name);
  const message = `There is no function ${quoteSource(written)}.`;
  addFault(faults, "eql/unknown-function", message, nameSpan, didYouMean(written, names));
}

function failTilde({ nameSpan }: Call, { name }: FunctionSignature, { faults }: Check): void {
  const message = `"${name}" has no form with "~".`;
  addFault(faults, "eql/no-tilde", message, nameSpan, `Write "${name}" without it.`);
}

function checkCount(
  call: Call,
  { name, minArguments, maxArguments }: FunctionSignature,
  check: Check,
): void {
  const count = call.arguments.length;
  if (count >= minArguments && count <= maxArguments) return;
  const wanted =
    maxArguments === minArguments
      ? `${minArguments}`
      : maxArguments === Infinity
        ? `at least ${minArguments}`
        : `${minArguments} to ${maxArguments}`;
  const message = `"${name}" wants ${wanted} argument${wanted === "1" ? "" : "s"} and gets ${count}.`;
  addFault(check.faults, "eql/argument-count", message, call.span);
}

function variablesOf(call: Call, check: Check): readonly string[] {
  if (call.name !== "_arraysearch") return check.variables;
  const [, variable] = call.arguments;
  if (variable?.kind === "field" && /^\$\w+$/.test(variable.name))
    return [...check.variables, variable.name];
  if (variable) {
    const message = 'Argument 2 of "_arraysearch" must be the name of a variable.';
    addFault(
      check.faults,
      "eql/wrong-type",
      message,
      variable.span,
      "Variables begin with a dollar: $entry.",
    );
  }
  return check.variables;
}

function checkVariable(name: string, { span }: Expression, { faults, variables }: Check): void {
  if (!name.startsWith("$")) return;
  const [variable = name] = name.split(".");
  if (variables.includes(variable)) return;
  const message = `No "_arraysearch" around it has the variable ${quoteSource(variable)}.`;
  addFault(faults, "eql/unknown-variable", message, span, didYouMean(variable, variables));
}
