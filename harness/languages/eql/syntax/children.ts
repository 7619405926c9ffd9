import type { Expression } from "./ast.ts";

/** Returns the operands of an expression, without those of a filter within it. */
export function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "null":
    case "boolean":
    case "text":
    case "integer":
    case "decimal":
    case "field":
    case "ancestry":
      return [];
    case "and":
    case "or":
      return expression.of;
    case "not":
    case "negative":
      return [expression.of];
    case "comparison":
    case "arithmetic":
      return [expression.left, expression.right];
    case "match":
      return [expression.of, ...expression.patterns];
    case "in":
      return [expression.of, ...expression.values];
    case "call":
      return expression.arguments;
  }
}
