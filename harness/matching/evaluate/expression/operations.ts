/**
 * All operations of expressions, by name. A final `~` means: without regard to letter case. The rows
 * stand, by kind, in the files that are put together here.
 */
import { ARITHMETIC } from "./arithmetic.ts";
import { COMPARISONS, LOGIC } from "./comparisons.ts";
import type { Operation, Operations } from "./operation.ts";
import { CONVERSIONS } from "./conversions.ts";
import { TEXTS } from "./text-operations.ts";

/** All operations by name. */
export const OPERATIONS: Operations = {
  ...ARITHMETIC,
  ...COMPARISONS,
  ...LOGIC,
  ...TEXTS,
  ...CONVERSIONS,
};

/** Returns an operation that is known to be in the table. */
export function operationOf(name: string): Operation {
  const operation = Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name] : undefined;
  if (!operation) throw new Error(`no operation is called "${name}"`);
  return operation;
}
