import type {
  EventFilter,
  Expression,
  Query,
  Statement,
  Term,
} from "../../../harness/languages/eql/syntax/ast.ts";
import { isIdentifier } from "../../../harness/languages/eql/syntax/tokens.ts";

/** Returns a query as text, with parentheses around every operation, so that its shape shows. */
export function printQuery({ statement, pipes }: Query): string {
  const tail = pipes.map(({ name, count }) => ` | ${name} ${count}`);
  return printStatement(statement) + tail.join("");
}

function printStatement(statement: Statement): string {
  if (statement.kind === "event") return printFilter(statement.filter);
  const parts = [statement.kind, ...printKeys(statement.by)];
  if (statement.kind === "sequence" && statement.maxspan)
    parts.push(`with maxspan=${statement.maxspan.milliseconds}ms`);
  parts.push(...statement.terms.map(printTerm));
  if (statement.kind === "sequence" && statement.until)
    parts.push("until", printTerm(statement.until));
  return parts.join(" ");
}

function printTerm({ filter, by, isMissing, runs, alias }: Term): string {
  const parts = [`${isMissing ? "!" : ""}[${printFilter(filter)}]`, ...printKeys(by)];
  if (runs > 1) parts.push(`with runs=${runs}`);
  if (alias) parts.push(`as ${printName(alias.name)}`);
  return parts.join(" ");
}

function printKeys(keys: readonly Expression[]): string[] {
  return keys.length === 0 ? [] : [`by ${keys.map(printExpression).join(", ")}`];
}

function printFilter({ category, condition }: EventFilter): string {
  return `${category ? printText(category.name) : "any"} where ${printExpression(condition)}`;
}

export function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case "null":
      return "null";
    case "boolean":
    case "integer":
      return String(expression.value);
    case "decimal":
      return Number.isInteger(expression.value) && Math.abs(expression.value) < 1e21
        ? `${expression.value}.0`
        : String(expression.value);
    case "text":
      return printText(expression.value);
    case "field":
      return (expression.isOptional ? "?" : "") + printName(expression.name);
    case "and":
    case "or":
      return `(${expression.of.map(printExpression).join(` ${expression.kind} `)})`;
    case "not":
      return `(not ${printExpression(expression.of)})`;
    case "negative":
      return `-(${printExpression(expression.of)})`;
    case "comparison":
    case "arithmetic":
      return `(${printExpression(expression.left)} ${expression.operator} ${printExpression(expression.right)})`;
    case "match":
      return `(${printExpression(expression.of)} ${expression.operator} (${expression.patterns.map(printExpression).join(", ")}))`;
    case "in": {
      const operator = `${expression.isNegated ? "not " : ""}in${expression.ignoreCase ? "~" : ""}`;
      return `(${printExpression(expression.of)} ${operator} (${expression.values.map(printExpression).join(", ")}))`;
    }
    case "call":
      return `${expression.name}${expression.ignoreCase ? "~" : ""}(${expression.arguments.map(printExpression).join(", ")})`;
    case "ancestry":
      return `${expression.relation} of [${printFilter(expression.of)}]`;
  }
}

function printName(name: string): string {
  const isPlain = name
    .split(".")
    .every(
      (part) =>
        /^[A-Za-z_@$]\w*$/.test(part) &&
        isIdentifier({ kind: "word", text: part, start: 0, end: 0 }),
    );
  return isPlain ? name : `\`${name.replaceAll("`", "``")}\``;
}

function printText(text: string): string {
  const escaped = text.replace(/["\\]|[^ -~]/gu, (sign) =>
    sign === '"' || sign === "\\"
      ? `\\${sign}`
      : /^[\ud800-\udfff]$/.test(sign)
        ? sign
        : `\\u{${sign.codePointAt(0)!.toString(16).padStart(4, "0")}}`,
  );
  return `"${escaped}"`;
}

/** Returns a value without any `span` or `nameSpan` in it. */
export function withoutSpans(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSpans);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== "span" && key !== "nameSpan")
      .map(([key, inner]) => [key, withoutSpans(inner)]),
  );
}
