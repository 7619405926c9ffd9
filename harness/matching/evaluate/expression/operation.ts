import type { Value } from "../../values/value.ts";

/** One row of the table of operations. Operands of a kind that it has no answer for give null. */
export interface Operation {
  /** The least and the greatest number of operands. */
  readonly operands: readonly [least: number, greatest: number];
  /** So many operands from the front give null if one of them is null. */
  readonly needs: number;
  readonly evaluate: (...of: readonly Value[]) => Value;
}

/** Operations by name. */
export type Operations = Readonly<Record<string, Operation>>;

/** Returns an operation of a fixed number of operands, none of which may be null. */
export function fixedArity(count: number, evaluate: Operation["evaluate"]): Operation {
  return { operands: [count, count], needs: count, evaluate };
}

/**
 * Returns an operation of some operands and any number of further ones, of which only the first are
 * needed.
 */
export function variadic(least: number, needs: number, evaluate: Operation["evaluate"]): Operation {
  return { operands: [least, Infinity], needs, evaluate };
}
